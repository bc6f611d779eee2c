"""How a verdict came about, as plain text.

Comes in: a finding and its comparison. Goes out: its claims, the scores of its pairs, reasons,
nearest things said and the thresholds in force.
"""

from __future__ import annotations

from divergence.language.tables import load_table
from divergence.model import Comparison, Finding


def explain(finding: Finding, comparison: Comparison) -> str:
    """How a verdict came about, as plain text: claims, features, clash, nearest and thresholds."""
    by_id = {claim.id: claim for claim in comparison.claims}
    labels = {party.id: party.label for party in comparison.parties}
    lines = [
        f"{finding.id}: {finding.label}",
        f"verdict: {finding.verdict} (confidence {finding.confidence:.2f})",
    ]
    if finding.omitted_by:
        lines.append("silent: " + ", ".join(labels.get(p, p) for p in finding.omitted_by))
    lines.append("")
    for name in finding.claims:
        claim = by_id[name]
        lines.append(f"{labels.get(claim.party or '', 'outlet')}: {claim.text}")
        lines.append(f"  {claim.document} {claim.start}-{claim.end}, status {claim.details.status}")
    for pair in comparison.pairs:
        if set(pair.claims) <= set(finding.claims):
            lines.append(
                f"pair {pair.claims[0]} / {pair.claims[1]}: {pair.relation},"
                f" support {pair.score:.2f}"
            )
    lines += ["", *(f"{reason.code}: {reason.text}" for reason in finding.reasons)]
    for near in finding.nearest:
        said = by_id[near.claim].text if near.claim else "nothing at all"
        lines.append(
            f"nearest of {labels.get(near.party, near.party)}"
            f" ({near.score:.2f}, {near.silence}): {said}"
        )
    limits = load_table("alignment.json")["thresholds"]
    lines += [
        "",
        "thresholds: " + ", ".join(f"{key} {value}" for key, value in sorted(limits.items())),
    ]
    return "\n".join(lines)
