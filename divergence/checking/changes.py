"""What changed between two reports on one event: a new version of a text, a new account.

Comes in: the earlier and the later ``Comparison``. Goes out: ``Changes``, a small data model apart
from the ways to show it (``change_views``, the split of nbdime): claims added, withdrawn and
reworded, findings and topics whose verdicts turned, stances that changed. Claims are paired within
a party: the same words first, then the most similar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from divergence.checking.matching import tolerance
from divergence.model import Claim, Comparison, Finding, Topic
from divergence.reporting.escaping import one_line

MOST_PAIRED = 2000
"""Claims of one party beyond which only equal words are paired: the time grows with the square."""


class Words(msgspec.Struct, frozen=True):
    """A claim's words and where they stand: document, start and end (code points)."""

    text: str
    document: str
    start: int
    end: int


class ClaimChange(msgspec.Struct, frozen=True):
    """A claim that one report has and the other has not, or has in other words.

    ``likeness`` is the similarity of the wordings, 0 to 1, for a reworded one.
    """

    kind: Literal["added", "withdrawn", "reworded"]
    party: str
    role: str
    old: Words | None = None
    new: Words | None = None
    likeness: float | None = None


class FindingChange(msgspec.Struct, frozen=True):
    """A finding that came, went, or whose verdict or silent parties changed."""

    kind: Literal["new", "gone", "turned"]
    topic: str
    label: str
    old: str | None = None
    new: str | None = None
    old_omitted_by: tuple[str, ...] = ()
    new_omitted_by: tuple[str, ...] = ()


class StanceChange(msgspec.Struct, frozen=True):
    """A party that began or stopped to speak of a topic; None where it has no part in a report."""

    party: str
    old: str | None
    new: str | None


class TopicChange(msgspec.Struct, frozen=True):
    """A topic that came, went, whose verdict turned, or on which a party changed its stance."""

    topic: str
    old: str | None
    new: str | None
    stances: tuple[StanceChange, ...] = ()


class DocumentChange(msgspec.Struct, frozen=True):
    """A document that was added, removed, or has another text."""

    kind: Literal["added", "removed", "edited"]
    name: str


class Changes(msgspec.Struct, frozen=True):
    """All that differs between two reports. ``settings`` names settings that differ."""

    event: str
    documents: tuple[DocumentChange, ...] = ()
    parties_added: tuple[str, ...] = ()
    parties_removed: tuple[str, ...] = ()
    topics: tuple[TopicChange, ...] = ()
    findings: tuple[FindingChange, ...] = ()
    claims: tuple[ClaimChange, ...] = ()
    settings: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing that the parties say, and no verdict, has changed."""
        return not (
            self.parties_added
            or self.parties_removed
            or self.topics
            or self.findings
            or self.claims
        )


def changes_between(old: Comparison, new: Comparison) -> Changes:
    """What differs in ``new`` from ``old``."""
    labels = {party.id: party.label for party in (*old.parties, *new.parties)}
    pairs = _paired_claims(old.claims, new.claims)
    before, after = {p.id for p in old.parties}, {p.id for p in new.parties}
    return Changes(
        event=new.event,
        documents=tuple(_documents(old, new)),
        parties_added=tuple(labels[party] for party in sorted(after - before)),
        parties_removed=tuple(labels[party] for party in sorted(before - after)),
        topics=tuple(_topics(old, new, labels)),
        findings=tuple(_findings(old, new, labels, pairs)),
        claims=tuple(_claims(old.claims, new.claims, labels, pairs)),
        settings=tuple(
            key
            for key in sorted({*old.settings, *new.settings})
            if old.settings.get(key) != new.settings.get(key)
        ),
    )


Pairs = Mapping[str, tuple[str, float]]
"""From an old claim's id to the new one that it is, with their likeness (1 for equal words)."""


def _paired_claims(old: Sequence[Claim], new: Sequence[Claim]) -> Pairs:
    pairs: dict[str, tuple[str, float]] = {}
    voices = _by_voice(old)
    others = _by_voice(new)
    for voice, claims in voices.items():
        left, rest = _equal_pairs(claims, others.get(voice, []), pairs)
        if left and rest and max(len(left), len(rest)) <= MOST_PAIRED:
            _similar_pairs(left, rest, pairs)
    return pairs


def _by_voice(claims: Iterable[Claim]) -> dict[tuple[str, str], list[Claim]]:
    """Claims of the parties, by party and role; the outlet's own voice is left out."""
    voices: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.party is not None:
            voices[claim.party, claim.role].append(claim)
    return voices


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .,;:!?\"'“”‘’")


def _equal_pairs(
    old: Sequence[Claim], new: Sequence[Claim], pairs: dict[str, tuple[str, float]]
) -> tuple[list[Claim], list[Claim]]:
    """Pair claims of equal words; the rest of both sides."""
    waiting: dict[str, list[Claim]] = defaultdict(list)
    for claim in new:
        waiting[_plain(claim.text)].append(claim)
    left = []
    for claim in old:
        same = waiting[_plain(claim.text)]
        if same:
            pairs[claim.id] = (same.pop(0).id, 1.0)
        else:
            left.append(claim)
    taken = {identity for identity, _ in pairs.values()}
    return left, [claim for claim in new if claim.id not in taken]


