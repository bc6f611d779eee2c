"""Noun phrases around a reporting verb, found without a parser.

Comes in: the tokens of a sentence. Goes out: token positions, where a subject begins and ends.
Closed word classes come from the cue lexicon; capital letters
tell names.
"""

from __future__ import annotations

from collections.abc import Sequence

from divergence.attribution.cues import cue_lexicon
from divergence.attribution.sentence import Token, tail_phrase_end
from divergence.attribution.speakers import is_office, role_nouns

LONGEST_PHRASE = 30
"""Tokens that a subject may have, appositions included."""


LONGEST_NAME = 9
"""Tokens back in which the name before a relative pronoun begins."""


def phrase_end(tokens: Sequence[Token], at: int) -> int:
    """The end of the noun phrase that begins at ``at``, with appositions that name or place it.

    Stops before a verb, a clause word, a quotation or a mark; ``at`` itself when none begins.
    """
    words = cue_lexicon().words
    until = at
    while until < len(tokens) and until - at < LONGEST_PHRASE:
        token = tokens[until]
        if token.quoted or _ends_phrase(tokens, until, at):
            break
        if token.text == ",":
            apposed = _apposition_end(tokens, until, at)
            if apposed == until:
                break
            until = apposed
            continue
        if token.lower in ("and", "or", "&") and not _joins_names(tokens, until):
            break
        until += 1
    while until > at and (
        tokens[until - 1].lower in words["prepositions"] or tokens[until - 1].text == ","
    ):
        until -= 1
    return until


def _is_cue_form(tokens: Sequence[Token], at: int) -> bool:
    """Whether a form of a reporting verb stands here, with its particles."""
    return any(
        tuple(t.lower for t in tokens[at + 1 : at + 1 + len(verb.particles)]) == verb.particles
        for verb in cue_lexicon().verbs.get(tokens[at].lower, ())
    )


