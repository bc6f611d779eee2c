"""The verdict on each group of claims, with its reasons: agreement, framing, conflict, omission.

Comes in: a group of claims, all claims of the event, their alignment and the parties. Goes out: a
``Finding`` for each group and a ``Topic`` for each topic. A conflict needs a named clash
(``judging/clashes.py``); an omission shows the nearest thing that the silent party did say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from divergence.alignment import Alignment, Match, claim_profile
from divergence.framing import FramingContext, measure_event
from divergence.grouping import Group, Namer
from divergence.judging.accord import QUIET, Accord, accord, praises
from divergence.judging.clashes import clashes, evidence
from divergence.judging.identity import first_words, identity, slug
from divergence.judging.meeting import Meeting, figures_differ
from divergence.judging.sameness import same
from divergence.judging.silence import absence, nearest_said
from divergence.language.similarity import Profile
from divergence.language.tables import load_table
from divergence.model import (
    VERDICTS,
    Claim,
    Finding,
    FramingDifference,
    Nearest,
    Party,
    Reason,
    Stance,
    Topic,
    Verdict,
)


def judge(
    groups: Sequence[Group],
    claims: Sequence[Claim],
    alignment: Alignment,
    parties: Sequence[Party],
    differences: Sequence[FramingDifference] | None = None,
    name: Namer | None = None,
) -> tuple[Finding, ...]:
    """Judge every group.

    ``differences`` are the framing differences of pairs and groups (by their ``claims``), measured
    here where none are given; a verdict of framing rests on a notable one. ``name`` gives a group
    its label from its texts and topic id, '' where that would add nothing to the topic's (default:
    the first claim's opening words).
    """
    if differences is None:
        context = FramingContext.of(parties, (), claims)
        differences = measure_event(groups, claims, alignment.pairs, context)
    court = _Court(claims, alignment, parties, differences, name or first_words)
    return _told_apart(court.judge(part) for group in groups for part in court.parted(group))


def _told_apart(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings with ids of their own: what a text says again in the same words is the second."""
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        seen[finding.id] += 1
        times = seen[finding.id]
        found.append(replace(finding, id=f"{finding.id}-{times}") if times > 1 else finding)
    return tuple(found)


def topics(
    findings: Sequence[Finding],
    claims: Sequence[Claim],
    parties: Sequence[Party],
    labels: Mapping[str, str] | None = None,
) -> tuple[Topic, ...]:
    """The topics of findings: verdict by conflict, omission, framing, agreement; who speaks.

    ``labels`` are the catalogue's; a topic without one is discovered and called by its finding.
    """
    by_id = {claim.id: claim for claim in claims}
    gathered: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        gathered[finding.topic].append(finding)
    found = []
    for topic, members in gathered.items():
        verdict = next(v for v in VERDICTS if any(f.verdict == v for f in members))
        silent = [f.omitted_by for f in members if f.verdict == "omission"]
        speaking = {by_id[c].party for f in members for c in f.claims if by_id[c].role == "account"}
        narrated = {
            claim.party for claim in claims if claim.role == "narrated" and topic in claim.topics
        }
        stances: list[tuple[str, Stance]] = [
            (p.id, "says" if p.id in speaking else "narrated" if p.id in narrated else "silent")
            for p in parties
        ]
        omitted = {party for group in silent for party in group} if verdict == "omission" else set()
        label = (labels or {}).get(topic)
        found.append(
            Topic(
                topic,
                label or members[0].label,
                verdict,
                tuple(p.id for p in parties if p.id in omitted),
                tuple(stances),
                label is None,
            )
        )
    return tuple(found)


def reported(members: Sequence[Claim]) -> bool:
    """Whether an outlet tells all of some claims, and no party's own document."""
    return all(claim.source is not None or claim.cue is not None for claim in members)