def _similar_pairs(
    old: Sequence[Claim], new: Sequence[Claim], pairs: dict[str, tuple[str, float]]
) -> None:
    """Pair claims of similar words, the most similar first."""
    from rapidfuzz import fuzz, process

    least = 100 * tolerance().reworded.similarity
    scores = process.cdist(
        [_plain(claim.text) for claim in old],
        [_plain(claim.text) for claim in new],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=least,
    )
    close = sorted(
        (-float(score), i, j)
        for i, row in enumerate(scores)
        for j, score in enumerate(row)
        if score >= least
    )
    taken: set[int] = set()
    for score, i, j in close:
        if old[i].id not in pairs and j not in taken:
            taken.add(j)
            pairs[old[i].id] = (new[j].id, round(-score / 100, 3))


def _documents(old: Comparison, new: Comparison) -> Iterable[DocumentChange]:
    before = {document.name: document.text for document in old.documents}
    after = {document.name: document.text for document in new.documents}
    for name in sorted({*before, *after}):
        if name not in before:
            yield DocumentChange("added", name)
        elif name not in after:
            yield DocumentChange("removed", name)
        elif before[name] != after[name]:
            yield DocumentChange("edited", name)


def _topics(old: Comparison, new: Comparison, labels: Mapping[str, str]) -> Iterable[TopicChange]:
    before = {topic.id: topic for topic in old.topics}
    after = {topic.id: topic for topic in new.topics}
    for topic in (*new.topics, *(topic for topic in old.topics if topic.id not in after)):
        was, now = before.get(topic.id), after.get(topic.id)
        stances = tuple(_stances(was, now, labels))
        if was is None or now is None or was.verdict != now.verdict or stances:
            yield TopicChange(
                topic.label, was.verdict if was else None, now.verdict if now else None, stances
            )


def _stances(
    was: Topic | None, now: Topic | None, labels: Mapping[str, str]
) -> Iterable[StanceChange]:
    before = dict(was.stances) if was else {}
    after = dict(now.stances) if now else {}
    for party in sorted({*before, *after}):
        if before.get(party) != after.get(party):
            yield StanceChange(labels.get(party, party), before.get(party), after.get(party))


def _findings(
    old: Comparison, new: Comparison, labels: Mapping[str, str], pairs: Pairs
) -> Iterable[FindingChange]:
    topics = {topic.id: topic.label for topic in (*old.topics, *new.topics)}
    same = _paired_findings(old.findings, new.findings, pairs)
    before = {finding.id: finding for finding in old.findings}
    came_from = {after: before[was] for was, after in same.items()}

    def silent(finding: Finding | None) -> tuple[str, ...]:
        omitted = finding.omitted_by if finding else ()
        return tuple(sorted(labels.get(party, party) for party in omitted))

    for finding in new.findings:
        was = came_from.get(finding.id)
        if was and (was.verdict, silent(was)) == (finding.verdict, silent(finding)):
            continue
        yield FindingChange(
            "turned" if was else "new",
            topics.get(finding.topic, finding.topic),
            finding.label,
            was.verdict if was else None,
            finding.verdict,
            silent(was),
            silent(finding),
        )
    for finding in old.findings:
        if finding.id not in same:
            topic = topics.get(finding.topic, finding.topic)
            yield FindingChange(
                "gone", topic, finding.label, finding.verdict, None, silent(finding), ()
            )


def _paired_findings(
    old: Sequence[Finding], new: Sequence[Finding], pairs: Pairs
) -> dict[str, str]:
    """From an old finding's id to the new one that shares most of its claims, by Jaccard index."""
    holders: dict[str, list[int]] = defaultdict(list)
    for j, finding in enumerate(new):
        for claim in finding.claims:
            holders[claim].append(j)
    overlaps: dict[tuple[int, int], float] = defaultdict(float)
    for i, finding in enumerate(old):
        for claim in finding.claims:
            target, likeness = pairs.get(claim, ("", 0.0))
            for j in holders.get(target, ()):
                overlaps[i, j] += likeness
    ranked = sorted(
        (
            -shared / (len(old[i].claims) + len(new[j].claims) - shared),
            old[i].verdict != new[j].verdict,
            i,
            j,
        )
        for (i, j), shared in overlaps.items()
    )
    same: dict[str, str] = {}
    taken: set[int] = set()
    for _, _, i, j in ranked:
        if old[i].id not in same and j not in taken:
            taken.add(j)
            same[old[i].id] = new[j].id
    return same


def _claims(
    old: Sequence[Claim], new: Sequence[Claim], labels: Mapping[str, str], pairs: Pairs
) -> Iterable[ClaimChange]:
    """Changes in the order of the new report, what was withdrawn after them."""
    before = {claim.id: claim for claim in old}
    came_from = {after: (before[was], likeness) for was, (after, likeness) in pairs.items()}
    for claim in new:
        if claim.party is None:
            continue
        label = labels.get(claim.party, claim.party)
        if claim.id not in came_from:
            yield ClaimChange("added", label, claim.role, None, _words(claim))
        elif came_from[claim.id][1] < 1.0:
            was, likeness = came_from[claim.id]
            yield ClaimChange("reworded", label, claim.role, _words(was), _words(claim), likeness)
    for claim in old:
        if claim.party is not None and claim.id not in pairs:
            label = labels.get(claim.party, claim.party)
            yield ClaimChange("withdrawn", label, claim.role, _words(claim), None)


def _words(claim: Claim) -> Words:
    return Words(one_line(claim.text), claim.document, claim.start, claim.end)
