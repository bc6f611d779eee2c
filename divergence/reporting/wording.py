"""What a report says in words, the same in every format: summary, verdicts, coverage, method.

Comes in: a ``ComparisonIndex``. Goes out: plain text, not escaped; each format escapes it for its
own reader. It never says who is right: it says who says what, and who does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import NamedTuple

from divergence.language.markup import unmarked
from divergence.model import Claim, Finding, FramingDifference, Nearest, Topic, Verdict
from divergence.reporting.index import OUTLET, ComparisonIndex
from divergence.reporting.limits import limit
from divergence.reporting.quoting import curly, quoted

SOURCE_LENGTH = 60
HIGH_CONFIDENCE, MEDIUM_CONFIDENCE = 0.75, 0.5
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

VERDICT_MEANINGS: Mapping[Verdict, str] = {
    "conflict": "What the parties say cannot all be right. The clash is named.",
    "omission": "At least one party says nothing of it. Anything like it that it says is shown.",
    "framing": "All say it, in different words, labels or tone, or with different weight.",
    "agreement": "All say it, in much the same way.",
}

MORE_TERMS: tuple[tuple[str, str], ...] = (
    ("says", "The party says it in its own name, or is quoted as saying it."),
    ("declined", "All that the party says of it is that it will say nothing. That is silence."),
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
        "(unlike) to 1 (the same). What is hardly like it is not quoted; the JSON report has it.",
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

MEASURES: Mapping[str, str] = {
    "wording": "Wording",
    "labels": "Names and labels",
    "tone": "Tone",
    "agency": "Who acts",
    "certainty": "Certainty",
    "stance": "Stance",
    "substance": "Left out",
    "emphasis": "Emphasis",
    "selection": "Choice of topics",
}


SILENCE_REMARKS: Mapping[str, str] = {
    "plain": "says nothing",
    "declined": "declines to say",
    "not raised": "says that it was not raised",
    "outlet only": "told by the outlet only",
}


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
        return f"{who} tell this differently.{_camps(index, finding)}"
    if finding.verdict == "agreement":
        return f"{who} say this alike."
    silent = joined(index.label_list(finding.omitted_by), word="or")
    who = joined(speaking) or OUTLET
    far = [silence for silence in silences_of(index, finding.nearest) if silence.near is None]
    if not far:
        return f"Said by {who}{f', not by {silent}' if silent else ' only'}."
    unsearched = set(finding.omitted_by) - {party for one in far for party in one.parties}
    rest = joined((index.label(p) for p in finding.omitted_by if p in unsearched), word="or")
    told = " ".join(silence.text for silence in far)
    not_by = f", not by {rest}" if rest else ""
    return f"Said by {who}{not_by}; {told[:1].lower()}{told[1:]}"


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


class Silence(NamedTuple):
    """What is said of silent parties: a sentence and, where one says something like it, that."""

    parties: tuple[str, ...]
    text: str
    near: Claim | None = None


def silences_of(index: ComparisonIndex, nearest: Iterable[Nearest]) -> list[Silence]:
    """One sentence for all parties that say nothing near, one for each that says something near.

    No sentence needs to know whether a party's name is a plural ("the unions").
    """
    far: dict[str, list[Nearest]] = {}
    near: list[Silence] = []
    for one in nearest:
        claim = index.claims.get(one.claim) if one.claim is not None else None
        label = index.label(one.party)
        if claim is not None and one.score >= limit("nearest", "likeness"):
            told = f"The nearest in the account of {label} (likeness {one.score:.2f}):"
            near.append(Silence((one.party,), told, claim))
        elif not index.account_claims.get(one.party):
            far.setdefault("No word of {names} was found.", []).append(one)
        elif one.silence == "outlet only":
            far.setdefault("Only the outlet tells something like it of {names}.", []).append(one)
        else:
            far.setdefault("Nothing comes near in the account{s} of {names}.", []).append(one)
    return [
        *(
            Silence(
                tuple(one.party for one in ones),
                text.format(
                    names=joined(index.label_list(one.party for one in ones)),
                    s="s" if len(ones) > 1 else "",
                ),
            )
            for text, ones in far.items()
        ),
        *near,
    ]


def place(index: ComparisonIndex, document: str, start: int, end: int) -> str:
    """``article.txt, line 14, characters 1951–2009``; of a single document, without its name."""
    line = index.line(document, start)
    name = "" if len(index.documents) == 1 and document in index.documents else f"{document}, "
    at = f"line {line}, " if line else ""
    return f"{name}{at}characters {start}–{end}"


def short_place(index: ComparisonIndex, claim: Claim) -> str:
    """``article.txt:14``, or ``line 14`` of a single document."""
    line = index.line(claim.document, claim.start)
    return f"line {line}" if len(index.documents) == 1 else f"{claim.document}:{line}"


def finding_name(index: ComparisonIndex, finding: Finding) -> str:
    """The matter within the topic; '' where nothing but the topic names it."""
    topic = index.topic_label(finding.topic)
    return "" if finding.label.casefold() in topic.casefold() else finding.label


def by_place(index: ComparisonIndex, finding: Finding) -> list[list[Claim]]:
    """The finding's claims, those together that are the same words of several parties."""
    places: dict[tuple[str, int, int], list[Claim]] = {}
    for claims in index.claims_by_party(finding).values():
        for claim in claims:
            places.setdefault((claim.document, claim.start, claim.end), []).append(claim)
    return list(places.values())