class _Court:
    """What every judgement of one event needs; filled as it is asked for."""

    def __init__(
        self,
        claims: Sequence[Claim],
        alignment: Alignment,
        parties: Sequence[Party],
        differences: Sequence[FramingDifference],
        name: Namer,
    ) -> None:
        self.claims = {claim.id: claim for claim in claims}
        self.alignment = alignment
        self.pairs = {frozenset(pair.claims) for pair in alignment.pairs}
        self.parties = tuple(parties)
        self.name = name
        self.limits = load_table("verdicts.toml")
        self.profiles: dict[str, Profile] = dict(alignment.profiles)
        self.told: dict[str, list[Match]] = defaultdict(list)
        self.met: dict[tuple[str, str | None], list[tuple[Match, str]]] = defaultdict(list)
        for match in alignment.matches.values():
            self.met[match.left, self.claims[match.right].party].append((match, match.right))
            self.met[match.right, self.claims[match.left].party].append((match, match.left))
            settles = match.support >= self.limits["clash"]["settled"]
            sides = (self.profile(self.claims[name]) for name in (match.left, match.right))
            if settles and not figures_differ(*sides):
                self.told[match.left].append(match)
                self.told[match.right].append(match)
        self.differences: dict[frozenset[str], list[FramingDifference]] = defaultdict(list)
        for difference in differences:
            if difference.notable:
                self.differences[frozenset(difference.claims)].append(difference)

    def parted(self, group: Group) -> tuple[Group, ...]:
        """A group, or two of it: what two claims tell alike stands for itself.

        That is so where the other claims still have two sides that a measure sets apart: what
        both say of the next meeting does not level what each says of the money.
        """
        members = [self.claims[name] for name in group.claims]
        meetings = sorted(self.meetings(members), key=_surest)
        for meeting in meetings:
            if not (same(meeting) or self.accord(meeting)):
                continue
            alike = (meeting.left.id, meeting.right.id)
            rest = tuple(name for name in group.claims if name not in alike)
            others = [m for m in meetings if {m.left.id, m.right.id} <= {*rest}]
            if any(self.aligned(m) and self.apart(m) - QUIET for m in others):
                pair = tuple(name for name in group.claims if name in alike)
                return replace(group, claims=pair), replace(group, claims=rest)
        return (group,)

    def judge(self, group: Group) -> Finding:
        """One finding for one group."""
        members = [self.claims[name] for name in group.claims]
        speaking = {claim.party for claim in members}
        silent = tuple(p.id for p in self.parties if p.id not in speaking)
        texts = [claim.text for claim in members]
        label = self.name(texts, group.topic)
        if not (label or group.topic):
            label = first_words(texts)
        topic = group.topic or slug(label)
        nearest: tuple[Nearest, ...] = ()
        if len(speaking) < 2:
            verdict: Verdict = "omission"
            told = tuple(self.claims.values())
            nearest = tuple(nearest_said(members, p, told, self.met) for p in silent)
            reasons = [absence(near, self.parties) for near in nearest]
            sure = float(any(claim.topics for claim in members))
        else:
            silent = ()
            meetings = self.meetings(members)
            verdict, reasons = self.compare(members, meetings)
            alike = verdict == "agreement"
            pairs = [meeting.match for meeting in meetings]
            sure = max((p.strength if alike else p.affinity for p in pairs), default=0.0)
        return Finding(
            id=identity(topic, members),
            topic=topic,
            label=label,
            verdict=verdict,
            claims=group.claims,
            omitted_by=silent,
            reasons=tuple(reasons),
            nearest=nearest,
            confidence=self.confidence(verdict, sure, len(silent), reported(members)),
            agrees=self.agrees(members) if len(self.parties) > 2 else (),
        )

    def confidence(self, verdict: Verdict, sure: float, silent: int, reported: bool) -> float:
        """The chance that an analyst would sign, by how sure the alignment behind it is.

        Of several silent parties one may well have spoken of it in other words. What an outlet
        reports of the parties is put on a wrong side, or beside the wrong words, more often than
        what they publish themselves.
        """
        table = self.limits["confidence"]
        chance = table[verdict]["base"] + table[verdict]["slope"] * sure
        chance *= table[verdict]["reported"] if reported else 1.0
        chance -= table["crowd"] * max(0, silent - table["few"])
        return round(float(min(table["highest"], max(table["lowest"], chance))), 2)

    def compare(
        self, members: Sequence[Claim], meetings: Sequence[Meeting]
    ) -> tuple[Verdict, list[Reason]]:
        """Verdict and reasons where two or more parties speak.

        Framing rests on a measure that passes its threshold; where none does, nothing that can be
        named sets the claims apart, and they agree.
        """
        clashing: list[Reason] = []
        alike: list[Reason] = []
        unlike: list[Reason] = []
        for meeting in meetings:
            if not self.settled(meeting):
                clashing += clashes(meeting)
            if same(meeting):
                alike.append(self.sameness(meeting))
            elif (sign := self.accord(meeting)) is not None:
                alike.append(self.likeness(meeting, sign))
            else:
                unlike.append(self.sameness(meeting))
        if clashing:
            return "conflict", clashing
        told = self.told_apart(members)
        framed = [Reason(f"framing.{d.measure}", d.reason, d.evidence) for d in told]
        if alike and not any(self.decides(d) for d in told):
            return "agreement", alike + framed
        if framed:
            return "framing", framed
        return "agreement", alike or unlike

    def told_apart(self, members: Sequence[Claim]) -> list[FramingDifference]:
        """The differences among some claims, the most telling measures first.

        What is told of a whole group is left out where a pair of it tells the same measure; what
        one side leaves out is told where nothing else sets two parties apart, by the pair in which
        it is most.
        """
        ids = {claim.id for claim in members}
        party = {claim.id: claim.party for claim in members}
        found = [
            d
            for names, differences in self.differences.items()
            if names <= ids
            for d in differences
        ]
        paired = {d.measure for d in found if d.scope == "pair"}
        found = [d for d in found if d.scope == "pair" or d.measure not in paired]
        order = self.limits["deciding"]["telling"]
        sparing = self.limits["deciding"]["alone"]
        found.sort(key=lambda d: (order.index(d.measure), -d.difference, d.claims))
        apart: set[frozenset[str | None]] = set()
        kept = []
        for difference in found:
            sides = frozenset(party[name] for name in difference.claims)
            if difference.measure != sparing or sides not in apart:
                kept.append(difference)
                apart.add(sides)
        return kept

    def settled(self, meeting: Meeting) -> bool:
        """Whether one of two claims is told alike, and better, elsewhere in the other's account.

        Then it is not this pair that would clash: "20 died on Monday", which both say, is no
        answer to "30 died on Tuesday".
        """
        for claim, rival in ((meeting.left, meeting.right), (meeting.right, meeting.left)):
            for match in self.told.get(claim.id, ()):
                other = match.right if match.left == claim.id else match.left
                if other == rival.id or self.claims[other].party != rival.party:
                    continue
                if match.support > meeting.match.support:
                    return True
        return False

    def decides(self, difference: FramingDifference) -> bool:
        """Whether a framing difference is large enough to outweigh the same proposition."""
        return bool(difference.difference >= self.limits["deciding"].get(difference.measure, 2.0))

    def meetings(self, members: Sequence[Claim]) -> list[Meeting]:
        """The aligned pairs of a group, the parties in their own order."""
        order = {party.id: at for at, party in enumerate(self.parties)}
        met = []
        for one, other in combinations(members, 2):
            match = self.alignment.match(one.id, other.id)
            if one.party == other.party or match is None:
                continue
            left, right = sorted((one, other), key=lambda c: order.get(c.party or "", 0))
            met.append(
                Meeting.of(
                    left, right, match, self.profile(left), self.profile(right), self.parties
                )
            )
        return met

    def profile(self, claim: Claim) -> Profile:
        if claim.id not in self.profiles:
            self.profiles[claim.id] = claim_profile(claim)
        return self.profiles[claim.id]

    def accord(self, meeting: Meeting) -> Accord | None:
        """What shows that two claims say the same in other words."""
        return accord(meeting, self.apart(meeting))

    def apart(self, meeting: Meeting) -> set[str]:
        """The measures that set two claims apart, warmer praise aside."""
        told = self.differences.get(frozenset((meeting.left.id, meeting.right.id)), ())
        return {d.measure for d in told if self.decides(d) or not praises(d)}

    def aligned(self, meeting: Meeting) -> bool:
        """Whether two claims are an aligned pair, and not only members of one group."""
        return frozenset((meeting.left.id, meeting.right.id)) in self.pairs

    def likeness(self, meeting: Meeting, sign: Accord) -> Reason:
        """The reason that two claims agree in other words."""
        code = f"alike.{sign.kind}"
        text = self.limits["sentences"][code].format(
            left=meeting.label(meeting.left),
            right=meeting.label(meeting.right),
            words=sign.words,
            label=sign.label,
        )
        return Reason(code, text, (sign.left, sign.right))

    def sameness(self, meeting: Meeting) -> Reason:
        """The reason that two claims agree."""
        text = self.limits["sentences"]["same.proposition"].format(
            left=meeting.label(meeting.left),
            right=meeting.label(meeting.right),
            one=meeting.left.text,
            other=meeting.right.text,
        )
        shown = (evidence(meeting.left), evidence(meeting.right))
        return Reason("same.proposition", text, shown)

    def agrees(self, members: Sequence[Claim]) -> tuple[tuple[str, ...], ...]:
        """Groups of parties that tell it alike, each in the order of the parties."""
        meetings = [
            m for m in self.meetings(members) if not clashes(m) and (same(m) or self.accord(m))
        ]
        camp = {claim.party: {claim.party} for claim in members}
        for meeting in meetings:
            joined = camp[meeting.left.party] | camp[meeting.right.party]
            for party in joined:
                camp[party] = joined
        groups = {tuple(p.id for p in self.parties if p.id in joined) for joined in camp.values()}
        return tuple(sorted(group for group in groups if len(group) > 1))


def _surest(meeting: Meeting) -> tuple[float, float, list[str]]:
    """By what meetings are ranked, the surest first, whichever side comes first."""
    match = meeting.match
    return -match.strength, -match.affinity, sorted((meeting.left.text, meeting.right.text))
