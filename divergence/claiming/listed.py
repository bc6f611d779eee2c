"""Lists of matters: "discussed strengthening X, combating Y and easing Z".

Comes in: the words of a sentence. Goes out: cuts between the matters that a verb of discussion
lists.
"""

from __future__ import annotations

from collections.abc import Sequence

from divergence.claiming.words import Word, rules


def list_cuts(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Cuts between the matters of a list that a verb of discussion opens."""
    head = list_head(words)
    if head is None or (head < len(words) and words[head].lower in rules().clauses):
        return []
    gerunds = head < len(words) and is_gerund(words, head)
    cuts = []
    for at in range(head + 2, len(words) - 2):
        if words[at].depth:
            continue
        nxt = at + 1
        if words[at].text == ",":
            if words[nxt].lower in ("and", "as"):
                continue
            opens = nxt
        elif words[at].lower == "and":
            opens = nxt
        elif (
            words[at].lower == "as"
            and words[nxt].lower == "well"
            and nxt + 1 < len(words)
            and words[nxt + 1].lower == "as"
        ):
            opens = nxt + 2
        else:
            continue
        if opens >= len(words) - 1:
            continue
        if gerunds and not is_gerund(words, opens):
            continue
        if not gerunds and not is_matter(words, opens):
            continue
        end = words[at - 1].end if words[at - 1].text != "," else words[at - 1].start
        cuts.append((end, words[opens].start))
    return cuts


def list_head(words: Sequence[Word]) -> int | None:
    """The word after a verb of discussion, where its list begins."""
    listing = rules().listing
    for at, word in enumerate(words):
        pair = f"{word.lower} {words[at + 1].lower}" if at + 1 < len(words) else ""
        triple = f"{pair} {words[at + 2].lower}" if at + 2 < len(words) else ""
        if triple in listing:
            return at + 3
        if pair in listing:
            return at + 2
        if word.lower in listing:
            return at + 1
    return None


def is_gerund(words: Sequence[Word], at: int) -> bool:
    """Whether an -ing form stands here that opens a matter."""
    lower = words[at].lower
    if not lower.endswith("ing") or len(lower) <= 4 or lower in rules().not_gerunds:
        return False
    # A capital within a sentence is part of a name: "the Smuggling and Trafficking Task Force".
    return at == 0 or words[at].text[0].islower()


def is_matter(words: Sequence[Word], at: int) -> bool:
    """Whether a noun phrase of its own weight begins: an article and a noun with a complement.

    A noun of the list ``matters`` needs no article, and may stand behind one adjective.
    """
    first = at + 2
    if words[at].lower not in ("the", "a", "an", "its", "their", "his", "her", "our"):
        bare = [n for n in (at, at + 1) if n < len(words) and words[n].lower in rules().matters]
        if not bare:
            return False
        first = bare[0] + 1
    return any(
        words[n].lower in ("of", "for", "to", "on", "in", "between", "against", "from", "with")
        for n in range(first, min(len(words), first + 4))
    )
