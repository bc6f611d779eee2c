"""What a report says in words, the same in every format: summary, verdicts, coverage, method.

Comes in: a ``ComparisonIndex``. Goes out: plain text, not escaped; each format escapes it for its
own reader. It never says who is right: it says who says what, and who does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from divergence.model import Claim, Finding, Nearest, Topic, Verdict
from divergence.reporting.index import OUTLET, ComparisonIndex

MOST_NAMED = 5
"""Longer lists in a sentence are cut, with the number of what is left."""

LEAST_LIKENESS = 0.15
"""Below this, what is nearest is shown as proof of the search, not as something like it."""

HIGH_CONFIDENCE, MEDIUM_CONFIDENCE = 0.75, 0.5
QUOTATION_MARKS = '"“”„«»'
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

VERDICT_MEANINGS: Mapping[Verdict, str] = {
    "conflict": "What the parties say cannot all be right. The clash is named.",
    "omission": "At least one party says nothing of it. The nearest that it did say is shown.",
    "framing": "All say it, in different words, labels or tone, or with different weight.",
    "agreement": "All say it, in much the same way.",
}

MORE_TERMS: tuple[tuple[str, str], ...] = (
    ("says", "The party says it in its own name, or is quoted as saying it."),
    ("narrated", "Only the outlet tells it of the party. It is not counted as the party's word."),
    ("—", "The party says nothing of the topic."),
    (
        "confidence",
        "The estimated chance that an analyst would sign the finding: high from 75 per cent, "
        "medium from 50 per cent, else low.",
    ),
    (
        "nearest",
        "For an omission, what the silent party said that comes closest, with a likeness from 0 "
        "(unlike) to 1 (the same). It shows that the matter was looked for.",
    ),
    (
        "both sides",
        "A claim about all sides (“the parties agreed”) counts only as the word of the party "
        "that made it.",
    ),
)

METHOD = (
    "The texts were read as they are. Each statement was given to the party that makes it and cut "
    "into single claims. Claims of different parties that speak of the same thing were put "
    "together, and each group was judged: agreement, framing, conflict or omission. A conflict "
    "needs a clash that can be named, such as two numbers or a denial. The report shows who says "
    "what. It does not say who is right."
)

SILENCES: Mapping[str, str] = {
    "plain": "No word of this from {party}",
    "declined": "{party} declined to comment on this",
    "not raised": "According to {party} this did not come up",
    "outlet only": "Only the outlet tells this of {party}; no word of it in that account",
}
"""None of these sentences needs to know whether a party's name is a plural ("the unions")."""

MEASURES: Mapping[str, str] = {
    "wording": "Wording",
    "labels": "Names and labels",
    "tone": "Tone",
    "agency": "Who acts",
    "certainty": "Certainty",
    "emphasis": "Emphasis",
    "selection": "Choice of topics",
}


SIGNED_MEASURES = {"tone", "certainty"}

PROFILE_NOTE = (
    "Tone runs from -1 (all charged words hostile) to +1 (all favourable), certainty from -1 to "
    "+1. Actor named is the share of deeds that name who did them. The other figures are shares "
    "of an account's claims: with charged words, that hold somebody responsible, hedged, or with "
    "a figure, date or name. They describe how it is told, not whether it is true."
)


def joined(items: Iterable[str], most: int | None = None, word: str = "and") -> str:
    """``a, b and c``; with ``most``, ``a, b and 5 more``."""
    parts = list(items)
    if most is not None and len(parts) > most + 1:
        parts = [*parts[:most], f"{len(parts) - most} more"]
    if len(parts) < 2:
        return "".join(parts)
    # "a, b and c, and d": a comma keeps the last part from those that hold an "and" themselves
    comma = "," if any(f" {word} " in part for part in parts) else ""
    return f"{', '.join(parts[:-1])}{comma} {word} {parts[-1]}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def number_word(number: int) -> str:
    """Numbers below ten in words."""
    return NUMBER_WORDS[number] if 0 <= number < len(NUMBER_WORDS) else f"{number:,}"


