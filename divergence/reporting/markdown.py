"""The report as Markdown: what an editor would publish, or keep beside the texts.

Comes in: a ``Comparison``. Goes out: Markdown that GitHub, pandoc and a strict CommonMark
renderer show alike, tables being GitHub's. Everything is in a stable order under anchors made
from ids, so that two runs can be compared line by line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from divergence.model import Claim, Comparison, Finding, Topic
from divergence.reporting import RenderOptions
from divergence.reporting.differences import Piece, marked
from divergence.reporting.escaping import defused
from divergence.reporting.escaping import markdown as escaped
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.limits import limit
from divergence.reporting.markdown_appendix import appendix
from divergence.reporting.markdown_parts import Lines, anchor, bullets, listed, mark, table
from divergence.reporting.profiles import (
    is_too_short,
    measures_note,
    profile_reading,
    told_measures,
    too_short,
)
from divergence.reporting.quoting import balanced, quoted
from divergence.reporting.reasons import differences_of, leading, reasons_of
from divergence.reporting.summary import how_picked, summary
from divergence.reporting.wording import (
    attributed_place,
    by_place,
    claim_remarks,
    clipped,
    confidence,
    counted,
    difference_told,
    finding_name,
    joined,
    measure_label,
    place,
    sentence_case,
    silence_told,
    silences_of,
    title,
    verdict_sentence,
)

CELL_WORDS = 70
"""Characters of a quotation in the topic table."""

MOST_QUOTED_COLUMNS = 3
"""With more parties than this the table only says who speaks."""

SPEAKS_MOST = 3
"""Topics that a profile names."""


def render(comparison: Comparison, options: RenderOptions | None = None) -> str:
    """The report; ``detail="brief"`` has a line for each finding and leaves the appendix out."""
    brief = (options or RenderOptions()).detail == "brief"
    index = ComparisonIndex(comparison)
    lines = [f"# {escaped(title(index))}", ""]
    for told in (*summary(index), how_picked(index)):
        lines += [escaped(told), ""]
    lines += _topic_table(index)
    lines += _topic_sections(index, brief)
    lines += _remarks(index, brief)
    lines += _unplaced(index, brief)
    lines += _silences(index)
    if not brief:
        lines += _profiles(index)
    lines += appendix(index, brief)
    return defused(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n")) + "\n"


def _topic_table(index: ComparisonIndex) -> Lines:
    parties = index.comparison.parties
    topics = [topic for topic in index.ordered_topics if not index.is_remark(topic)]
    if not topics:
        return
    yield from table(
        ["Topic", *(escaped(party.label) for party in parties), "Verdict"],
        [
            [
                f"[{escaped(_topic_name(index, topic))}](#{anchor('topic', topic.id)})",
                *(_stance(index, topic, party.id) for party in parties),
                sentence_case(topic.verdict),
            ]
            for topic in topics
        ],
    )


def _topic_name(index: ComparisonIndex, topic: Topic) -> str:
    return sentence_case(index.topic_label(topic.id))


def _stance(index: ComparisonIndex, topic: Topic, party: str) -> str:
    """What the party says of the topic, in the first words of its most telling claim."""
    stance = index.shown_stance(topic, party)
    if stance == "silent":
        return "—"
    said = [claim for claim in index.said_of(topic, party) if claim.silence is None]
    if stance != "says" or not said or len(index.labels) > MOST_QUOTED_COLUMNS:
        return stance
    words = escaped(quoted(clipped(_telling(index, topic, said).text, CELL_WORDS)))
    return f"{words} and {len(said) - 1} more" if len(said) > 1 else words


def _telling(index: ComparisonIndex, topic: Topic, said: Sequence[Claim]) -> Claim:
    """Of a party's claims on a topic, the one on which its gravest finding rests."""
    for finding in index.findings_by_weight(topic):
        members = [claim for claim in said if claim.id in finding.claims]
        if members:
            return leading(finding, members)
    return said[0]


def _topic_sections(index: ComparisonIndex, brief: bool) -> Lines:
    sections = [(t, f) for t, f in index.sections() if t is None or not index.is_remark(t)]
    if not any(findings for _, findings in sections):
        return
    yield from ("## Topic by topic", "")
    for topic, findings in sections:
        label = _topic_name(index, topic) if topic else "Other matters"
        here = mark("topic", topic.id) if topic else ""
        yield from (f"### {here}{escaped(label, start=not here)}", "")
        if not findings:
            yield from ("Only the outlet tells of this; see below.", "")
        if brief:
            yield from _brief_findings(index, findings)
            continue
        for finding in findings:
            yield from _finding(index, finding)


def _brief_findings(index: ComparisonIndex, findings: Sequence[Finding]) -> Lines:
    """A few lines for each of the first findings, and the number of the others."""
    most = int(limit("brief", "findings"))
    for finding in findings[:most]:
        yield f"- {_verdict(index, finding)}"
        for claims in index.claims_by_party(finding).values():
            claim = leading(finding, claims)
            words = quoted(clipped(claim.text, int(limit("brief", "quotation"))))
            more = f" and {len(claims) - 1} more" if len(claims) > 1 else ""
            yield f"  - {escaped(f'{index.label(claim.party)}: {words}{more}')}"
        if finding.verdict == "conflict":
            yield from (f"  - {escaped(r.text)}" for r in reasons_of(index, finding)[:1])
    if len(findings) > most:
        marks = "".join(mark("finding", finding.id) for finding in findings[most:])
        yield f"- {marks}and {counted(len(findings) - most, 'more finding')}."
    yield ""


