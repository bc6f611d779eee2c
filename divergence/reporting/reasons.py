"""Why a finding is judged as it is, told so that nothing is said twice.

Comes in: a ``ComparisonIndex`` and a finding. Goes out: its reasons and its framing differences. A
claim stands beside its finding, so a reason never quotes the whole of one: it names the words that
two claims share, and the clash or the difference. ``explain`` shows the reasons unabridged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from divergence.language.segmentation import WORD, stem
from divergence.language.similarity import profile
from divergence.model import Evidence, Finding, FramingDifference, Reason
from divergence.reporting.escaping import one_line
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.limits import limit
from divergence.reporting.wording import clipped, joined, sentence

SILENCE_CODES = ("absent.", "omission.")
PAIRING_CODES = ("same.",)
FRAMING_CODES = ("framing.",)
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
    if finding.verdict == "agreement" and pairing:
        chosen = pairing
    elif finding.verdict == "conflict" and any(r.code.startswith("clash.") for r in telling):
        chosen = [reason for reason in telling if reason.code.startswith("clash.")]
    told: dict[str, Reason] = {}
    for reason in _without_repeats(chosen):
        text = sentence(_retold(index, reason))
        told.setdefault(text.casefold(), Reason(reason.code, text, reason.evidence))
    return list(told.values())


def differences_of(index: ComparisonIndex, finding: Finding) -> list[FramingDifference]:
    """The finding's notable framing differences that none of its reasons tells.

    A measure of the whole finding is left out where one of a pair tells the same words.
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
        if difference.notable and not terms <= told:
            kept.append(difference)
            told |= terms
    return kept


def _is_plain(reason: Reason, finding: Finding) -> bool:
    return bool(finding.nearest) and reason.code.startswith(SILENCE_CODES)


def _without_repeats(reasons: Iterable[Reason]) -> list[Reason]:
    """Reasons without those of a framing measure that only tell words which another tells."""
    kept: list[Reason] = []
    told: set[tuple[str, str]] = set()
    for reason in reasons:
        terms = {(reason.code, term) for term in _terms(reason.text)}
        if not (reason.code.startswith(FRAMING_CODES) and terms <= told):
            kept.append(reason)
            told |= terms
    return kept


def _terms(text: str) -> set[str]:
    """The quoted words of a sentence; the sentence itself where it quotes none."""
    return {term.casefold() for term in TERMS.findall(text)} or {text.strip(".").casefold()}


def _retold(index: ComparisonIndex, reason: Reason) -> str:
    """The reason in words that quote no claim whole."""
    sides = _sides(reason.evidence)
    if reason.code.startswith(PAIRING_CODES) and sides is not None:
        return _togetherness(index, reason.code, *sides)
    shortened = _without_claims(reason)
    if shortened != reason.text and sides is not None:
        shared = _shared_words(index, *(side.text for side in sides))
        if shared:
            return f"{shortened.rstrip('.')}. Both speak of {_listed(shared)}"
    return shortened


def _sides(evidence: Sequence[Evidence]) -> tuple[Evidence, Evidence] | None:
    return (evidence[0], evidence[1]) if len(evidence) == 2 else None


def _togetherness(index: ComparisonIndex, code: str, one: Evidence, other: Evidence) -> str:
    """What two claims have in common, in place of both quotations."""
    who = f"{index.label(one.party)} and {index.label(other.party)}"
    if _folded(one.text) == _folded(other.text):
        return f"{who} say it in the same words"
    shared = _shared_words(index, one.text, other.text)
    if code == "same.proposition":
        return f"{who} say the same: both have {_listed(shared)}" if shared else f"{who} say alike"
    if not shared:
        return f"{who} speak of the same matter, and share no telling word"
    return f"{who} both speak of {_listed(shared)}, and go on with other words or particulars"


def _folded(text: str) -> list[str]:
    return [match.group().casefold() for match in WORD.finditer(text)]


def _shared_words(index: ComparisonIndex, one: str, other: str) -> list[str]:
    """The rarest words and the figures that two texts share, as the first writes them."""
    left, right = profile(one), profile(other)
    weights = {
        root: weight
        for root, weight in left.weights.items()
        if root in right.weights and root not in index.party_stems
    }
    figures = {q.unit + str(q.low) for q in right.quantities if q.low == q.high}
    words: dict[str, str] = {}
    for match in WORD.finditer(one):
        root = stem(match.group())
        if root in weights:
            words.setdefault(root, match.group())
    rarest = sorted(words, key=lambda root: (-weights[root], root))[
        : int(limit("reasons", "shared"))
    ]
    named = [word for root, word in words.items() if root in rarest]
    told = " ".join(named).casefold()
    for figure in left.quantities:
        text = one[figure.start : figure.end]
        if figure.unit + str(figure.low) in figures and text.casefold() not in told:
            named.append(text)
    return named


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
