"""Names of people and organisations that no list knows, found by their capital letters.

Comes in: the body of a text. Goes out: names with every place where they stand, full and short
forms joined ("Northern Widgets plc", "Northern"; "Jane Doe", "Ms Doe"; "Rail Council (RC)"),
each with the kind that its words show.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from divergence.attribution.cues import load_lexicon
from divergence.attribution.given_names import gender_of
from divergence.attribution.name_words import (
    NEXT_WORD,
    POSSESSIVE,
    abbreviations,
    after_common_opening,
    capital,
    connectors,
    dates,
    fold,
    is_title,
    listed,
    name_words,
    never,
    odd,
    org_word,
    people_words,
    personal,
    role_words,
    state_words,
    titles,
    verbs,
)
from divergence.attribution.nouns import noun_kind, words_of
from divergence.model import Span

WORD = re.compile(r"(?:[A-Z]\.){2,}|\w+(?:['’\-–&]\w+)*['’]?|[^\w\s]")
CONTRACTION = re.compile(
    r"^(?:I|You|He|She|It|We|They|That|There|What|Who|Here|Let|How)['’]|n['’]t$"
)
ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z&.]{1,7})\)")


@dataclass(frozen=True, slots=True)
class Name:
    """One place of a name: ``key`` is shared by all forms of the same name."""

    key: str
    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class NameIndex:
    """All names of a text in order, the kinds of their keys, and the form to show for a key."""

    names: tuple[Name, ...]
    kinds: dict[str, str]
    labels: dict[str, str]

    def within(self, start: int, end: int) -> list[Name]:
        """Names that lie within a stretch."""
        at = bisect_left(self.names, start, key=lambda name: name.start)
        found = []
        while at < len(self.names) and self.names[at].start < end:
            if self.names[at].end <= end:
                found.append(self.names[at])
            at += 1
        return found


def find_names(
    text: str,
    body: Sequence[Span],
    adjectives: frozenset[str] = frozenset(),
    bodies: Sequence[Span] = (),
) -> NameIndex:
    """The names in the stretches ``body`` of ``text``.

    ``adjectives``, folded, are no short forms of a name ("Danish" of "Danish Patent Office");
    ``bodies`` are known bodies' places in order, behind which a person's name begins anew.
    """
    runs = [run for span in body for run in _runs(text, span)]
    inner = {fold(text[start:end]) for start, end, opening in runs if not opening}
    kept: list[tuple[int, int]] = []
    for start, end, opening in runs:
        if opening:
            trimmed_start = after_common_opening(text, start, end, inner)
            if trimmed_start is None:
                continue
            start = trimmed_start
        start = _behind_body(text, start, end, bodies)
        person = _after_titles(text, start, end)
        last = text[start:end].split()[-1].casefold()
        until = end if person == start and last in people_words() else person
        before = _body_before(text, start, until, inner)
        if before is not None:
            kept.append(before)
        kept.append((person, end))
    return _index(text, kept, adjectives)


def _behind_body(text: str, start: int, end: int, bodies: Sequence[Span]) -> int:
    """Where the person's name begins in "envoy to the BODY NAME", else where the run does."""
    at = bisect_left(bodies, start, key=lambda span: span.start)
    for found in bodies[at : at + 3]:
        rest = text[found.end : end]
        if found.end < end and rest[:1] == " " and personal(rest.casefold().split()):
            return found.end + 1
    return start


def _runs(text: str, span: Span) -> list[tuple[int, int, bool]]:
    """Runs of capitalised words with their connectors; and whether one opens a sentence."""
    runs: list[tuple[int, int, bool]] = []
    words = list(WORD.finditer(text, span.start, span.end))
    at = 0
    opening = True
    while at < len(words):
        word = words[at].group()
        common = POSSESSIVE.sub("", word.casefold()) in never()
        if not capital(word) or common or CONTRACTION.search(word):
            if word not in "\"“”'‘’(":
                opening = word in ".!?:"
            at += 1
            continue
        if at and "\n" in text[words[at - 1].end() : words[at].start()]:
            opening = True
        until = at + 1
        while until < len(words) and _goes_on(words, at, until, text):
            until += 1
        while words[until - 1].group() in connectors():
            until -= 1
        runs.append((words[at].start(), words[until - 1].end(), opening))
        opening = False
        at = until
    return runs