def _past_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word in -ed is a verb after its subject rather than an adjective."""
    token = tokens[at]
    if not token.lower.endswith("ed") or len(token.lower) < 5 or not token.text.islower():
        return False
    if "-" in token.lower or not at:
        return False
    before = tokens[at - 1].lower
    words = cue_lexicon().words
    return tokens[at - 1].text[0].isalnum() and not (
        before in words["determiners"]
        or before in words["prepositions"]
        or before.endswith(("ly", "'s", "s'"))
        or before in ("and", "or", "more", "most", "newly")
    )


def _ends_phrase(tokens: Sequence[Token], until: int, at: int) -> bool:
    words = cue_lexicon().words
    token = tokens[until]
    if token.text in ".;:?!()[]—–" or token.text in ("--", "..."):
        return True
    if token.lower in words["verbs"] or token.lower in words["subordinators"]:
        return until > at or token.lower not in words["determiners"]
    if token.lower in ("who", "which", "he", "she", "they", "it") and until > at:
        return True
    if until > at and token.lower in ("the", "a", "an"):
        before = tokens[until - 1].lower
        joined = before in words["prepositions"] or before in ("and", "or", ",", "both", "all")
        if not (joined or before.endswith("ing")):
            return True
    if until > at and tokens[until - 1].lower in ("he", "she", "they", "it"):
        return True
    counted = until + 1 < len(tokens) and tokens[until + 1].text[0].isdigit()
    if until > at and counted and token.lower in ("about", "around", "nearly", "some", "roughly"):
        return True
    if until > at and token.lower in words["days"] | {"told", "said"}:
        return True
    if until > at and _past_verb(tokens, until):
        return True
    if until > at and token.lower in ("in", "on", "at", "during", "to", "after", "late", "earlier"):
        return tail_phrase_end(tokens, until) > until or token.lower in ("to", "after", "during")
    return (
        until > at
        and _is_cue_form(tokens, until)
        and token.text[0].islower()
        and token.lower not in words["ambiguous"]
    )


def _apposition_end(tokens: Sequence[Token], comma: int, at: int) -> int:
    """Where an apposition that opens after a comma ends ("X, chief of Y,"), or the comma."""
    nxt = comma + 1
    if nxt >= len(tokens) or tokens[nxt].quoted or comma == at:
        return comma
    token = tokens[nxt]
    people = role_nouns()
    office = any(is_office(t.lower.removesuffix("'s")) for t in tokens[at:comma])
    if office and token.text[0].isupper():
        until = nxt
        while until < len(tokens) and tokens[until].text[0].isupper() and not tokens[until].quoted:
            until += 1
        closed = until >= len(tokens) or tokens[until].text in ",.;:"
        if closed and 2 <= until - nxt <= 4:
            return until
    lower = token.lower
    opens = (
        lower in ("a", "an", "the", "from", "of", "his", "her", "its")
        or lower in people
        or (token.text[0].isupper() and lower.endswith(("'s", "s'")))
    )
    if not opens:
        window = [t.lower for t in tokens[nxt : nxt + 5]]
        if (
            not any(word in people for word in window)
            or "," in window[: _first_role(window, people)]
        ):
            return comma
    until = nxt
    while until < len(tokens) and tokens[until].text not in ",.;:—–" and not tokens[until].quoted:
        lower = tokens[until].lower
        verbs = cue_lexicon().words["verbs"]
        if lower in verbs or lower in ("who", "which"):
            return comma
        if lower in ("in", "on", "at") and tail_phrase_end(tokens, until) > until:
            break
        if lower in cue_lexicon().words["days"]:
            break
        until += 1
    inside = [t.lower for t in tokens[nxt:until]]
    if until - nxt > 16 or not any(is_office(word) for word in inside):
        return comma
    return until


def _first_role(window: Sequence[str], people: frozenset[str]) -> int:
    return next((n for n, word in enumerate(window) if word in people), len(window))


def _joins_names(tokens: Sequence[Token], at: int) -> bool:
    """Whether "and" joins two names or short nouns rather than two clauses."""
    if at == 0 or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if before.text == ",":
        return False
    if after.text[0].isupper() and before.text[0].isupper():
        return True
    named = any(token.text[0].isupper() for token in tokens[at + 2 : at + 4])
    if named and before.text[0].isupper() and after.lower in cue_lexicon().words["second_openings"]:
        return True
    after2 = tokens[at + 2] if at + 2 < len(tokens) else None
    if after.lower in ("the", "a", "its", "their", "other") and after2 is not None:
        return is_office(after2.lower) or after2.text[0].isupper()
    return is_office(after.lower) or (
        after2 is not None and is_office(after2.lower) and after.text[0].isupper()
    )


def phrase_start(tokens: Sequence[Token], last: int) -> tuple[int | None, int]:
    """The noun phrase that ends at ``last``: its first token, or None, and its end.

    ``last`` may be the comma that closes an apposition or a relative clause; the phrase then
    begins before that clause. A relative pronoun stands for the noun before it.
    """
    if last < 0 or tokens[last].quoted:
        return None, 0
    token = tokens[last]
    if token.text == ",":
        return _before_aside(tokens, last)
    if token.lower in ("who", "which", "that"):
        return _antecedent(tokens, last)
    if token.text in ")]":
        opening = last
        while opening > max(0, last - 8) and tokens[opening].text not in "([":
            opening -= 1
        start, _ = phrase_start(tokens, opening - 1)
        return start, last + 1
    if not token.text[0].isalnum():
        return None, 0
    first = _leftwards(tokens, last)
    return (first, last + 1) if first is not None else (None, 0)


def _leftwards(tokens: Sequence[Token], last: int) -> int | None:
    """The first token of the plain noun phrase that ends at ``last``."""
    words = cue_lexicon().words
    first = last
    if tokens[last].lower.partition("'")[0] in ("he", "she", "it", "they", "we", "i", "both"):
        return last
    while first > 0 and last - first < LONGEST_PHRASE:
        token = tokens[first - 1]
        lower = token.lower
        if token.quoted or token.text in ',;:.?!—–(“"' or lower in words["subordinators"]:
            break
        if lower in ("and", "or"):
            if not _joins_names(tokens, first - 1):
                break
        elif (
            lower in words["verbs"]
            or lower
            in (
                "who",
                "which",
                "he",
                "she",
                "they",
                "it",
                "there",
            )
            or (_is_cue_form(tokens, first - 1) and lower not in words["ambiguous"])
            or _past_verb(tokens, first - 1)
            or (lower == "to" and first >= 2 and not is_office(tokens[first - 2].lower))
        ):
            break
        first -= 1
    if first >= 3 and tokens[first].lower == "by" and _past_verb(tokens, first - 1):
        return _leftwards(tokens, first - 2)
    if first >= 2 and tokens[first - 1].text == "," and _describes(tokens, first, last):
        named = _leftwards(tokens, first - 2) if tokens[first - 2].text[0].isupper() else None
        if named is not None and tokens[first - 2].lower not in words["days"]:
            return named
    return _without_opening(tokens, first, last)


def _describes(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a phrase after a comma says who the one before it is ("NAME, head of X said")."""
    lower = tokens[first].lower
    if lower in ("from", "of"):
        return True
    nouns = [token.lower for token in tokens[first : min(last + 1, first + 4)]]
    return tokens[first].text[0].islower() and any(is_office(noun) for noun in nouns)


