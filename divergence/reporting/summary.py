"""The first lines of a report: what is shared, what each side leaves out, where they differ.

Comes in: a ``ComparisonIndex``. Goes out: plain sentences, not escaped, that are true for any
number of parties and short for any number of topics.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from divergence.model import Finding, Topic
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.limits import limit
from divergence.reporting.wording import counted, joined, number_word, sentence

MOST_PAIRS = 3
"""Pairs of parties that are named with what they share."""


def summary(index: ComparisonIndex) -> list[str]:
    """Three sentences: what is shared, what each leaves out, where they clash or differ."""
    return [_shared_sentence(index), _omission_sentence(index), _difference_sentence(index)]


def how_picked(index: ComparisonIndex) -> str:
    """How the parties were picked, and who speaks but was left out; '' where nothing says it."""
    told = index.comparison.settings.get("parties")
    return sentence(told) if isinstance(told, str) and told else ""


def omitted_matters(index: ComparisonIndex, party: str) -> list[str]:
    """What a party is silent on, the weightiest first: topics, or parts of topics that it knows.

    Named topics come before those that no catalogue knows, and whole topics before parts; then
    the one of which the others say most.
    """
    weight: Counter[str] = Counter()
    rank: dict[str, tuple[bool, bool]] = {}
    for finding in index.comparison.findings:
        if finding.verdict != "omission" or party not in finding.omitted_by:
            continue
        topic = index.topics.get(finding.topic)
        part = topic is not None and index.stance(topic, party) == "says"
        label = index.topic_label(finding.topic)
        matter = f"part of {label}" if part else label
        weight[matter] += sum(len(claim.text.split()) for claim in index.claims_of(finding))
        rank[matter] = (topic is None or topic.discovered, part)
    return sorted(weight, key=lambda matter: (rank[matter], -weight[matter], matter))


def _topics(index: ComparisonIndex) -> list[Topic]:
    """The topics without single remarks of one side, where there are any."""
    return [t for t in index.ordered_topics if not index.is_remark(t)] or index.ordered_topics


def _named(labels: Iterable[str], all_of_them: int | None = None) -> str:
    """The first labels and the number of the rest; semicolons where a label is a list itself.

    ``all_of_them`` counts matters beyond the labels.
    """
    named = list(labels)
    most = int(limit("summary", "names"))
    rest = (all_of_them or len(named)) - most
    if rest == 1 and len(named) > most:  # one more name is as short as "1 more"
        most, rest = most + 1, 0
    left = (all_of_them or len(named)) - len(named[:most])
    parts = [*named[:most], *([f"{left} more"] if left > 0 else [])]
    if len(parts) > 1 and any("," in part or " and " in part for part in parts):
        return f"{'; '.join(parts[:-1])}; and {parts[-1]}"
    return joined(parts)


def _shared_sentence(index: ComparisonIndex) -> str:
    parties, topics = index.comparison.parties, _topics(index)
    everyone = joined(party.label for party in parties)
    if not topics:
        return f"Nothing that {everyone} say could be grouped by topic."
    speaking = {
        topic.id: [p.id for p in parties if index.shown_stance(topic, p.id) == "says"]
        for topic in topics
    }
    shared = [topic for topic in topics if len(speaking[topic.id]) == len(parties)]
    if len(parties) > 2:
        return _shared_by_many(index, shared, speaking)
    if not shared:
        return (
            f"{everyone} share none of the {len(topics):,} topics that they speak of."
            if len(topics) > 1
            else f"Only one topic comes up, and {everyone} do not both speak of it."
        )
    named = _named(index.topic_label(topic.id) for topic in shared)
    if len(topics) == 1:
        return f"{everyone} both speak of the one topic that comes up: {named}."
    return f"{everyone} both speak of {len(shared)} of {counted(len(topics), 'topic')}: {named}."


def _shared_by_many(
    index: ComparisonIndex, shared: list[Topic], speaking: dict[str, list[str]]
) -> str:
    """What three or more parties share: all of them, then those two that share most."""
    everyone = f"All {number_word(len(index.comparison.parties))}"
    total = counted(len(speaking), "topic")
    named = _named(index.topic_label(topic.id) for topic in shared)
    first = (
        f"{everyone} speak of {len(shared)} of {total}: {named}"
        if shared
        else f"Of {total}, none is spoken of by {everyone.lower()}"
    )
    pairs: Counter[tuple[str, str]] = Counter()
    for parties in speaking.values():
        if 2 <= len(parties) < len(index.comparison.parties):
            pairs.update(combinations(parties, 2))
    most = sorted(pairs, key=lambda pair: -pairs[pair])[:MOST_PAIRS]
    rest = joined(
        f"{index.label(one)} and {index.label(other)}{'' if at else ' share'} {pairs[one, other]}"
        f"{' more' if shared and not at else ''}"
        for at, (one, other) in enumerate(most)
    )
    return f"{first}. {rest}." if rest else f"{first}."


def _omission_sentence(index: ComparisonIndex) -> str:
    silent_on: dict[str, list[str]] = {}
    for party in index.comparison.parties:
        left_out = _left_out(index, party.id)
        if left_out:
            silent_on.setdefault(left_out, []).append(party.label)
    if not silent_on:
        return "None of them leaves out a matter that another one speaks of."
    return " ".join(f"Not mentioned by {joined(who)}: {what}." for what, who in silent_on.items())


def _left_out(index: ComparisonIndex, party: str) -> str:
    """The weightiest matters that a party does not mention, and the number of the others."""
    matters = omitted_matters(index, party)
    topics = {index.topic_label(topic.id) for topic in _topics(index)}
    named = [matter for matter in matters if matter.removeprefix("part of ") in topics]
    if matters and not named:
        return counted(len(matters), "single remark")
    return _named(named, len(matters)) if matters else ""


def _difference_sentence(index: ComparisonIndex) -> str:
    """Who contradicts whom on what; then what is told differently, and what alike."""
    gravest: dict[str, Finding] = {}
    for verdict in ("conflict", "framing", "agreement"):
        for topic in index.ordered_topics:
            for finding in index.findings_by_topic.get(topic.id, []):
                if finding.verdict == verdict:
                    gravest.setdefault(topic.id, finding)
    named = {
        verdict: _named(index.topic_label(t) for t, f in gravest.items() if f.verdict == verdict)
        for verdict in ("conflict", "framing", "agreement")
    }
    many = len(index.comparison.parties) > 2
    told = ["Nowhere do they contradict each other."]
    if named["conflict"]:
        rivals = joined(_rivals(index)) if many else "They"
        told = [f"{rivals} contradict each other on {named['conflict']}."]
    if named["framing"]:
        told.append(f"Told differently: {named['framing']}.")
    if named["agreement"]:
        told.append(f"Told alike: {named['agreement']}.")
    return " ".join(told)


def _rivals(index: ComparisonIndex) -> list[str]:
    """The parties that speak in a conflict."""
    speaking = {
        party
        for finding in index.comparison.findings
        if finding.verdict == "conflict"
        for party in index.claims_by_party(finding)
    }
    return [party.label for party in index.comparison.parties if party.id in speaking]