def sentence_case(text: str) -> str:
    """``text`` with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """``text`` as a sentence: a capital first, a full stop last."""
    text = sentence_case(text.strip())
    return text if text.endswith((".", "!", "?", ".”", '."', "…")) else f"{text}."


def quoted(text: str) -> str:
    """``text`` in quotation marks; marks of its own at its very ends are not doubled."""
    text = text.strip()
    marks = sum(text.count(mark) for mark in QUOTATION_MARKS)
    if marks == 2 and text[0] in QUOTATION_MARKS and text[-1] in QUOTATION_MARKS:
        return text
    if marks == 1:  # a quotation that goes on outside of the claim
        text = text.strip(QUOTATION_MARKS)
    return f"“{text}”"


def title(index: ComparisonIndex) -> str:
    """The report's title: of one article, its headline; else the event's name."""
    comparison = index.comparison
    parties = joined(party.label for party in comparison.parties)
    documents = comparison.documents
    event = (documents[0].title if len(documents) == 1 else None) or comparison.event
    stems = {PurePath(document.name).stem for document in documents}
    if parties and set(event.split(", ")) <= stems:  # nobody named the event
        return f"What {parties} say"
    return f"{event}: what {parties} say" if parties else event


def summary(index: ComparisonIndex) -> list[str]:
    """Three sentences: what is shared, what each leaves out, where they clash or differ."""
    return [_shared_sentence(index), _omission_sentence(index), _difference_sentence(index)]


def verdict_counts(index: ComparisonIndex) -> dict[Verdict, int]:
    """How many findings there are of each verdict, in the order of ``VERDICTS``."""
    counts = Counter(finding.verdict for finding in index.comparison.findings)
    return {verdict: counts[verdict] for verdict in VERDICT_MEANINGS}


def verdict_sentence(index: ComparisonIndex, finding: Finding) -> str:
    """The verdict on one finding, with the names of those who speak and those who do not."""
    speaking = index.label_list(p for p in index.claims_by_party(finding) if p is not None)
    who = joined(speaking) if len(speaking) > 1 else "The parties"
    if finding.verdict == "conflict":
        return f"{who} contradict each other.{_camps(index, finding)}"
    if finding.verdict == "framing":
        return f"{who} speak of this and tell it differently.{_camps(index, finding)}"
    if finding.verdict == "agreement":
        return f"{who} say this alike."
    silent = joined(index.label_list(finding.omitted_by), word="or")
    return f"Said by {joined(speaking) or OUTLET}{f', not by {silent}' if silent else ' only'}."


def topic_verdict(index: ComparisonIndex, topic: Topic) -> str:
    """``omission (silent: Damascus)``, for a table's cell."""
    if topic.verdict != "omission" or not topic.omitted_by:
        return topic.verdict
    return f"omission ({silent_parties(index, topic.omitted_by)})"


def silent_parties(index: ComparisonIndex, parties: Iterable[str]) -> str:
    """``silent: Damascus``."""
    return f"silent: {joined(index.label_list(parties))}"


def confidence(value: float) -> str:
    """``high (82%)``."""
    word = "high" if value >= HIGH_CONFIDENCE else "medium" if value >= MEDIUM_CONFIDENCE else "low"
    return f"{word} ({value:.0%})"


def nearest_sentence(index: ComparisonIndex, nearest: Nearest) -> tuple[str, Claim | None]:
    """What is said of a silent party, and its nearest claim, to be quoted after it."""
    silence = SILENCES[nearest.silence].format(party=index.label(nearest.party))
    claim = index.claims.get(nearest.claim) if nearest.claim is not None else None
    if claim is not None:
        near = (
            "Nothing in that account comes near; the nearest"
            if nearest.score < LEAST_LIKENESS
            else "The nearest in that account"
        )
        return f"{silence}. {near} (likeness {nearest.score:.2f}):", claim
    if index.account_claims.get(nearest.party):
        return f"{silence}, and nothing that comes near it.", None
    return f"{silence}, nor of anything else.", None


def place(index: ComparisonIndex, document: str, start: int, end: int) -> str:
    """``article.txt, line 14, characters 1951–2009``."""
    line = index.line(document, start)
    at = f"line {line}, " if line else ""
    return f"{document}, {at}characters {start}–{end}"


def attributed_place(index: ComparisonIndex, claim: Claim) -> str:
    """Who says a claim, in whose words it is attributed, and where it stands."""
    where = place(index, claim.document, claim.start, claim.end)
    source = source_text(index, claim)
    return f"{source}, in {where}" if source else where


def source_text(index: ComparisonIndex, claim: Claim) -> str | None:
    """The words that name the speaker; none in a party's own text, where all is its word."""
    document = index.documents.get(claim.document)
    whose = document.account_of if document else None
    if claim.source is None or (whose is not None and whose == claim.party):
        return None
    return claim.source.text


def claim_remarks(index: ComparisonIndex, claim: Claim) -> list[str]:
    """What a reader should know about a claim beside its words."""
    remarks = []
    if claim.joint:
        remarks.append("speaks for all sides")
    if claim.reports is not None and claim.reports != claim.party:
        remarks.append(f"relays {index.label(claim.reports)}")
    if claim.details.context:
        remarks.append(f"context: {quoted(claim.details.context)}")
    if claim.note and claim.party is not None:
        remarks.append(claim.note)
    return remarks