def _without_opening(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Drops an opening phrase without a comma ("In London the minister said")."""
    words = cue_lexicon().words
    while first <= last and tokens[first].lower in words["prepositions"]:
        if tokens[first].lower in ("about", "around", "among"):
            first += 1
            break
        nxt = next(
            (
                n
                for n in range(first + 1, last + 1)
                if n > first + 1 and tokens[n].lower in words["determiners"]
            ),
            None,
        )
        if nxt is None:
            capital = next(
                (
                    n
                    for n in range(first + 2, last + 1)
                    if tokens[n].text[0].isupper()
                    and tokens[n - 1].lower in words["days"] | words["times"]
                ),
                None,
            )
            nxt = capital
        if nxt is None:
            return None
        first = nxt
    return first if first <= last else None


def _before_aside(tokens: Sequence[Token], comma: int) -> tuple[int | None, int]:
    """The phrase before a clause between commas; the clause is kept when it names the phrase."""
    relative = None
    blocked = False
    for opening in range(comma - 1, max(-1, comma - LONGEST_PHRASE), -1):
        if tokens[opening].quoted:
            break
        if tokens[opening].lower in cue_lexicon().words["verbs"]:
            blocked = True
        if tokens[opening].text != "," or opening == comma - 1:
            continue
        following = tokens[opening + 1].lower
        start, end = phrase_start(tokens, opening - 1)
        if following in ("who", "which", "whose", "where") and start is not None:
            return start, end
        named = start is not None and tokens[start].text[0].isupper()
        if blocked and relative is not None:
            continue
        if start is not None and (relative is None or (named and _opens_clause(tokens, start))):
            relative = (start, comma)
        if opening == 0:
            break
    return relative if relative is not None else (None, 0)


def _opens_clause(tokens: Sequence[Token], start: int) -> bool:
    """Whether a phrase stands at the start of its clause."""
    if start == 0:
        return True
    before = tokens[start - 1]
    return (
        before.quoted
        or before.text in ";—–:"
        or before.lower in ("but", "and", "while", "when", "after")
    )


def _antecedent(tokens: Sequence[Token], relative: int) -> tuple[int | None, int]:
    """The noun phrase that a relative pronoun stands for."""
    at = relative - 1
    if at >= 0 and tokens[at].text in ",—–":
        at -= 1
    if at < 0 or tokens[at].quoted or not tokens[at].text[0].isalnum():
        return None, 0
    first = _leftwards(tokens, at)
    led = cue_lexicon().words["led_to"]
    begin = max(0, at - LONGEST_NAME) if first is None else first
    inner = [n + 1 for n in range(begin, at) if tokens[n].lower in led]
    return (inner[-1], at + 1) if inner else (first, at + 1 if first is not None else 0)