def _goes_on(words: Sequence[re.Match[str]], first: int, at: int, text: str) -> bool:
    word = words[at].group()
    gap = text[words[at - 1].end() : words[at].start()]
    if gap.strip() or "\n\n" in gap:
        return False
    previous = words[at - 1].group()
    if previous.endswith(("'s", "’s", "s'", "s’")) and at - first >= 1:
        return capital(word) and org_word(word.casefold())
    if capital(word):
        return word.casefold() not in never() or previous in connectors()
    if (
        word == "."
        and len(previous) <= 4
        and at + 1 < len(words)
        and previous in listed("shortened")
    ):
        return True
    initial = len(previous) == 1 and previous.isupper() and at - first >= 2
    if word == "." and initial and at + 1 < len(words):
        following = words[at + 1].group()
        return capital(following) and following.casefold() not in never()
    if previous == "." and capital(word):
        return True
    if word in connectors() and at + 1 < len(words):
        following = words[at + 1].group()
        if following.casefold() in dates():
            return False
        sofar = [POSSESSIVE.sub("", found.group().casefold()) for found in words[first:at]]
        while sofar and (sofar[0] in people_words() or noun_kind(sofar[0]) or sofar[0] in titles()):
            sofar = sofar[1:]
        if word == "of" and personal(sofar) and not words_of("grammar", "of_names") & set(sofar):
            return False
        if word == "the":
            return previous in ("of", "for", "on") and capital(following)
        if word in ("and", "&"):
            return capital(following) and _names_a_body(words, first, at)
        if word in ("for", "on"):
            article = following == "the" and at + 2 < len(words) and capital(words[at + 2].group())
            return capital(following) or (word == "for" and article)
        return capital(following) or following == "the"
    return False


def _names_a_body(words: Sequence[re.Match[str]], first: int, at: int) -> bool:
    """Whether "A and B" is one name, as in "Transport and Allied Workers union".

    What a body is for may go on after "of X and", a first word after "X and" where a word of a
    body follows, and initials in brackets show where any name ends.
    """
    before = [found.group().casefold() for found in words[first:at]]
    following = [found.group() for found in words[at + 1 : at + 9]]
    folded = [word.casefold() for word in following]
    matter = folded[0] in listed("matters")
    if matter and any(org_word(word) for word in before) and {"of", "for"} & set(before):
        return True
    if matter and len(before) <= 2 and before[-1] in listed("matters"):
        return True
    if _spelt_by_initials([*before, *folded], following):
        return True
    if len(before) != 1 and before[-1] not in listed("joined_openings"):
        return False
    kinds = name_words() | frozenset(listed("joint_bodies"))
    for place, word in enumerate(folded[:5]):
        if word in kinds and place >= 1:
            return True
        if not following[place][0].isupper():
            return False
    return False


def _spelt_by_initials(folded: Sequence[str], following: Sequence[str]) -> bool:
    """Whether initials in brackets behind "B" are those of "A and B" ("... (NISD)")."""
    if "(" not in following[:-1]:
        return False
    bracket = following.index("(")
    initials = following[bracket + 1].casefold()
    whole = folded[: len(folded) - len(following) + bracket]
    letters = "".join(word[0] for word in whole if word not in connectors())
    return bracket > 0 and len(initials) >= 3 and letters.endswith(initials)


def _after_titles(text: str, start: int, end: int) -> int:
    """The place after offices in front of a person's name ("Prime Minister NAME").

    An office may have an object ("Secretary of State NAME").
    """
    words = list(re.finditer(r"\S+", text[start:end]))
    plain = [POSSESSIVE.sub("", word.group().casefold()).strip(".,") for word in words]
    objects = words_of("grammar", "office_objects") | frozenset(listed("matters"))
    last = 0
    for at, word in enumerate(plain[:-1]):
        if is_title(word):
            if plain[at + 1] not in connectors():
                last = at + 1
                continue
            if at and not is_title(plain[at - 1]):
                continue
            behind = at + 3 if plain[at + 2 : at + 3] == ["the"] else at + 2
            while behind < len(plain) - 1 and plain[behind] in objects:
                behind += 1
                last = behind if plain[behind] not in objects else last
    rest = plain[last:]
    if last == 0 or any(org_word(word) for word in rest) or len(rest) > 3:
        return start
    return start + words[last].start()


def _body_before(text: str, start: int, person: int, inner: set[str]) -> tuple[int, int] | None:
    """The body whose office stands before a name: "ABC" in "ABC CEO Jane Doe"."""
    end = start
    for word in re.finditer(r"\S+", text[start:person]):
        if is_title(POSSESSIVE.sub("", word.group().casefold()).strip(".,")):
            break
        end = start + word.end()
    form = text[start:end]
    if end > start and (fold(form) in inner or (odd(form) and " " not in form)):
        return start, end
    return None


