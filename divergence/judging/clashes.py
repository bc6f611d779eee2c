"""Named clashes: why two aligned claims cannot both be right.

Comes in: two claims of different parties that are aligned. Goes out: reasons, each with a code
(``clash.number``, ``clash.date``, ``clash.negation``, ``clash.denial``, ``clash.antonym``,
``clash.status``, ``clash.blame``, ``clash.refusal``, ``clash.opposition``), a sentence for readers
and its evidence. Without one of these nothing is a conflict. Limits are in ``data/verdicts.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from divergence.aligning.actors import mentioned
from divergence.aligning.dialogue import opposed, tolls
from divergence.aligning.replies import replies
from divergence.alignment import Match
from divergence.judging.meeting import Meeting, party_stems
from divergence.language import polarity
from divergence.language.segmentation import WORD, stem
from divergence.language.similarity import profile
from divergence.language.standing import compare
from divergence.language.tables import load_table
from divergence.model import Claim, Evidence, Quantity, Reason

REPLIES = ("refusal", "denial", "opposition")
"""Kinds of reply that set one party against what the other says or does."""


def clashes(meeting: Meeting) -> tuple[Reason, ...]:
    """All clashes that can be named between two aligned claims, the plainest first."""
    limits = load_table("verdicts.toml")["clash"]
    found: list[Reason] = []
    for test in TESTS:
        found += test(meeting, limits)
    return tuple(found)


def _figures(meeting: Meeting, limits: Mapping[str, float]) -> list[Reason]:
    """Figures or dates of the same thing that share no value."""
    if meeting.shared < limits["figure_shared"] or meeting.match.strength < limits["figure_sure"]:
        return []
    found = []
    for one in meeting.left_profile.quantities:
        for other in meeting.right_profile.quantities:
            if compare(one, other) != "different" or not _same_thing(one, other, meeting, limits):
                continue
            if any(
                compare(one, q) in ("same", "compatible") for q in meeting.right_profile.quantities
            ):
                continue
            if any(
                compare(q, other) in ("same", "compatible") for q in meeting.left_profile.quantities
            ):
                continue
            left, right = _quantity_text(meeting.left, one), _quantity_text(meeting.right, other)
            code = "clash.date" if one.kind == "date" else "clash.number"
            found.append(_reason(meeting, code, f"“{left}”", f"“{right}”"))
    return found[:1]


def _toll(meeting: Meeting, _limits: Mapping[str, float]) -> list[Reason]:
    """Each gives another number of dead or held, the dead with both or neither naming whose.

    Other kinds of dead and other days make other counts.
    """
    kind = meeting.match.answer
    if kind not in ("deaths", "held"):
        return []
    if kind == "deaths" and _owners(meeting.left, meeting) != _owners(meeting.right, meeting):
        return []
    left, right = tolls(meeting.left, kind), tolls(meeting.right, kind)
    if not (left and right) or any(compare(a, b) != "different" for a in left for b in right):
        return []
    other_heads = left[0].of and right[0].of and left[0].of != right[0].of
    if kind == "deaths" and other_heads:
        return []
    days = [
        [q for q in c.details.quantities if q.kind == "date"] for c in (meeting.left, meeting.right)
    ]
    if any(compare(a, b) == "different" for a in days[0] for b in days[1]):
        return []
    one, other = _quantity_text(meeting.left, left[0]), _quantity_text(meeting.right, right[0])
    return [_reason(meeting, "clash.number", f"“{one}”", f"“{other}”")]


def _same_thing(
    one: Quantity, other: Quantity, meeting: Meeting, limits: Mapping[str, float]
) -> bool:
    """Whether two figures measure one thing: the same head told alike, and no other owner.

    The head itself does not show it: "12 civilians died" does not answer "90 civilians were hurt".
    """
    if one.of and other.of and one.of != other.of:
        return False
    poorer, richer = meeting.plain_shares(one.of, other.of, *_measured(meeting))
    alike = poorer >= limits["figure_plain"] and richer >= limits["figure_alike"]
    if not alike and meeting.shared < limits["figure_surely"]:
        return False
    if one.kind in ("number", "duration") and not (one.of and other.of):
        return meeting.shared >= limits["headless_shared"]
    if _owners(meeting.left, meeting) != _owners(meeting.right, meeting):
        return False
    return meeting.shared >= limits["figure_shared"]


def _measured(meeting: Meeting) -> set[str]:
    """Stems of all words that figures and dates are made of ("ten months", "in March")."""
    return {
        stem(match.group())
        for claim, profile in (
            (meeting.left, meeting.left_profile),
            (meeting.right, meeting.right_profile),
        )
        for quantity in profile.quantities
        for match in WORD.finditer(_quantity_text(claim, quantity))
    }


def _owners(claim: Claim, meeting: Meeting) -> set[str]:
    """Parties that a claim names: each side may count its own."""
    return {party for _, party in mentioned(claim, meeting.parties)}


def _negation(meeting: Meeting, limits: Mapping[str, float]) -> list[Reason]:
    """One says so and the other says not so."""
    texts = meeting.left.text, meeting.right.text
    left, right = map(polarity.negations, texts)
    kept = sum(map(polarity.keeps_from, texts))
    denials = sum(polarity.denied_stretch(text) is not None for text in texts)
    if (
        left % 2 == right % 2
        or (left + right + kept + denials) % 2 == 0
        or len(meeting.common) < limits["negation_words"]
    ):
        return []
    poorer, richer = meeting.plain_shares()
    if poorer < limits["negation_shared"] or richer < limits["negation_alike"]:
        return []
    denier = meeting.left if left % 2 else meeting.right
    near = polarity.negated_stretch(denier.text).split()[: int(limits["negation_reach"])]
    negated = {stem(match.group()) for word in near for match in WORD.finditer(word)}
    named = meeting.left_profile.names | meeting.right_profile.names
    plain = meeting.common - named
    if len(plain & negated) < limits["negation_inside"] * len(plain):
        return []
    return [
        _reason(
            meeting, "clash.negation", f"“{meeting.left.text}”", f"“{meeting.right.text}”", denier
        )
    ]


def _denial(meeting: Meeting, limits: Mapping[str, float]) -> list[Reason]:
    """One party rejects what the other says, or says that it did no wrong where the other does."""
    for denier, other in ((meeting.left, meeting.right), (meeting.right, meeting.left)):
        if _rejects(denier, other, meeting, limits) or _pleads(denier, other, meeting, limits):
            one, two = f"“{meeting.left.text}”", f"“{meeting.right.text}”"
            return [_reason(meeting, "clash.denial", one, two, denier)]
    return []


def _rejects(denier: Claim, other: Claim, meeting: Meeting, limits: Mapping[str, float]) -> bool:
    """Whether what one claim denies is what the other says."""
    outside = denier.cue is not None and not denier.start <= denier.cue.start < denier.end
    cue = denier.cue.text if denier.cue and outside else ""
    stretch = polarity.denied_stretch(denier.text)
    if stretch is None and polarity.denied_stretch(f"{cue} that it was so") is not None:
        stretch = denier.text
    if stretch is None or polarity.denied_stretch(other.text) is not None:
        return False
    if polarity.negations(other.text) % 2 > polarity.negations(stretch) % 2:
        return False
    denied = profile(stretch).weights
    there = (meeting.right_profile if other is meeting.right else meeting.left_profile).weights
    named = party_stems(meeting.parties)
    common = [root for root in denied if root in there and root not in named]
    return len(common) >= limits["denied_words"] and meeting.match.affinity >= limits["denied"]


def _pleads(denier: Claim, other: Claim, meeting: Meeting, limits: Mapping[str, float]) -> bool:
    """Whether one party says that it did no wrong in a matter where the other says it did."""
    if meeting.match.affinity < limits["plea"]:
        return False
    if (polarity.charge(denier.text), polarity.charge(other.text)) != ("plea", "charge"):
        return False
    accused = {_culprit(denier, meeting), _culprit(other, meeting)}
    return accused <= {None, denier.party}


def _antonym(meeting: Meeting, limits: Mapping[str, float]) -> list[Reason]:
    """The same thing under words that exclude each other."""
    if meeting.shared < limits["antonym_shared"]:
        return []
    left, right = _words(meeting.left.text), _words(meeting.right.text)
    for one, other in polarity.opposites(left - right, right - left)[:1]:
        return [_reason(meeting, "clash.antonym", f"“{one}”", f"“{other}”")]
    return []


def _opposed(meeting: Meeting, _limits: Mapping[str, float]) -> list[Reason]:
    """Words that take opposite sides of one matter ("defensive", "an aggression")."""
    words = opposed(meeting.left, meeting.right)
    if words is None or _of_a_third(meeting, words):
        return []
    return [_reason(meeting, "clash.antonym", f"“{words[0]}”", f"“{words[1]}”")]


def _of_a_third(meeting: Meeting, words: tuple[str, str]) -> bool:
    """Whether one of the words is said of somebody who is no party ("Norvian aggression")."""
    for claim, word in zip((meeting.left, meeting.right), words, strict=True):
        found = re.search(rf"([A-Z][\w’'\-]+)\s+{re.escape(word)}", claim.text)
        named = {at for at, _ in mentioned(claim, meeting.parties)}
        if found is not None and found.start() and found.start() not in named:
            return True
    return False


def _words(text: str) -> set[str]:
    return {match.group().casefold() for match in WORD.finditer(text)}


def _status(meeting: Meeting, limits: Mapping[str, float]) -> list[Reason]:
    """One thing in two states that exclude each other.

    That one claim's words all stand in the other is not enough: "refused to publish papers on the
    attempt to add a question" says nothing of whether it will be added. What one denies and the
    other says is not so is told alike.
    """
    one, other = meeting.left.details.status, meeting.right.details.status
    if meeting.match.affinity < limits["status_sure"]:
        return []
    texts = {one: meeting.left.text, other: meeting.right.text}
    if any(polarity.negations(text) % 2 for status, text in texts.items() if status != "denied"):
        return []
    if meeting.shared >= limits["status_shared"] and polarity.incompatible(one, other):
        return [_reason(meeting, "clash.status", one, other)]
    return []


def _blame(meeting: Meeting, limits: Mapping[str, float]) -> list[Reason]:
    """Each says that the other did wrong in one matter."""
    if meeting.match.affinity < limits["blame"]:
        return []
    left, right = meeting.left, meeting.right
    if not polarity.charge(left.text) == polarity.charge(right.text) == "charge":
        return []
    crossed = (_culprit(left, meeting), _culprit(right, meeting)) == (right.party, left.party)
    if crossed or (polarity.mutual(left.text) and polarity.mutual(right.text)):
        one, other = meeting.label(right), meeting.label(left)
        return [_reason(meeting, "clash.blame", one, other)]
    return []


def _reply(meeting: Meeting, _limits: Mapping[str, float]) -> list[Reason]:
    """One turns down, denies or opposes what the other asks for, charges or does."""
    kind = meeting.match.answer
    if kind not in REPLIES:
        return []
    first = replies(meeting.left, kind)
    replier = meeting.left if first else meeting.right
    one, other = f"“{meeting.left.text}”", f"“{meeting.right.text}”"
    return [_reason(meeting, f"clash.{kind}", one, other, replier)]


def _culprit(claim: Claim, meeting: Meeting) -> str | None:
    """The party that a claim names as having done wrong; None where it names none.

    "accused X of" and "blames X for" name it after the word, anything else before it.
    """
    place = polarity.wrong(claim.text)
    if place is None:
        return None
    named = mentioned(claim, meeting.parties)
    if polarity.accuses(claim.text, place):
        return next((party for at, party in named if at > place), None)
    before = [party for at, party in named if at < place]
    if before:
        return before[-1]
    return None if claim.party in {party for _, party in named} or not named else named[0][1]


TESTS: tuple[Callable[[Meeting, Mapping[str, float]], list[Reason]], ...] = (
    _figures,
    _toll,
    _denial,
    _negation,
    _antonym,
    _opposed,
    _status,
    _blame,
    _reply,
)


def _reason(
    meeting: Meeting, code: str, left: str, right: str, denier: Claim | None = None
) -> Reason:
    sentence = load_table("verdicts.toml")["sentences"][code].format(
        left=meeting.label(meeting.left),
        right=meeting.label(meeting.right),
        one=left,
        other=right,
        denier=meeting.label(denier) if denier else "",
        rival=meeting.label(meeting.right if denier is meeting.left else meeting.left),
    )
    return Reason(code, sentence, (evidence(meeting.left), evidence(meeting.right)))


def evidence(claim: Claim) -> Evidence:
    """A claim's own characters as evidence."""
    return Evidence(claim.document, claim.start, claim.end, claim.text, claim.party)


def _quantity_text(claim: Claim, quantity: Quantity) -> str:
    """The characters of a quantity, whose offsets may count from the claim or the document."""
    if quantity.start >= claim.start and quantity.end <= claim.end and claim.start:
        return claim.text[quantity.start - claim.start : quantity.end - claim.start]
    return claim.text[quantity.start : quantity.end]


def sentences_clash(left: str, right: str, support: float) -> bool:
    """Whether a clash can be named between two plain sentences that are known to be aligned."""
    one, other = profile(left), profile(right)
    first, second = (
        Claim(name, name, "account", name, 0, len(text), text, details=polarity.describe(text))
        for name, text in (("a", left), ("b", right))
    )
    match = Match("a", "b", support, support, support)
    return bool(clashes(Meeting.of(first, second, match, one, other, ())))
