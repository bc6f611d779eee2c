"""Look-ups that every format needs: labels, claims of a finding, lines of a place.

Comes in: a ``Comparison``. Goes out: one ``ComparisonIndex`` over it. All lists keep the order of
the comparison, which is the order in which it is shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import combinations
from typing import Literal

from divergence.language.segmentation import WORD, stem
from divergence.model import (
    VERDICTS,
    Claim,
    Comparison,
    Document,
    Finding,
    FramingDifference,
    Pair,
    Stance,
    Topic,
)
from divergence.reporting.limits import limit

OUTLET = "the outlet"
"""How a claim is labelled that is nobody's but the outlet's."""

FIRST_WORDS = 6
"""Words of a claim that stand for a topic that nobody could name."""

Shown = Literal["says", "declined", "not raised", "narrated", "silent"]
"""How a party stands to a topic, for readers: a silence said aloud is no word of the matter."""


class ComparisonIndex:
    """A comparison with its parts found by id. Unknown ids are shown as they are."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.claims = {claim.id: claim for claim in comparison.claims}
        self.documents = {document.name: document for document in comparison.documents}
        self.topics = {topic.id: topic for topic in comparison.topics}
        self.labels = {party.id: party.label for party in comparison.parties}

    def label(self, party: str | None) -> str:
        """The party's name for readers."""
        if party is None:
            return OUTLET
        return self.labels.get(party) or party.rpartition("#")[2]

    def label_list(self, parties: Iterable[str]) -> list[str]:
        """The names of several parties, in the order given."""
        return [self.label(party) for party in parties]

    def topic_label(self, topic: str | None) -> str:
        """The topic's name for readers; the words of its first claim where nothing names it."""
        if topic is None:
            return ""
        known = self.topics.get(topic)
        label = known.label if known else self._catalogue.get(topic, topic.replace("-", " "))
        if label:
            return label
        first = next(
            (c for f in self.findings_by_topic.get(topic, []) for c in self.claims_of(f)), None
        )
        return " ".join(first.text.split()[:FIRST_WORDS]) if first else topic.replace("-", " ")

    @cached_property
    def _catalogue(self) -> dict[str, str]:
        return dict(self.comparison.topic_labels)

    @cached_property
    def party_stems(self) -> frozenset[str]:
        """The stems of all words of the parties' names, which show nothing about a matter."""
        names = (n for party in self.comparison.parties for n in (party.label, *party.names))
        return frozenset(stem(match.group()) for name in names for match in WORD.finditer(name))

    def claims_of(self, finding: Finding) -> list[Claim]:
        """The finding's claims."""
        return [self.claims[claim] for claim in finding.claims if claim in self.claims]

    def claims_by_party(self, finding: Finding) -> dict[str | None, list[Claim]]:
        """The finding's claims for each party that has one, parties in the report's order."""
        grouped: dict[str | None, list[Claim]] = {}
        members = self.claims_of(finding)
        order: list[str | None] = [party.id for party in self.comparison.parties]
        order += [claim.party for claim in members if claim.party not in order]
        for party in dict.fromkeys(order):
            of_party = [claim for claim in members if claim.party == party]
            if of_party:
                grouped[party] = of_party
        return grouped

    @cached_property
    def findings_by_topic(self) -> dict[str, list[Finding]]:
        """Findings of each topic."""
        grouped: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.comparison.findings:
            grouped[finding.topic].append(finding)
        return dict(grouped)

    @cached_property
    def ordered_topics(self) -> list[Topic]:
        """The topics as they are shown: gravest verdict first, then those most parties speak of."""
        return sorted(
            self.comparison.topics,
            key=lambda topic: (
                VERDICTS.index(topic.verdict),
                -sum(stance == "says" for _, stance in topic.stances),
            ),
        )

    def sections(self) -> Iterator[tuple[Topic | None, list[Finding]]]:
        """Each topic with its findings; last, findings whose topic is not listed."""
        for topic in self.ordered_topics:
            yield topic, self.findings_by_weight(topic)
        strays = [f for f in self.comparison.findings if f.topic not in self.topics]
        if strays:
            yield None, self._by_weight(strays)

    def findings_by_weight(self, topic: Topic) -> list[Finding]:
        """The topic's findings, the gravest first."""
        return self._by_weight(self.findings_by_topic.get(topic.id, []))

    @staticmethod
    def _by_weight(findings: Iterable[Finding]) -> list[Finding]:
        return sorted(findings, key=lambda finding: VERDICTS.index(finding.verdict))

    def is_remark(self, topic: Topic) -> bool:
        """Whether a topic is a single claim of one side that no catalogue knows.

        Such topics are rows of a closing table, not sections of their own.
        """
        findings = self.findings_by_topic.get(topic.id, [])
        return (
            topic.discovered
            and len(findings) == 1
            and findings[0].verdict == "omission"
            and len(findings[0].claims) == 1
        )

    @cached_property
    def findings_by_claim(self) -> dict[str, list[Finding]]:
        """The findings that a claim is part of."""
        grouped: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.comparison.findings:
            for claim in finding.claims:
                grouped[claim].append(finding)
        return dict(grouped)

    @cached_property
    def _pairs(self) -> dict[frozenset[str], Pair]:
        return {frozenset(pair.claims): pair for pair in self.comparison.pairs}

    def pairs_of(self, finding: Finding) -> list[Pair]:
        """The aligned pairs among the finding's claims."""
        found = (self._pairs.get(frozenset(two)) for two in combinations(finding.claims, 2))
        return [pair for pair in found if pair is not None]

    def partner_of(self, claim: Claim, finding: Finding) -> Claim | None:
        """The finding's claim of another party that says most of what this one says.

        None where no pair is close enough for a comparison word by word.
        """
        best = max(
            (
                pair
                for pair in self.pairs_of(finding)
                if claim.id in pair.claims and pair.score >= limit("marks", "support")
            ),
            key=lambda pair: pair.score,
            default=None,
        )
        if best is None:
            return None
        other = best.claims[0] if best.claims[1] == claim.id else best.claims[1]
        return self.claims.get(other)

    @cached_property
    def framing_by_finding(self) -> dict[str, list[FramingDifference]]:
        """Framing differences of each finding."""
        grouped: dict[str, list[FramingDifference]] = defaultdict(list)
        for difference in self.comparison.framing:
            if difference.finding is not None:
                grouped[difference.finding].append(difference)
        return dict(grouped)

    @cached_property
    def framing_by_topic(self) -> dict[str, list[FramingDifference]]:
        """Framing differences of each topic that belong to no single finding."""
        grouped: dict[str, list[FramingDifference]] = defaultdict(list)
        for difference in self.comparison.framing:
            if difference.finding is None and difference.topic is not None:
                grouped[difference.topic].append(difference)
        return dict(grouped)

    @cached_property
    def account_claims(self) -> dict[str, list[Claim]]:
        """What each party says in its own name."""
        grouped: dict[str, list[Claim]] = {party.id: [] for party in self.comparison.parties}
        for claim in self.comparison.claims:
            if claim.role == "account" and claim.party is not None:
                grouped.setdefault(claim.party, []).append(claim)
        return grouped

    def unplaced_claims(self) -> list[Claim]:
        """Claims of accounts that are in no finding."""
        return [
            claim
            for claim in self.comparison.claims
            if claim.role == "account" and claim.id not in self.findings_by_claim
        ]

    def narrated_claims(self) -> list[Claim]:
        """What is told of the parties, or of nobody, in the outlet's voice; silences apart."""
        return [
            claim
            for claim in self.comparison.claims
            if claim.role == "narrated" and claim.silence is None
        ]

    def silences(self) -> list[Claim]:
        """Claims that say of a party that it keeps silent, by itself or by the outlet."""
        return [claim for claim in self.comparison.claims if claim.silence is not None]

    @cached_property
    def _stances(self) -> dict[str, dict[str, Stance]]:
        return {topic.id: dict(topic.stances) for topic in self.comparison.topics}

    def stance(self, topic: Topic, party: str) -> Stance:
        """How the party stands to the topic."""
        return self._stances[topic.id].get(party, "silent")

    def shown_stance(self, topic: Topic, party: str) -> Shown:
        """How the party stands to the topic, where all that it says may be that it says nothing."""
        stance = self.stance(topic, party)
        if stance == "says":
            said = self.said_of(topic, party)
            aloud = [claim.silence for claim in said if claim.silence is not None]
            if said and len(aloud) == len(said):
                return "not raised" if "not raised" in aloud else "declined"
        if stance == "narrated":
            told = [c for c in self.comparison.claims if c.party == party and topic.id in c.topics]
            if told and all(claim.silence is not None for claim in told):
                return "silent"
        return stance

    def said_of(self, topic: Topic, party: str) -> list[Claim]:
        """The claims of a party in the topic's findings, each once."""
        claims = (c for f in self.findings_by_topic.get(topic.id, []) for c in self.claims_of(f))
        return [c for c in dict.fromkeys(claims) if c.party == party]

    @cached_property
    def _line_starts(self) -> dict[str, list[int]]:
        return {name: _line_starts(document) for name, document in self.documents.items()}

    def line(self, document: str, start: int) -> int:
        """The line, counted from 1, on which a character stands; 0 for an unknown document."""
        starts = self._line_starts.get(document)
        return bisect_right(starts, start) if starts else 0


def _line_starts(document: Document) -> list[int]:
    starts = [0]
    at = 0
    for line in document.text.splitlines(keepends=True):
        at += len(line)
        if line.endswith(("\n", "\r")):
            starts.append(at)
    return starts
