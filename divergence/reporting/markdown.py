"""The report as Markdown: what an editor would publish, or keep beside the texts.

Comes in: a ``Comparison``. Goes out: Markdown that GitHub, pandoc and a strict CommonMark
renderer show alike, tables being GitHub's. Everything is in a stable order under anchors made
from ids, so that two runs can be compared line by line.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from tabulate import tabulate

from divergence.model import Claim, Comparison, Finding, FramingDifference, Nearest, Topic
from divergence.reporting import RenderOptions
from divergence.reporting.coverage import aside_text, asides_by_reason, coverage, share
from divergence.reporting.differences import Piece, marked
from divergence.reporting.escaping import defused
from divergence.reporting.escaping import markdown as escaped
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.wording import (
    METHOD,
    MORE_TERMS,
    PROFILE_NOTE,
    VERDICT_MEANINGS,
    attributed_place,
    claim_remarks,
    clipped,
    confidence,
    counted,
    joined,
    measure_label,
    nearest_sentence,
    place,
    profile_reading,
    quoted,
    sentence,
    sentence_case,
    settings_rows,
    summary,
    title,
    topic_verdict,
    verdict_sentence,
)

CELL_WORDS = 70
"""Characters of a quotation in the topic table."""

MOST_QUOTED_COLUMNS = 3
"""With more parties than this the table only says who speaks."""

ASIDE_WORDS = 100
BRIEF_CLAIMS = 1

Lines = Iterator[str]


def render(comparison: Comparison, options: RenderOptions | None = None) -> str:
    """The report; ``detail="brief"`` keeps the table and one quotation a party and finding."""
    brief = (options or RenderOptions()).detail == "brief"
    index = ComparisonIndex(comparison)
    lines = [f"# {escaped(title(index))}", "", escaped(" ".join(summary(index))), ""]
    lines += _topic_table(index)
    lines += _topic_sections(index, brief)
    if not brief:
        lines += _unplaced(index)
        lines += _profiles(index)
        lines += _narrated(index)
    lines += _coverage(index, brief)
    if not brief:
        lines += _how_to_read()
        lines += _method(comparison)
    return defused(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n")) + "\n"


def anchor(sort: str, name: str) -> str:
    """A stable id for a place in the page: plain letters, or a digest where the id has others."""
    if re.fullmatch(r"[A-Za-z0-9_.\-]{1,64}", name):
        return f"{sort}-{name}"
    return f"{sort}-{hashlib.sha256(name.encode('utf-8', 'backslashreplace')).hexdigest()[:12]}"


def _topic_table(index: ComparisonIndex) -> Lines:
    parties = index.comparison.parties
    if not index.comparison.topics:
        return
    head = ["Topic", *(_cell(party.label) for party in parties), "Verdict"]
    rows = [
        [
            f"[{_cell(sentence_case(topic.label))}](#{anchor('topic', topic.id)})",
            *(_stance(index, topic, party.id) for party in parties),
            _cell(sentence_case(topic_verdict(index, topic))),
        ]
        for topic in index.comparison.topics
    ]
    yield _table(rows, head)
    yield ""


def _stance(index: ComparisonIndex, topic: Topic, party: str) -> str:
    """What the party says of the topic, in its first words."""
    stance = index.stance(topic, party)
    if stance == "silent":
        return "—"
    said = [
        claim
        for claim in dict.fromkeys(
            claim_id
            for finding in index.findings_by_topic.get(topic.id, [])
            for claim_id in finding.claims
        )
        if claim in index.claims and index.claims[claim].party == party
    ]
    if stance == "narrated" or not said or len(index.labels) > MOST_QUOTED_COLUMNS:
        return stance
    words = _cell(quoted(clipped(index.claims[said[0]].text, CELL_WORDS)))
    return f"{words} and {len(said) - 1} more" if len(said) > 1 else words


def _topic_sections(index: ComparisonIndex, brief: bool) -> Lines:
    if not index.comparison.findings:
        return
    yield from ("## Topic by topic", "")
    for topic, findings in index.sections():
        label = topic.label if topic else "Other matters"
        mark = f'<a id="{anchor("topic", topic.id)}"></a>' if topic else ""
        yield from (f"### {mark}{escaped(sentence_case(label), start=not mark)}", "")
        if not findings:
            yield from ("Only the outlet tells of this; see below.", "")
        for finding in findings:
            yield from _finding(index, finding, label, brief)
        if topic and not brief:
            yield from _bullets(
                _difference(difference)
                for difference in index.framing_by_topic.get(topic.id, [])
                if difference.notable
            )


def _finding(index: ComparisonIndex, finding: Finding, topic: str, brief: bool) -> Lines:
    mark = f'<a id="{anchor("finding", finding.id)}"></a>'
    same = finding.label.casefold() == topic.casefold()
    name = "" if same else f": {escaped(finding.label, start=False)}"
    yield f"{mark}**{sentence_case(finding.verdict)}**{name}. " + escaped(
        f"{verdict_sentence(index, finding)} Confidence: {confidence(finding.confidence)}.",
        start=False,
    )
    yield ""
    for party, claims in index.claims_by_party(finding).items():
        yield from (f"{escaped(index.label(party))}:", "")
        shown = claims[:BRIEF_CLAIMS] if brief else claims
        for claim in shown:
            yield from _quotation(index, claim, index.partner_of(claim, finding))
        if len(shown) < len(claims):
            yield from (f"and {counted(len(claims) - len(shown), 'more statement')}.", "")
    if not brief:
        reasons = [escaped(sentence(reason.text)) for reason in index.reasons_of(finding)]
        told = {reason.text for reason in index.reasons_of(finding)}
        reasons += [
            _difference(difference)
            for difference in index.framing_by_finding.get(finding.id, [])
            if difference.notable and difference.reason not in told
        ]
        if reasons:
            yield from ("Why:", "")
        yield from _bullets(reasons)
    yield from _bullets(_silence(index, nearest) for nearest in finding.nearest)


def _silence(index: ComparisonIndex, nearest: Nearest) -> str:
    """What is said of a silent party, with the nearest that it did say."""
    told, claim = nearest_sentence(index, nearest)
    if claim is None:
        return escaped(told)
    where = place(index, claim.document, claim.start, claim.end)
    return escaped(f"{told} {quoted(claim.text)} — {where}")


def _quotation(index: ComparisonIndex, claim: Claim, partner: Claim | None) -> Lines:
    """The claim's words as a block quotation; bold where the aligned claim has other words."""
    pieces = marked(claim.text, partner.text if partner else None)
    remarks = joined(escaped(remark, start=False) for remark in claim_remarks(index, claim))
    where = escaped(attributed_place(index, claim), start=False)
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


