"""A document's text cut into parts: claims, what was set aside, and the rest.

Comes in: a ``Comparison`` and one of its documents. Goes out: parts that joined give the text,
each with the claims that it belongs to. Claims may overlap; a part is then in several.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from divergence.model import VERDICTS, Comparison, Document, Finding, Verdict


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text.

    ``claims`` are all claims that it is in, ``starting`` those that start with it, ``findings``
    those of its claims. ``kind`` is the gravest verdict of its findings, ``narrated`` for claims
    without a finding, ``set-aside``, or empty; ``reason`` says why it was set aside.
    """

    text: str
    kind: str = ""
    reason: str = ""
    claims: tuple[str, ...] = ()
    starting: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


def marked_text(comparison: Comparison, document: Document) -> list[Part]:
    """The parts of ``document``, in order, without empty ones."""
    findings: dict[str, list[Finding]] = {}
    for finding in comparison.findings:
        for claim_id in finding.claims:
            findings.setdefault(claim_id, []).append(finding)
    claims = sorted(
        (claim for claim in comparison.claims if claim.document == document.name),
        key=lambda claim: (claim.start, claim.end, claim.id),
    )
    asides = sorted(
        (a.start, a.end, a.reason) for a in comparison.aside if a.document == document.name
    )
    cuts = {0, len(document.text)}
    cuts.update(at for claim in claims for at in (claim.start, claim.end))
    cuts.update(at for start, end, _ in asides for at in (start, end))
    parts = []
    opened: list[tuple[int, str]] = []
    next_claim = next_aside = 0
    aside_until, reason = 0, ""
    edges = sorted(cuts)
    for start, end in itertools.pairwise(edges):
        opened = [one for one in opened if one[0] > start]
        starting = []
        while next_claim < len(claims) and claims[next_claim].start <= start:
            claim = claims[next_claim]
            starting.append(claim.id)
            if claim.end > start:
                opened.append((claim.end, claim.id))
            next_claim += 1
        while next_aside < len(asides) and asides[next_aside][0] <= start:
            if asides[next_aside][1] > aside_until:
                _, aside_until, reason = asides[next_aside]
            next_aside += 1
        members = tuple(claim_id for _, claim_id in opened)
        of_members = [finding for claim_id in members for finding in findings.get(claim_id, [])]
        set_aside = start < aside_until and not members
        parts.append(
            Part(
                document.text[start:end],
                _kind(members, {f.verdict for f in of_members}, set_aside),
                reason if set_aside else "",
                members,
                tuple(starting),
                tuple(dict.fromkeys(finding.id for finding in of_members)),
            )
        )
    return parts


def _kind(claims: tuple[str, ...], verdicts: set[Verdict], set_aside: bool) -> str:
    for verdict in VERDICTS:
        if verdict in verdicts:
            return verdict
    if claims:
        return "narrated"
    return "set-aside" if set_aside else ""
