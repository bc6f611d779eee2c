"""Why a finding is judged as it is, told so that nothing is said twice.

Comes in: a ``ComparisonIndex`` and a finding. Goes out: its reasons and its framing differences. A
claim stands beside its finding, so a reason never quotes the whole of one: it names the words that
two claims share, and the clash or the difference. ``explain`` shows the reasons unabridged.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from divergence.framing.vocabulary import text_stems
from divergence.language.segmentation import WORD, stem
from divergence.language.similarity import profile
from divergence.model import Claim, Finding, FramingDifference, Quantity, Reason
from divergence.reporting.escaping import one_line
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.limits import limit
from divergence.reporting.quoting import curly
from divergence.reporting.wording import clipped, joined, sentence

SILENCE_CODES = ("absent.", "omission.")
PAIRING_CODES = ("same.",)
ALIKE_CODES = ("alike.",)
FRAMING_CODES = ("framing.",)
LEFT_OUT = "substance"
TERMS = re.compile(r"[\"“]([^\"“”]+)[\"”]")


def reasons_of(index: ComparisonIndex, finding: Finding) -> list[Reason]:
    """The finding's reasons and those of its pairs, each sentence once.

    An agreement is told by what makes it one; what differs beside it is among
    ``differences_of``. Left out is what a reader sees anyway: that a silent party is silent, and
    that two claims go together where more is said of them.
    """
    found = [*finding.reasons, *(r for pair in index.pairs_of(finding) for r in pair.reasons)]
    kept = [reason for reason in found if not _is_plain(reason, finding)]
    pairing = [reason for reason in kept if reason.code.startswith(PAIRING_CODES)]
    telling = [reason for reason in kept if not reason.code.startswith(PAIRING_CODES)]
    chosen = telling or pairing
    if finding.verdict == "agreement":
        alike = [reason for reason in telling if reason.code.startswith(ALIKE_CODES)]
        chosen = pairing or alike or telling
    elif finding.verdict == "conflict" and any(r.code.startswith("clash.") for r in telling):
        chosen = [reason for reason in telling if reason.code.startswith("clash.")]
    if chosen is pairing and pairing:
        return [_togetherness(index, pairing)]
    told: dict[str, Reason] = {}
    for reason in _without_repeats(chosen):
        text = curly(sentence(_retold(index, reason)))
        told.setdefault(text.casefold(), Reason(reason.code, text, reason.evidence))
    return [
        reason
        for key, reason in told.items()
        if not any(other != key and other.startswith(key) for other in told)
    ]


def differences_of(index: ComparisonIndex, finding: Finding) -> list[FramingDifference]:
    """The finding's notable framing differences that none of its reasons tells.

    A measure of the whole finding is left out where one of a pair tells the same words. What one
    side leaves out stands in the claims themselves: it is told only as a reason.
    """
    told = {
        (reason.code.removeprefix("framing."), term)
        for reason in reasons_of(index, finding)
        if reason.code.startswith(FRAMING_CODES)
        for term in _terms(reason.text)
    }
    kept = []
    for difference in index.framing_by_finding.get(finding.id, []):
        terms = {(difference.measure, term) for term in _terms(difference.reason)}
        if difference.measure == LEFT_OUT or not difference.notable:
            continue
        if not terms <= told:
            kept.append(difference)
            told |= terms
    return kept


def leading(finding: Finding, claims: Sequence[Claim]) -> Claim:
    """Of one party's claims, the one that the finding's first reason rests on; else the first."""
    places = [(e.document, e.start, e.end) for r in finding.reasons[:1] for e in r.evidence]
    told = (claim for claim in claims if (claim.document, claim.start, claim.end) in places)
    return next(told, claims[0])


def _is_plain(reason: Reason, finding: Finding) -> bool:
    return bool(finding.nearest) and reason.code.startswith(SILENCE_CODES)


def _without_repeats(reasons: Sequence[Reason]) -> list[Reason]:
    """Reasons without those of a framing measure that only tell words which another tells."""
    kept: list[Reason] = []
    for reason in sorted(reasons, key=lambda r: -len(_terms(r.text))):
        told = {term for other in kept if other.code == reason.code for term in _terms(other.text)}
        if not (reason.code.startswith(FRAMING_CODES) and _terms(reason.text) <= told):
            kept.append(reason)
    return [reason for reason in reasons if reason in kept]


def _terms(text: str) -> set[str]:
    """The quoted words of a sentence; the sentence itself where it quotes none."""
    return {term.casefold() for term in TERMS.findall(text)} or {text.strip(".").casefold()}


def _retold(index: ComparisonIndex, reason: Reason) -> str:
    """The reason in words that quote no claim whole; a measure quotes no more than it must."""
    if reason.code.startswith((*FRAMING_CODES, *ALIKE_CODES)):
        return one_line(reason.text)
    shortened = _without_claims(reason)
    if shortened != reason.text and len(reason.evidence) == 2:
        shared = _shared_words(index, *(side.text for side in reason.evidence))
        if shared:
            return f"{shortened.rstrip('.')}. Both speak of {_listed(shared)}"
    return shortened


def _togetherness(index: ComparisonIndex, reasons: Sequence[Reason]) -> Reason:
    """What claims have in common that were put together, in place of all their quotations."""
    code = reasons[0].code
    evidence = tuple(dict.fromkeys(shown for reason in reasons for shown in reason.evidence))
    pairs = [reason.evidence for reason in reasons if len(reason.evidence) == 2]
    if not pairs:
        return Reason(code, sentence(reasons[0].text), evidence)
    order = [party.id for party in index.comparison.parties]
    speaking = {shown.party for shown in evidence}
    who = joined(index.label(party) for party in order if party in speaking)
    same = [_folded(one.text) == _folded(other.text) for one, other in pairs]
    if any(same):
        how = "it in the same words" if all(same) else "the same, in part word for word"
        return Reason(code, f"{who} say {how}.", evidence)
    shared: dict[str, str] = {}
    for one, other in pairs:
        for word in _shared_words(index, one.text, other.text):
            shared.setdefault(stem(word), word)
    words = _listed(list(shared.values())[: int(limit("reasons", "shared"))])
    every = "both" if len(speaking) == 2 else "all"
    if code == "same.proposition":
        told = f"{who} say the same; {every} have {words}." if words else f"{who} say the same."
    elif words:
        told = f"{who} {every} speak of {words}; the rest differs."
    else:
        told = f"What {who} say is put together by likeness; the wordings share no telling word."
    return Reason(code, told, evidence)


def _folded(text: str) -> list[str]:
    return [match.group().casefold() for match in WORD.finditer(text)]


def _shared_words(index: ComparisonIndex, one: str, other: str) -> list[str]:
    """The rarest words that two texts share, as the first writes them, and the figures.

    A figure is given as the shorter of the two has it: "48,000" of that and "About 48,000".
    """
    left, right = profile(one), profile(other)
    content = text_stems(one) & text_stems(other)
    weights = {
        root: weight
        for root, weight in left.weights.items()
        if root in right.weights and root in content and root not in index.party_stems
    }
    shared = [(q, [r for r in right.quantities if _overlap(q, r)]) for q in left.quantities]
    figures = [(q, same) for q, same in shared if same]
    words: dict[str, str] = {}
    for match in WORD.finditer(one):
        root = stem(match.group())
        within = any(q.start <= match.start() < q.end for q, _ in figures)
        if root in weights and not (within or root.isdigit()):
            words.setdefault(root, match.group())
    most = int(limit("reasons", "shared"))
    rarest = sorted(words, key=lambda root: (-weights[root], root))[:most]
    named = [word for root, word in words.items() if root in rarest]
    written = [
        min((one[q.start : q.end], *(other[r.start : r.end] for r in same)), key=len).strip(" .,;")
        for q, same in figures
    ]
    return list(dict.fromkeys([*named, *written]))


def _overlap(one: Quantity, other: Quantity) -> bool:
    """Whether two figures of one kind can be the same ("48,000" and "about 48,000")."""
    return (
        (one.kind, one.unit) == (other.kind, other.unit)
        and max(one.high, other.high) < math.inf
        and one.low <= other.high
        and other.low <= one.high
    )


def _listed(words: Iterable[str]) -> str:
    return joined(f"“{word}”" for word in words)


def _without_claims(reason: Reason) -> str:
    """The sentence up to where it begins to quote whole claims, which stand beside it."""
    text = one_line(reason.text)
    for shown in reason.evidence:
        words = one_line(shown.text)
        at = text.find(words)
        if at < 0 or len(words.split()) < limit("reasons", "phrase"):
            continue
        colon = text.rfind(": ", 0, at)
        text = text[:colon] if colon > 0 else text.replace(words, clipped(words, len(words) // 2))
    return text
