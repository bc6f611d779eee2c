"""Which party a claim makes responsible for what it tells.

Comes in: a claim and the parties of the event. Goes out: ids of parties. "We", "our" and "its" are
the party that speaks, or the party whose words it relays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from divergence.model import Claim, Party

OWN = re.compile(r"\b(?:we|us|our|ours|ourselves|i|my)\b", re.IGNORECASE)


def mentioned(claim: Claim, parties: Sequence[Party]) -> list[tuple[int, str]]:
    """Where in the claim's text each party is named, in order: (offset, party id)."""
    found = []
    for party in parties:
        pattern = _names(party)
        if pattern is not None:
            found += [(match.start(), party.id) for match in pattern.finditer(claim.text)]
    if claim.party is not None:
        speaker = claim.reports or claim.party
        found += [(match.start(), speaker) for match in OWN.finditer(claim.text)]
    return sorted(found)


@lru_cache(maxsize=256)
def _names(party: Party) -> re.Pattern[str] | None:
    names = sorted({party.label, *party.names}, key=lambda name: (-len(name), name))
    usable = [re.escape(name) for name in names if len(name) > 1]
    if not usable:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(usable)})(?:n|s|['’]s?)?(?!\w)")
