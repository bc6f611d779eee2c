"""The report for a terminal: summary, a topic-by-party matrix, and the findings with their words.

Comes in: a ``Comparison``, the width in columns and whether colour may be used. Goes out: plain
text in which no line is longer than the width, and no character of an article reaches the
terminal as a command.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from divergence.model import Claim, Comparison, Finding, Topic, Verdict
from divergence.reporting import RenderOptions
from divergence.reporting.escaping import defused, terminal
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.quoting import quoted
from divergence.reporting.reasons import differences_of, reasons_of
from divergence.reporting.summary import how_picked, summary
from divergence.reporting.wording import (
    by_place,
    claim_remarks,
    counted,
    difference_told,
    finding_name,
    joined,
    sentence,
    sentence_case,
    short_place,
    silence_told,
    silences_of,
    title,
    topic_verdict,
    verdict_sentence,
)

LEAST_WIDTH = 40
LEAST_PARTY_COLUMN = 8
MOST_PARTY_COLUMN = 14
GAP = "  "
STANCE_SIGNS = {"silent": "—"}
COLOURS: dict[Verdict, str] = {
    "conflict": "31", "omission": "33", "framing": "36", "agreement": "32",
}  # fmt: skip
BOLD, DIM = "1", "2"
CONFIDENCE_NOTE = "In brackets: the estimated chance that an analyst would sign the finding."


def render(comparison: Comparison, options: RenderOptions | None = None) -> str:
    """The report as lines of at most ``options.width`` columns (never less than 40)."""
    options = options or RenderOptions()
    index = ComparisonIndex(comparison)
    width = max(options.width, LEAST_WIDTH)
    paint = _Paint(options.color)
    lines = [paint(line, BOLD) for line in wrapped(title(index), width)]
    for told in (*summary(index), how_picked(index)):
        lines += ["", *wrapped(told, width)] if told else []
    lines += ["", *_matrix(index, width, paint)]
    if options.detail == "full":
        for topic, findings in index.sections():
            if topic is None or not index.is_remark(topic):
                for finding in findings:
                    lines += ["", *_finding(index, finding, width, paint)]
        lines += _remarks(index, width, paint)
        lines += _unplaced(index, width, paint)
        lines += _silences(index, width, paint)
    lines += ["", *_footer(index, width, paint)]
    return defused("\n".join(line.rstrip() for line in lines)) + "\n"


def display_width(text: str) -> int:
    """Columns that ``text`` takes: wide East Asian characters two, combining marks none."""
    return sum(map(_columns, text))


def wrapped(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """``text``, made safe, in lines of at most ``width`` columns after their indents."""
    lines: list[str] = []
    line, room = "", width - display_width(first)
    for word in _fitting(terminal(text).split(" "), max(width - display_width(later), 8)):
        needed = display_width(word) + (1 if line else 0)
        if needed > room and line:
            lines.append(line)
            line, room = "", width - display_width(later)
            needed = display_width(word)
        line = f"{line} {word}" if line else word
        room -= needed
    lines.append(line)
    return [(later if at else first) + part for at, part in enumerate(lines)]


class _Paint:
    """Colours text where the terminal takes colour."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text


