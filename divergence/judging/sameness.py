"""Whether two claims tell the same proposition in much the same words.

Comes in: two aligned claims. Goes out: yes or no. Limits are in ``data/verdicts.toml``. The same
in other words is told by ``accord.py``.
"""

from __future__ import annotations

from divergence.judging.accord import set_against
from divergence.judging.meeting import Meeting
from divergence.language.tables import load_table


def same(meeting: Meeting) -> bool:
    """Whether both say the same proposition and tell it alike.

    One says what the other says, or they share a run of words that makes up their matter, or
    most of the poorer claim's plain words, or a figure; what one asks for and the other tells
    as a fact is not the same, nor are other figures or dates of one thing.
    """
    limits = load_table("verdicts.toml")["wording"]
    match = meeting.match
    asked = [claim.details.status == "proposed" for claim in (meeting.left, meeting.right)]
    if (any(asked) and not all(asked)) or meeting.other_figure:
        return False
    if meeting.negated or set_against(meeting):
        return False
    if match.support >= limits["told"]:
        return True
    worded = match.support >= limits["near"] or meeting.shared_phrase >= limits["phrase"]
    if worded and match.support >= limits["same"] and match.affinity >= limits["matter"]:
        return True
    if match.affinity >= limits["together"] and (
        meeting.same_figure
        or (match.support >= limits["backed"] and meeting.plain_shares()[0] >= limits["plain"])
    ):
        return True
    phrase = (
        len(meeting.shared_pairs) >= limits["pairs"] and meeting.shared_phrase >= limits["phrase"]
    )
    return bool(phrase and match.affinity >= limits["sure"])