def _difference(difference: FramingDifference) -> str:
    return escaped(f"{measure_label(difference.measure)}: {sentence(difference.reason)}")


def _unplaced(index: ComparisonIndex) -> Lines:
    claims = index.unplaced_claims()
    if not claims:
        return
    yield from ('## <a id="other"></a>Also said', "")
    yield from (f"{counted(len(claims), 'statement')} of the parties that no topic takes.", "")
    yield from _bullets(_listed(index, claim) for claim in claims)


def _listed(index: ComparisonIndex, claim: Claim) -> str:
    where = place(index, claim.document, claim.start, claim.end)
    remarks = joined(claim_remarks(index, claim))
    told = f"{quoted(claim.text)} — {where}{f' ({remarks})' if remarks else ''}"
    return escaped(f"{index.label(claim.party)}: {told}" if claim.party is not None else told)


def _profiles(index: ComparisonIndex) -> Lines:
    comparison = index.comparison
    across = [d for d in comparison.framing if d.scope == "account" and d.notable]
    if not comparison.profiles and not across:
        return
    yield from ('## <a id="accounts"></a>How each side tells it', "")
    if comparison.profiles:
        names = list(dict.fromkeys(name for p in comparison.profiles for name, _ in p.measures))
        head = ["Party", "Words", *(_cell(measure_label(name)) for name in names), "Speaks most of"]
        rows = []
        for profile in comparison.profiles:
            measures = dict(profile.measures)
            most = sorted(profile.emphasis, key=lambda part: (-part[1], part[0]))[:3]
            rows.append(
                [
                    _cell(index.label(profile.party)),
                    f"{profile.words:,}",
                    *(
                        profile_reading(name, measures[name]) if name in measures else "—"
                        for name in names
                    ),
                    _cell(joined(f"{index.topic_label(t)} ({v:.0%})" for t, v in most)) or "—",
                ]
            )
        yield from (_table(rows, head), "", PROFILE_NOTE, "")
    yield from _bullets(_difference(difference) for difference in across)