def _matrix(index: ComparisonIndex, width: int, paint: _Paint) -> list[str]:
    """The matrix, or a list of topics where the parties' columns do not fit beside each other."""
    parties = index.comparison.parties
    labels = [terminal(party.label) for party in parties]
    columns = [
        min(max(display_width(label), LEAST_PARTY_COLUMN), MOST_PARTY_COLUMN) for label in labels
    ]
    left = width - sum(columns) - len(GAP) * (len(columns) + 1)
    if left < LEAST_WIDTH // 2 + 8:
        return _topic_list(index, width, paint)
    topics = [topic for topic in index.ordered_topics if not index.is_remark(topic)]
    if not topics:
        return []
    verdicts = [_short_verdict(index, topic) for topic in topics]
    verdict_width = min(max([7, *map(display_width, verdicts)]), left // 2)
    topic_width = min(
        left - verdict_width,
        max([5, *(display_width(terminal(index.topic_label(topic.id))) for topic in topics)]),
    )
    widths = [topic_width, *columns, verdict_width]
    lines = [paint(line.rstrip(), BOLD) for line in _row(["Topic", *labels, "Verdict"], widths)]
    lines.append(GAP.join("-" * column for column in widths))
    for topic, verdict in zip(topics, verdicts, strict=True):
        stances = [index.shown_stance(topic, party.id) for party in parties]
        signs = [STANCE_SIGNS.get(stance, stance) for stance in stances]
        row = _row([sentence_case(index.topic_label(topic.id)), *signs, verdict], widths)
        lines += [_painted_end(line, widths, COLOURS[topic.verdict], paint) for line in row]
    return lines


def _short_verdict(index: ComparisonIndex, topic: Topic) -> str:
    return terminal(topic_verdict(index, topic).partition(" (")[0])


def _painted_end(line: str, widths: Sequence[int], colour: str, paint: _Paint) -> str:
    """The line with its last column in colour."""
    room = sum(widths[:-1]) + len(GAP) * (len(widths) - 1)
    at = used = 0
    while at < len(line) and used < room:
        used += _columns(line[at])
        at += 1
    return line[:at] + paint(line[at:].rstrip(), colour)


def _topic_list(index: ComparisonIndex, width: int, paint: _Paint) -> list[str]:
    lines = []
    for topic in index.ordered_topics:
        if index.is_remark(topic):
            continue
        head = f"{sentence_case(index.topic_label(topic.id))}: {topic.verdict}"
        lines += [paint(line, COLOURS[topic.verdict]) for line in wrapped(head, width)]
        for stance in ("says", "declined", "not raised", "narrated", "silent"):
            named = [
                party.label
                for party in index.comparison.parties
                if index.shown_stance(topic, party.id) == stance
            ]
            if named:
                lines += wrapped(f"{stance}: {joined(named)}", width, "  ", "    ")
    return lines


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """One row of the matrix; a cell too long for its column goes on below."""
    stacks = [wrapped(cell, column) for cell, column in zip(cells, widths, strict=True)]
    return [
        GAP.join(
            _padded(stack[at] if at < len(stack) else "", column)
            for stack, column in zip(stacks, widths, strict=True)
        )
        for at in range(max(map(len, stacks)))
    ]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def _finding(index: ComparisonIndex, finding: Finding, width: int, paint: _Paint) -> list[str]:
    name = ": ".join(
        part for part in (index.topic_label(finding.topic), finding_name(index, finding)) if part
    )
    head = f"{finding.verdict.upper()} ({finding.confidence:.0%}) {sentence_case(name)}"
    lines = [paint(line, f"{BOLD};{COLOURS[finding.verdict]}") for line in wrapped(head, width)]
    lines += wrapped(verdict_sentence(index, finding), width, "  ", "  ")
    for claims in by_place(index, finding):
        lines += _claim(index, claims[0], width, [claim.party for claim in claims])
    for reason in reasons_of(index, finding):
        lines += wrapped(sentence(reason.text), width, "  - ", "    ")
    for difference in differences_of(index, finding):
        told = difference_told(difference, beside=finding.verdict == "agreement")
        lines += wrapped(told, width, "  - ", "    ")
    for silence in silences_of(index, finding.nearest):
        if silence.near is not None:
            told = f"{silence.text} {quoted(silence.near.text)}"
            lines += wrapped(told, width, "  - ", "    ")
    return lines


def _claim(
    index: ComparisonIndex, claim: Claim, width: int, parties: Sequence[str | None] = ()
) -> list[str]:
    """Who says what, where: ``Syria, line 25: “...” (speaks for all sides)``."""
    remarks = "; ".join(claim_remarks(index, claim))
    who = joined(index.label(party) for party in parties) or index.label(claim.party)
    told = f"{who}, {short_place(index, claim)}: {quoted(claim.text)}"
    return wrapped(f"{told} ({remarks})" if remarks else told, width, "  ", "    ")


def _remarks(index: ComparisonIndex, width: int, paint: _Paint) -> list[str]:
    """Single claims of one side that no catalogue knows."""
    findings = [
        finding
        for topic in index.ordered_topics
        if index.is_remark(topic)
        for finding in index.findings_by_topic[topic.id]
    ]
    lines: list[str] = []
    for party in index.comparison.parties:
        for finding in findings:
            for claim in index.claims_of(finding):
                if claim.party == party.id:
                    lines += _claim(index, claim, width)
    return ["", paint("Said by one side only", BOLD), *lines] if lines else []


def _unplaced(index: ComparisonIndex, width: int, paint: _Paint) -> list[str]:
    claims = [claim for claim in index.unplaced_claims() if claim.silence is None]
    lines = [line for claim in claims for line in _claim(index, claim, width)]
    return ["", paint("Also said", BOLD), *lines] if lines else []


def _silences(index: ComparisonIndex, width: int, paint: _Paint) -> list[str]:
    lines = [
        line
        for claim in index.silences()
        for line in wrapped(
            silence_told(index, claim, short_place(index, claim)), width, "  ", "    "
        )
    ]
    return ["", paint("Silence said aloud", BOLD), *lines] if lines else []


def _footer(index: ComparisonIndex, width: int, paint: _Paint) -> list[str]:
    comparison = index.comparison
    told = len(index.narrated_claims())
    parts = [
        counted(len(comparison.documents), "document"),
        counted(sum(map(len, index.account_claims.values())), "claim") + " of the parties",
        *([f"{counted(told, 'statement')} told by the outlet only"] if told else []),
        f"{counted(len(comparison.aside), 'passage')} set aside",
    ]
    said = f"{joined(parts)}. {CONFIDENCE_NOTE}"
    return [paint(line, DIM) for line in wrapped(said, width)]


def _fitting(words: Iterable[str], width: int) -> Iterable[str]:
    """The words, those that are wider than a line cut in pieces."""
    for word in words:
        while display_width(word) > width:
            at = used = 0
            while used + _columns(word[at]) <= width:
                used += _columns(word[at])
                at += 1
            yield word[:at]
            word = word[at:]
        yield word


def _columns(mark: str) -> int:
    if mark < "\u0300":
        return 1
    if unicodedata.combining(mark):
        return 0
    return 2 if unicodedata.east_asian_width(mark) in "WF" else 1