def _index(text: str, spans: Sequence[tuple[int, int]], adjectives: frozenset[str]) -> NameIndex:
    """Joins the forms of each name: a short form belongs to the longer one that it is part of.

    Of several longer ones the last before it counts, else the first after it.
    """
    forms = [(start, end, fold(text[start:end])) for start, end in spans]
    forms = [form for form in forms if _is_name(form[2])]
    longest: dict[str, str] = {}
    surnames = adjectives | {
        words[-1] for words in map(str.split, {f[2] for f in forms}) if personal(words)
    }
    for _, _, folded in sorted(forms, key=lambda form: (-len(form[2].split()), form[0])):
        if folded not in longest:
            for part in _short_forms(folded, surnames):
                longest.setdefault(part, folded)
    acronyms: dict[str, str] = {}
    last: dict[str, str] = {}
    names: list[Name] = []
    places: dict[str, list[Name]] = {}
    shown: dict[str, Counter[str]] = {}
    for start, end, folded in forms:
        key = acronyms.get(folded) or last.get(folded) or longest.get(folded) or folded
        for part in _short_forms(key, surnames):
            last[part] = key
        acronym = ACRONYM.match(text, end)
        if acronym:
            acronyms[fold(acronym.group(1))] = key
        form = text[start:end]
        name = Name(key, start, end, form)
        names.append(name)
        places.setdefault(key, []).append(name)
        shown.setdefault(key, Counter())[
            POSSESSIVE.sub("", form) if _owns(text, end) else form
        ] += 1
    kinds = {key: _kind(key, text, own) for key, own in places.items()}
    labels = {key: _label(counter, places[key]) for key, counter in shown.items()}
    return NameIndex(tuple(names), kinds, labels)


def _is_name(folded: str) -> bool:
    """Whether a capitalised run names anyone, rather than an office, body or place at large."""
    words = folded.split()
    if not words or folded in abbreviations():
        return False
    if words[-1] in people_words() and not (len(words) == 2 and gender_of(words[0])):
        return False
    if len(words) == 1 and words[0].endswith(listed("compounds")):
        return False
    if all(word in never() for word in words):
        return False
    offices = role_words() if len(words) == 1 else people_words() | state_words()
    return not all(word in offices for word in words)


def _owns(text: str, end: int) -> bool:
    """Whether a noun follows a name in 's, so that the ending is not part of the name."""
    found = re.match(r"\s+([a-z]+)", text[end : end + 24])
    return bool(found) and found.group(1) not in verbs() if found else False


def _short_forms(folded: str, surnames: AbstractSet[str]) -> list[str]:
    """Shorter forms of a name; a body's first word is none where it is someone's surname."""
    words = folded.split()
    forms = [words[-1]] if len(words) > 1 and not org_word(words[-1]) else []
    forms += [
        " ".join(words[:n])
        for n in range(1, len(words))
        if words[n - 1] not in connectors() and not (n == 1 and words[0] in surnames)
    ]
    if len(words) > 2:
        initials = "".join(word[0] for word in words if word not in connectors())
        forms.append(initials)
    return forms


def _kind(key: str, text: str, places: Sequence[Name]) -> str:
    """What the words of a name tell: company, union, regulator, or '' for a person or unknown."""
    data = load_lexicon("attribution-sources.toml")["organisations"]
    words = set(key.split()) - _not_suffixes(key, places)
    after = {found.group(1) for found in (NEXT_WORD.match(text, n.end) for n in places) if found}
    for kind in ("union", "regulator", "company"):
        entries = set(data[f"{kind}_names"])
        if words & entries or (kind == "union" and after & entries):
            return kind
    if after & set(data["company_suffixes"]):
        return "company"
    forms = {fold(place.form) for place in places}
    first, *_, last = key.split() if len(key.split()) > 1 else ("", "")
    short = first in forms and last not in forms
    return "company" if short and not any(_called_a_person(text, n) for n in places) else ""


def _not_suffixes(key: str, places: Sequence[Name]) -> set[str]:
    """Two letters that are a word of a name and no legal form, which ends it in capitals ("AG")."""
    short = {word for word in key.split() if len(word) == 2}
    forms = {place.form.split()[-1].rstrip(".") for place in places if place.form.split()}
    return {word for word in short if not {word.upper(), word.title()} & forms}


def _called_a_person(text: str, name: Name) -> bool:
    """Whether a given name, a form of address or an office makes a name a person's."""
    opening = fold(name.form).split()[0]
    before = text[max(0, name.start - 24) : name.start].casefold().split()
    addressed = name.form.split()[0].rstrip(".").casefold() in titles()
    office = bool(before) and (is_title(before[-1]) or before[-1].rstrip(".") in titles())
    return bool(gender_of(opening)) or addressed or office


def _label(counter: Counter[str], places: Sequence[Name]) -> str:
    """The form to show: the most frequent one, the longer of equals.

    A name that never stands without its 's ("Wendy's") keeps it, where one place shows that it
    is no possessive.
    """
    best = max(counter.items(), key=lambda item: (item[1], len(item[0]), item[0]))[0]
    if best not in {place.form for place in places}:
        best = next(
            (form for form in sorted(counter) if POSSESSIVE.sub("", form) == best != form), best
        )
    return re.sub(r"^(?:The|the)\s+", "", best)