def clipped(text: str, most: int) -> str:
    """At most ``most`` characters of ``text``, cut at a word, with ``…`` where it was cut."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text.rfind(" ", most // 2, most)
    return text[: cut if cut != -1 else most - 1].rstrip(" ,;:.–—-“\"'(") + "…"


def settings_rows(settings: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    """The settings as (dotted name, value in words), sorted by name."""
    rows: list[tuple[str, str]] = []
    for key in sorted(settings, key=str):
        value = settings[key]
        if isinstance(value, Mapping):
            rows += settings_rows(value, f"{prefix}{key}.")
        elif isinstance(value, (list, tuple)):
            rows.append((f"{prefix}{key}", ", ".join(map(str, value)) or "none"))
        else:
            shown = {None: "none", True: "yes", False: "no"}.get(value, value)  # type: ignore[call-overload]
            rows.append((f"{prefix}{key}", str(shown)))
    return rows


def measure_label(measure: str) -> str:
    """A measure's name for readers."""
    return MEASURES.get(measure, sentence_case(measure.replace("_", " ")))


def profile_reading(measure: str, value: float) -> str:
    """A measure of an account: signed readings with their sign, shares in per cent."""
    return f"{value:+.2f}" if measure in SIGNED_MEASURES else f"{value:.0%}"


def reading(value: str | float) -> str:
    """One party's reading of a measure."""
    return value if isinstance(value, str) else f"{value:.2f}"


def _shared_sentence(index: ComparisonIndex) -> str:
    parties, topics = index.comparison.parties, index.comparison.topics
    everyone = joined(party.label for party in parties)
    shared = [t for t in topics if all(index.stance(t, p.id) == "says" for p in parties)]
    all_of = "both" if len(parties) == 2 else f"all {number_word(len(parties))}"
    if not topics:
        return f"Nothing that {everyone} say could be grouped by topic."
    if not shared:
        return (
            f"{everyone} share none of the {counted(len(topics), 'topic')} that they speak of."
            if len(topics) > 1
            else f"Only one topic comes up, and {everyone} do not all speak of it."
        )
    named = joined((topic.label for topic in shared), MOST_NAMED)
    if len(topics) == 1:
        return f"{everyone} {all_of} speak of the one topic that comes up: {named}."
    return (
        f"{everyone} {all_of} speak of {len(shared)} of {counted(len(topics), 'topic')}: {named}."
    )


def _omission_sentence(index: ComparisonIndex) -> str:
    silent_on: dict[str, list[str]] = {}
    for party in index.comparison.parties:
        left_out = omitted_matters(index, party.id)
        if left_out:
            silent_on.setdefault(joined(left_out, MOST_NAMED), []).append(party.label)
    if not silent_on:
        return "None of them leaves out a matter that another one speaks of."
    parts = "; ".join(f"not mentioned by {joined(who)}: {what}" for what, who in silent_on.items())
    return f"{sentence_case(parts)}."


def omitted_matters(index: ComparisonIndex, party: str) -> list[str]:
    """What a party is silent on: whole topics by their name, else the single matter."""
    matters: dict[str, None] = {}
    for finding in index.comparison.findings:
        if finding.verdict != "omission" or party not in finding.omitted_by:
            continue
        topic = index.topics.get(finding.topic)
        whole = topic is not None and index.stance(topic, party) != "says"
        matters[topic.label if topic is not None and whole else finding.label] = None
    return list(matters)


def _difference_sentence(index: ComparisonIndex) -> str:
    gravest: dict[str, Verdict] = {}
    for verdict in ("conflict", "framing", "agreement"):
        for finding in index.comparison.findings:
            if finding.verdict == verdict:
                gravest.setdefault(index.topic_label(finding.topic), finding.verdict)
    labels: dict[str, list[str]] = {}
    for label, of_topic in gravest.items():
        labels.setdefault(of_topic, []).append(label)
    named = {verdict: joined(found, MOST_NAMED) for verdict, found in labels.items()}
    first = (
        f"They contradict each other on {named['conflict']}"
        if "conflict" in named
        else "Nowhere do they contradict each other"
    )
    rest = []
    if "framing" in named:
        rest.append(f"tell {named['framing']} differently")
    if "agreement" in named:
        rest.append(f"agree on {named['agreement']}")
    return f"{first}; they {' and '.join(rest)}." if rest else f"{first}."


def _camps(index: ComparisonIndex, finding: Finding) -> str:
    """Who tells it alike, where more than two parties speak."""
    speaking = {party for party in index.claims_by_party(finding) if party is not None}
    camps = [camp for camp in finding.agrees if len(camp) > 1 and speaking - set(camp)]
    return "".join(f" {joined(index.label_list(camp))} tell it alike." for camp in camps)