def attributed_place(
    index: ComparisonIndex, claim: Claim, parties: Iterable[str | None] = ()
) -> str:
    """Whose claim it is, in whose words it is attributed where they differ, and where it stands.

    ``parties`` are all whose claim it is, where it is not one's alone.
    """
    who = joined(index.label(party) for party in parties) or index.label(claim.party)
    source = source_text(index, claim)
    if source and _bare(source) != _bare(who):
        who = f"{who} (“{clipped(source, SOURCE_LENGTH)}”)"
    return f"{who}, {place(index, claim.document, claim.start, claim.end)}"


def silence_told(index: ComparisonIndex, claim: Claim, where: str) -> str:
    """A claim that says of a party that it keeps silent: whose word that is, words and place."""
    words = f"{quoted(claim.text)} — {where}"
    if claim.role == "account":
        return f"{index.label(claim.party)}: {words}"
    of = f"Of {index.label(claim.party)}, told" if claim.party is not None else "Told"
    return f"{of} by the outlet: {words}"


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
    if claim.silence is not None:
        remarks.append(SILENCE_REMARKS[claim.silence])
    if claim.joint:
        remarks.append("speaks for all sides")
    if claim.reports is not None and claim.reports != claim.party:
        remarks.append(f"relays {index.label(claim.reports)}")
    if claim.details.context and not _names_speaker(index, claim, claim.details.context):
        remarks.append(f"context: {quoted(claim.details.context)}")
    if claim.note and claim.party is not None:
        remarks.append(claim.note)
    return remarks


def _names_speaker(index: ComparisonIndex, claim: Claim, words: str) -> bool:
    """Whether words only name the speaker, who stands beside the claim."""
    source = claim.source.text if claim.source else ""
    return _bare(words) in (_bare(source), _bare(index.label(claim.party)))


def _bare(name: str) -> str:
    return name.strip().casefold().removeprefix("the ")


def clipped(text: str, most: int) -> str:
    """At most ``most`` characters of ``text``, cut at a word, with ``…`` where it was cut."""
    text = " ".join(unmarked(text).split())
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


def difference_told(difference: FramingDifference, *, beside: bool = False) -> str:
    """``Wording: ...``; where it is no reason of the verdict, ``Beside that, wording: ...``."""
    measure = measure_label(difference.measure)
    head = f"Beside that, {measure.lower()}" if beside else measure
    return f"{head}: {curly(sentence(difference.reason))}"


def reading(value: str | float, measure: str = "") -> str:
    """One party's reading of a measure; the emphasis is a share of its words."""
    if isinstance(value, str):
        return value
    return f"{value:.0%}" if measure == "emphasis" else f"{value:.2f}"


def _camps(index: ComparisonIndex, finding: Finding) -> str:
    """Who tells it alike, where more than two parties speak."""
    speaking = {party for party in index.claims_by_party(finding) if party is not None}
    camps = [camp for camp in finding.agrees if len(camp) > 1 and speaking - set(camp)]
    return "".join(f" {joined(index.label_list(camp))} tell it alike." for camp in camps)