def _verdict(index: ComparisonIndex, finding: Finding) -> str:
    """The verdict, the matter, who speaks and who does not, in one line."""
    name = finding_name(index, finding)
    matter = f": {escaped(name, start=False)}" if name else ""
    told = f"{verdict_sentence(index, finding)} Confidence: {confidence(finding.confidence)}."
    verdict = f"{mark('finding', finding.id)}**{sentence_case(finding.verdict)}**{matter}."
    return f"{verdict} {escaped(told, start=False)}"


def _finding(index: ComparisonIndex, finding: Finding) -> Lines:
    yield from (_verdict(index, finding), "")
    for claims in by_place(index, finding):
        partner = index.partner_of(claims[0], finding) if len(claims) == 1 else None
        yield from _quotation(index, claims[0], partner, [claim.party for claim in claims])
    yield from _why(index, finding)
    for silence in silences_of(index, finding.nearest):
        if silence.near is not None:
            yield from (escaped(silence.text), "")
            yield from _quotation(index, silence.near)


def _why(index: ComparisonIndex, finding: Finding) -> Lines:
    """The reasons; what differs within an agreement is none and stands apart."""
    why = [escaped(reason.text, start=False) for reason in reasons_of(index, finding)]
    beside = finding.verdict == "agreement"
    differences = [
        escaped(difference_told(difference, beside=beside))
        for difference in differences_of(index, finding)
    ]
    if not beside:
        why, differences = [*why, *differences], []
    if len(why) == 1:
        yield from (f"Why: {why[0]}", "")
    elif why:
        yield from ("Why:", "", *(f"- {item}" for item in why), "")
    for difference in differences:
        yield from (difference, "")


def _quotation(
    index: ComparisonIndex,
    claim: Claim,
    partner: Claim | None = None,
    parties: Sequence[str | None] = (),
) -> Lines:
    """The claim's words as a block quotation; bold where the aligned claim has other words.

    ``parties`` are those to whom the same words are given; by default the claim's own.
    """
    pieces = marked(balanced(claim.text), partner.text if partner else None)
    remarks = "; ".join(escaped(remark, start=False) for remark in claim_remarks(index, claim))
    where = escaped(attributed_place(index, claim, parties), start=False)
    yield f"> {_emphasised(pieces)}"
    yield ">"
    yield f"> — {where}{f' ({remarks})' if remarks else ''}"
    yield ""


def _emphasised(pieces: Sequence[Piece]) -> str:
    return " ".join(
        f"**{escaped(piece.text, start=False)}**"
        if piece.differs
        else escaped(piece.text, start=at == 0)
        for at, piece in enumerate(pieces)
    )


def _remarks(index: ComparisonIndex, brief: bool) -> Lines:
    """Single claims of one side that no catalogue knows, as rows."""
    topics = [topic for topic in index.ordered_topics if index.is_remark(topic)]
    order = {party.id: at for at, party in enumerate(index.comparison.parties)}
    rows = []
    for topic in topics:
        (finding,) = index.findings_by_topic[topic.id]
        for claim in index.claims_of(finding):
            text = clipped(claim.text, int(limit("brief", "quotation"))) if brief else claim.text
            words = f"{mark('finding', finding.id)}{escaped(quoted(text), start=False)}"
            for silence in silences_of(index, finding.nearest):
                if silence.near is not None and not brief:
                    near = escaped(f"{silence.text} {quoted(silence.near.text)}", start=False)
                    words += f" {near}"
            where = place(index, claim.document, claim.start, claim.end)
            rows.append((order.get(claim.party or "", 0), index.label(claim.party), words, where))
    if not rows:
        return
    yield from (f"## {mark('part', 'one-side')}Said by one side only", "")
    yield from ("Nothing in any other account comes near, unless it is quoted.", "")
    rows.sort(key=lambda row: row[0])
    yield from table(
        ["Party", "Words", "Place"],
        [[escaped(party), words, escaped(where)] for _, party, words, where in rows],
    )


def _unplaced(index: ComparisonIndex, brief: bool) -> Lines:
    claims = [claim for claim in index.unplaced_claims() if claim.silence is None]
    if not claims:
        return
    yield from (f"## {mark('part', 'other')}Also said", "")
    yield from (f"{counted(len(claims), 'statement')} of the parties that no topic takes.", "")
    if not brief:
        yield from bullets(listed(index, claim) for claim in claims)


def _silences(index: ComparisonIndex) -> Lines:
    claims = index.silences()
    if not claims:
        return
    yield from (f"## {mark('part', 'silences')}Silence said aloud", "")
    yield from bullets(
        escaped(silence_told(index, claim, place(index, claim.document, claim.start, claim.end)))
        for claim in claims
    )


def _profiles(index: ComparisonIndex) -> Lines:
    comparison = index.comparison
    across = [d for d in comparison.framing if d.scope == "account" and d.notable]
    if not comparison.profiles and not across:
        return
    yield from (f"## {mark('part', 'accounts')}How each side tells it", "")
    told = [profile for profile in comparison.profiles if not is_too_short(index, profile)]
    if told:
        names = told_measures(index)
        rows = []
        for profile in told:
            measures = dict(profile.measures)
            most = sorted(profile.emphasis, key=lambda part: (-part[1], part[0]))[:SPEAKS_MOST]
            rows.append(
                [
                    escaped(index.label(profile.party)),
                    f"{profile.words:,}",
                    *(
                        profile_reading(name, measures[name]) if name in measures else "—"
                        for name in names
                    ),
                    escaped(joined(f"{index.topic_label(t)} ({v:.0%})" for t, v in most)) or "—",
                ]
            )
        head = ["Party", "Words", *(escaped(measure_label(n)) for n in names), "Speaks most of"]
        yield from table(head, rows)
        yield from (escaped(measures_note(index)), "")
    if short := too_short(index):
        yield from (escaped(short), "")
    yield from bullets(escaped(difference_told(difference)) for difference in across)
