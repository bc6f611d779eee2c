"""The changes between two reports as a table for a terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import msgspec

from divergence.checking.changes import Changes, ClaimChange, FindingChange, TopicChange, Words
from divergence.reporting.differences import marked
from divergence.reporting.escaping import defused, json_text, markdown, terminal
from divergence.reporting.wording import joined

SCHEMA = "divergence-changes/1"
NOTHING = "Nothing that the parties say has changed."


def render(changes: Changes, name: str, *, width: int = 80) -> str:
    """The changes as ``table`` (``width`` columns), ``markdown`` or ``json``."""
    if name == "json":
        plain = {"schema": SCHEMA, **msgspec.to_builtins(changes)}
        return json_text(json.dumps(plain, indent=2, ensure_ascii=False)) + "\n"
    return "".join(_markdown(changes) if name == "markdown" else _table(changes, width))


def _table(changes: Changes, width: int) -> Iterator[str]:
    from tabulate import tabulate

    yield from (f"{terminal(line)}\n" for line in _head(changes))
    if changes.empty:
        yield f"{NOTHING}\n"
        return
    rows = [
        ("topic", "", terminal(topic.topic), terminal(_topic_words(topic)))
        for topic in changes.topics
    ]
    rows += [
        ("finding", finding.kind, terminal(finding.topic), terminal(_finding_words(finding)))
        for finding in changes.findings
    ]
    rows += [
        ("claim", claim.kind, terminal(claim.party), terminal(_claim_words(claim)))
        for claim in changes.claims
    ]
    room = max(20, width - 46)
    yield tabulate(
        rows,
        headers=["", "change", "whose", "what"],
        maxcolwidths=[8, 10, 18, room],
        disable_numparse=True,
    )
    yield "\n"


def _markdown(changes: Changes) -> Iterator[str]:
    yield f"# What changed: {_marked_down(changes.event)}\n\n"
    yield from (f"{_marked_down(line)}\n\n" for line in _head(changes))
    if changes.empty:
        yield f"{NOTHING}\n"
        return
    if changes.topics:
        yield "## Topics\n\n| topic | before | now | who changed |\n|---|---|---|---|\n"
        for topic in changes.topics:
            cells = [topic.topic, topic.old or "—", topic.new or "—", _stance_words(topic)]
            yield f"| {' | '.join(map(_marked_down, cells))} |\n"
        yield "\n"
    if changes.findings:
        yield "## Findings\n\n| change | topic | matter | before | now |\n|---|---|---|---|---|\n"
        for finding in changes.findings:
            cells = [
                finding.kind,
                finding.topic,
                finding.label,
                _verdict(finding.old, finding.old_omitted_by),
                _verdict(finding.new, finding.new_omitted_by),
            ]
            yield f"| {' | '.join(map(_marked_down, cells))} |\n"
        yield "\n"
    for kind in ("added", "withdrawn", "reworded"):
        claims = [claim for claim in changes.claims if claim.kind == kind]
        if claims:
            yield f"## Claims {kind}\n\n"
            for claim in claims:
                yield from _claim_lines(claim)
            yield "\n"


def _head(changes: Changes) -> Iterator[str]:
    """Sentences on documents, parties and settings."""
    for kind in ("added", "removed", "edited"):
        names = [document.name for document in changes.documents if document.kind == kind]
        if names:
            yield f"Documents {kind}: {joined(names)}."
    if changes.parties_added:
        yield f"Accounts added: {joined(changes.parties_added)}."
    if changes.parties_removed:
        yield f"Accounts removed: {joined(changes.parties_removed)}."
    if changes.settings:
        yield (
            f"The two reports were made under other settings ({joined(changes.settings)}), so not "
            "every change need come from the texts."
        )


def _topic_words(topic: TopicChange) -> str:
    turn = f"{topic.old or 'nothing'} → {topic.new or 'nothing'}"
    words = "" if topic.old == topic.new else turn
    stances = _stance_words(topic)
    return "; ".join(part for part in (words, stances) if part)


def _stance_words(topic: TopicChange) -> str:
    said = []
    for stance in topic.stances:
        if stance.new == "says":
            said.append(f"{stance.party} now speaks of it")
        elif stance.old == "says" and stance.new is not None:
            said.append(f"{stance.party} no longer speaks of it")
        elif stance.old is None or stance.new is None:
            continue  # a topic or party that came or went is told as such
        else:
            said.append(f"{stance.party}: {stance.old} → {stance.new}")
    return "; ".join(said)


def _finding_words(finding: FindingChange) -> str:
    before = _verdict(finding.old, finding.old_omitted_by)
    now = _verdict(finding.new, finding.new_omitted_by)
    words = {"new": now, "gone": before, "turned": f"{before} → {now}"}[finding.kind]
    same = finding.label.casefold() == finding.topic.casefold()
    return words if same else f"{finding.label}: {words}"


def _verdict(verdict: str | None, omitted_by: tuple[str, ...]) -> str:
    if verdict is None:
        return "—"
    return f"{verdict} ({joined(omitted_by)} silent)" if omitted_by else verdict


def _claim_words(claim: ClaimChange) -> str:
    if claim.old is not None and claim.new is not None:
        return (
            f"“{_with_marks(claim.old.text, claim.new.text, '[-{}-]')}” → "
            f"“{_with_marks(claim.new.text, claim.old.text, '[+{}+]')}” ({claim.new.document})"
        )
    words = claim.new or claim.old
    return f"“{words.text}” ({words.document})" if words else ""


def _claim_lines(claim: ClaimChange) -> Iterator[str]:
    who = f"**{_marked_down(claim.party)}**"
    if claim.role == "narrated":
        who += " (told by the outlet)"
    if claim.old is not None and claim.new is not None:
        old = _with_marks(claim.old.text, claim.new.text, "<del>{}</del>", _marked_down)
        new = _with_marks(claim.new.text, claim.old.text, "<ins>{}</ins>", _marked_down)
        yield f"- {who}: “{old}” → “{new}” ({_place(claim.new)})\n"
        return
    words = claim.new or claim.old
    if words is not None:
        yield f"- {who}: “{_marked_down(words.text)}” ({_place(words)})\n"


def _place(words: Words) -> str:
    return f"{_marked_down(words.document)}, characters {words.start}–{words.end}"


def _with_marks(text: str, other: str, mark: str, escape: Callable[[str], str] = str) -> str:
    """``text`` with what ``other`` does not have put in ``mark``."""
    before, after = mark.split("{}")
    return " ".join(
        f"{before}{escape(piece.text)}{after}" if piece.differs else escape(piece.text)
        for piece in marked(text, other)
    )


def _marked_down(text: str) -> str:
    return defused(markdown(text))