def _narrated(index: ComparisonIndex) -> Lines:
    claims = index.narrated_claims()
    if not claims:
        return
    yield from ('## <a id="narrated"></a>Told by the outlet', "")
    yield from (
        "The outlet tells this in its own voice. It is not counted as any party's word.",
        "",
    )
    yield from _bullets(
        _listed(index, claim) if claim.party is None else f"Of {_listed(index, claim)}"
        for claim in claims
    )


def _coverage(index: ComparisonIndex, brief: bool) -> Lines:
    yield from ('## <a id="coverage"></a>What was used and what was set aside', "")
    rows = [
        [
            _cell(cover.document),
            _cell(cover.whose),
            f"{cover.characters:,}",
            share(cover.accounts, cover.characters),
            share(cover.narrated, cover.characters),
            share(cover.aside, cover.characters),
        ]
        for cover in coverage(index)
    ]
    head = ["Document", "Account of", "Characters", "Parties' words", "Outlet's words", "Set aside"]
    yield from (_table(rows, head), "")
    for document in index.comparison.documents:
        yield from _bullets(
            f"{escaped(document.name)}: {escaped(warning, start=False)}"
            for warning in document.warnings
        )
    grouped = asides_by_reason(index)
    if not grouped:
        yield from ("Nothing was set aside.", "")
        return
    if brief:
        told = joined(f"{reason} ({len(asides)})" for reason, asides in grouped.items())
        yield from (f"Set aside: {escaped(told, start=False)}.", "")
        return
    yield from ("Set aside, with the reason:", "")
    for reason, asides in grouped.items():
        yield f"- {escaped(sentence_case(reason))} ({counted(len(asides), 'passage')})"
        for aside in asides:
            words = clipped(aside_text(index, aside), ASIDE_WORDS)
            where = place(index, aside.document, aside.start, aside.end)
            yield f"  - {escaped(f'{quoted(words)} — {where}')}"
    yield ""


def _how_to_read() -> Lines:
    yield from ('## <a id="reading"></a>How to read this', "")
    terms = [*VERDICT_MEANINGS.items(), *MORE_TERMS]
    yield from _bullets(f"**{term}**: {meaning}" for term, meaning in terms)
    yield from (
        "In a quotation, bold words are those that the other side's wording does not have. "
        "Places count characters from 0 in the text as read.",
        "",
    )


def _method(comparison: Comparison) -> Lines:
    yield from ('## <a id="method"></a>Method and settings', "", METHOD, "")
    rows = [[_cell(name), _cell(value)] for name, value in settings_rows(comparison.settings)]
    if rows:
        yield from (_table(rows, ["Setting", "Value"]), "")


def _bullets(items: Iterable[str]) -> Lines:
    last = None
    for last in items:
        yield f"- {last}"
    if last is not None:
        yield ""


def _cell(text: str) -> str:
    return escaped(text)


def _table(rows: Sequence[Sequence[str]], head: Sequence[str]) -> str:
    return tabulate(rows, head, tablefmt="pipe", disable_numparse=True)
