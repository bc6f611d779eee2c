"""The report for a terminal: summary, a topic-by-party matrix, and the findings with their words.

Comes in: a ``Comparison``, the width in columns and whether colour may be used. Goes out: plain
text in which no line is longer than the width, and no character of an article reaches the
terminal as a command.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from divergence.model import Comparison, Finding, Verdict
from divergence.reporting import RenderOptions
from divergence.reporting.escaping import defused, terminal
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.wording import (
    claim_remarks,
    confidence,
    counted,
    joined,
    nearest_sentence,
    place,
    quoted,
    sentence,
    sentence_case,
    summary,
    title,
    topic_verdict,
    verdict_sentence,
)

LEAST_WIDTH = 40
LEAST_PARTY_COLUMN = 8
MOST_PARTY_COLUMN = 14
GAP = "  "
STANCE_SIGNS = {"says": "says", "narrated": "narrated", "silent": "—"}
COLOURS: dict[Verdict, str] = {
    "conflict": "31", "omission": "33", "framing": "36", "agreement": "32",
}  # fmt: skip
BOLD, DIM = "1", "2"


def render(comparison: Comparison, options: RenderOptions | None = None) -> str:
    """The report as lines of at most ``options.width`` columns (never less than 40)."""
    options = options or RenderOptions()
    index = ComparisonIndex(comparison)
    width = max(options.width, LEAST_WIDTH)
    paint = _Paint(options.color)
    lines = [paint(line, BOLD) for line in wrapped(title(index), width)]
    lines += ["", *wrapped(" ".join(summary(index)), width), ""]
    lines += _matrix(index, width, paint)
    if options.detail == "full":
        for finding in comparison.findings:
            lines += ["", *_finding(index, finding, width, paint)]
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
    verdicts = [_short_verdict(index, topic_id) for topic_id in index.topics]
    verdict_width = min(max([7, *map(display_width, verdicts)]), left // 2)
    topic_width = min(
        left - verdict_width,
        max([5, *(display_width(terminal(t.label)) for t in index.topics.values())]),
    )
    widths = [topic_width, *columns, verdict_width]
    lines = [paint(line.rstrip(), BOLD) for line in _row(["Topic", *labels, "Verdict"], widths)]
    lines.append(GAP.join("-" * column for column in widths))
    for topic, verdict in zip(index.comparison.topics, verdicts, strict=True):
        signs = [STANCE_SIGNS[index.stance(topic, party.id)] for party in parties]
        row = _row([sentence_case(topic.label), *signs, verdict], widths)
        lines += [_painted_end(line, widths, COLOURS[topic.verdict], paint) for line in row]
    return lines


def _short_verdict(index: ComparisonIndex, topic_id: str) -> str:
    return terminal(topic_verdict(index, index.topics[topic_id]).partition(" (")[0])


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
    for topic in index.comparison.topics:
        head = f"{sentence_case(topic.label)}: {topic.verdict}"
        lines += [paint(line, COLOURS[topic.verdict]) for line in wrapped(head, width)]
        for stance, word in (("says", "says"), ("narrated", "narrated"), ("silent", "silent")):
            named = [
                p.label for p in index.comparison.parties if index.stance(topic, p.id) == stance
            ]
            if named:
                lines += wrapped(f"{word}: {joined(named)}", width, "  ", "    ")
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
    topic = index.topic_label(finding.topic)
    name = topic if topic.casefold() == finding.label.casefold() else f"{topic}: {finding.label}"
    head = f"{finding.verdict.upper()}  {sentence_case(name)}"
    lines = [paint(line, f"{BOLD};{COLOURS[finding.verdict]}") for line in wrapped(head, width)]
    told = f"{verdict_sentence(index, finding)} Confidence: {confidence(finding.confidence)}."
    lines += wrapped(told, width, "  ", "  ")
    for party, claims in index.claims_by_party(finding).items():
        for claim in claims:
            said = f"{index.label(party)}: {quoted(claim.text)}"
            lines += wrapped(said, width, "  ", "    ")
            remarks = joined(claim_remarks(index, claim))
            where = place(index, claim.document, claim.start, claim.end)
            told = f"{where} ({remarks})" if remarks else where
            lines += [paint(line, DIM) for line in wrapped(told, width, "    ", "    ")]
    for reason in index.reasons_of(finding):
        lines += wrapped(sentence(reason.text), width, "  - ", "    ")
    for nearest in finding.nearest:
        told, claim_near = nearest_sentence(index, nearest)
        text = f"{told} {quoted(claim_near.text)}" if claim_near else told
        lines += wrapped(text, width, "  - ", "    ")
    return lines


def _footer(index: ComparisonIndex, width: int, paint: _Paint) -> list[str]:
    comparison = index.comparison
    told = len(index.narrated_claims())
    parts = [
        counted(len(comparison.documents), "document"),
        counted(sum(map(len, index.account_claims.values())), "claim") + " of the parties",
        f"{counted(told, 'statement')} told by the outlet only",
        f"{counted(len(comparison.aside), 'passage')} set aside",
    ]
    return [paint(line, DIM) for line in wrapped(f"{joined(parts)}.", width)]


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
