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
from dataclasses import dataclass
from functools import cache, lru_cache

from divergence.attribution.cues import cue_lexicon, load_lexicon
from divergence.attribution.nouns import noun_kind, words_of
from divergence.model import Span

WORD = re.compile(r"(?:[A-Z]\.){2,}|\w+(?:['’\-&]\w+)*['’]?|[^\w\s]")
CONNECTORS = frozenset(
    ("of", "for", "&", "de", "del", "la", "von", "van", "bin", "al", "al-", "the", "and", "on")
)
CONTRACTION = re.compile(
    r"^(?:I|You|He|She|It|We|They|That|There|What|Who|Here|Let|How)['’]|n['’]t$"
)
PARTICLE = re.compile(r"(?:al|el|ul|as|ad|ash|az|ar|at|an|as)-[A-Z]")
"""A surname's article ("al-Masri")."""
ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z&.]{1,7})\)")
NEXT_WORD = re.compile(r"\s([a-z]+)")
PERSON_PLURALS = ("ers", "ors", "ists", "ians", "men", "women", "ents", "ants")
COMPOUNDS = (
    "-based",
    "-backed",
    "-led",
    "-built",
    "-born",
    "-run",
    "-owned",
    "-controlled",
    "-made",
)
POSSESSIVE = re.compile(r"(?:['’]s|['’])$")


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


def find_names(text: str, body: Sequence[Span]) -> NameIndex:
    """The names in the stretches ``body`` of ``text``."""
    runs = [run for span in body for run in _runs(text, span)]
    inner = {_fold(text[start:end]) for start, end, opening in runs if not opening}
    kept: list[tuple[int, int]] = []
    for start, end, opening in runs:
        if opening:
            trimmed_start = _after_common_opening(text, start, end, inner)
            if trimmed_start is None:
                continue
            start = trimmed_start
        person = _after_titles(text, start, end)
        before = _body_before(text, start, person, inner)
        if before is not None:
            kept.append(before)
        kept.append((person, end))
    return _index(text, kept)


def _runs(text: str, span: Span) -> list[tuple[int, int, bool]]:
    """Runs of capitalised words with their connectors; and whether one opens a sentence."""
    runs: list[tuple[int, int, bool]] = []
    words = list(WORD.finditer(text, span.start, span.end))
    at = 0
    opening = True
    while at < len(words):
        word = words[at].group()
        common = POSSESSIVE.sub("", word.casefold()) in _never()
        if not _capital(word) or common or CONTRACTION.search(word):
            if word not in "\"“”'‘’(":
                opening = word in ".!?:"
            at += 1
            continue
        if at and "\n" in text[words[at - 1].end() : words[at].start()]:
            opening = True
        until = at + 1
        while until < len(words) and _goes_on(words, at, until, text):
            until += 1
        while words[until - 1].group() in CONNECTORS:
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
        return _capital(word) and _org_word(word.casefold())
    if _capital(word):
        return word.casefold() not in _never() or previous in CONNECTORS
    if (
        word == "."
        and len(previous) <= 3
        and at + 1 < len(words)
        and previous
        in (
            "Mr",
            "Mrs",
            "Ms",
            "Dr",
            "Gen",
            "Lt",
            "Col",
            "Sen",
            "Rep",
            "Gov",
            "St",
            "Jr",
            "Sgt",
            "Capt",
        )
    ):
        return True
    if previous == "." and _capital(word):
        return True
    if word in CONNECTORS and at + 1 < len(words):
        following = words[at + 1].group()
        if following.casefold() in _dates():
            return False
        sofar = [POSSESSIVE.sub("", found.group().casefold()) for found in words[first:at]]
        while sofar and (
            sofar[0] in _people_words() or noun_kind(sofar[0]) or sofar[0] in _titles()
        ):
            sofar = sofar[1:]
        if word == "of" and _personal(sofar) and not words_of("grammar", "of_names") & set(sofar):
            return False
        if word == "the":
            return previous in ("of", "for", "on") and _capital(following)
        if word in ("and", "&"):
            return _capital(following) and _names_a_body(words, first, at)
        if word in ("for", "on"):
            article = following == "the" and at + 2 < len(words) and _capital(words[at + 2].group())
            return _capital(following) or (word == "for" and article)
        return _capital(following) or following == "the"
    return False


@cache
def _dates() -> frozenset[str]:
    """Days and months: "NAME on August 4" is no longer name."""
    return cue_lexicon().words["days"] | frozenset(
        load_lexicon("attribution-sources.toml")["grammar"]["months"]
    )


def _names_a_body(words: Sequence[re.Match[str]], first: int, at: int) -> bool:
    """Whether "A and B" is one name, as in "Transport and Allied Workers union"."""
    window = [w.group().casefold() for w in words[at + 1 : at + 6]]
    kinds = _name_words()
    if at - first != 1 and words[at - 1].group() not in ("Labour", "Trade"):
        return False
    for place, word in enumerate(window):
        if word in kinds and place >= 1:
            return True
        if not words[at + 1 + place].group()[0].isupper():
            return False
    return False


@cache
def _name_words() -> frozenset[str]:
    data = load_lexicon("attribution-sources.toml")["organisations"]
    return frozenset(
        [
            *data["union_names"],
            *data["regulator_names"],
            "council",
            "services",
            "department",
            "ministry",
            "office",
            "association",
            "federation",
        ]
    )


def _capital(word: str) -> bool:
    if PARTICLE.match(word):
        return True
    return word[0].isupper() and (len(word) > 1 or word not in "IA")


@cache
def _never() -> frozenset[str]:
    """Capitalised words that begin no name."""
    words = cue_lexicon().words
    pronouns = (
        "i",
        "he",
        "she",
        "it",
        "they",
        "we",
        "you",
        "there",
        "here",
        "when",
        "what",
        "why",
        "how",
        "who",
        "yes",
        "no",
        "well",
        "photo",
        "mr",
        "mrs",
        "ms",
        "obviously",
        "last",
        "next",
        "now",
        "under",
        "asked",
        "according",
        "and",
        "but",
        "or",
        "so",
        "yet",
        "nor",
    )
    return (
        words["days"]
        | words["determiners"]
        | words["prepositions"]
        | words["subordinators"]
        | words["adverbs"]
        | frozenset(pronouns)
    ) - {"may"}


def _after_common_opening(text: str, start: int, end: int, inner: set[str]) -> int | None:
    """Where a run that opens a sentence really begins: its first word may be a common one.

    None when the run is one common word ("Officials said").
    """
    run = text[start:end]
    first, _, rest = run.partition(" ")
    if _fold(run) in inner or _odd(first):
        return start
    if not rest:
        known = any(f" {_fold(run)} " in f" {name} " for name in inner)
        known = known or _fold(run) in _seen_alone(text) or _speaks(text, end, run)
        return start if known else None
    joined = re.match(r"(?:of|in)\s+(?:the\s+)?", rest)
    if joined and _fold(first).rstrip("s") in _role_words():
        return start + len(first) + 1 + joined.end()
    if _fold(rest) in inner and _fold(first).rstrip("s") in _role_words():
        return start + len(first) + 1
    return start


def _speaks(text: str, end: int, word: str) -> bool:
    """Whether a lone word that opens a sentence is a name: a verb of speech follows it.

    Not for a noun that can speak ("Officials said") nor for a word used in small letters too.
    """
    if noun_kind(word) or word.casefold().endswith(PERSON_PLURALS):
        return False
    found = NEXT_WORD.match(text, end)
    if found is None or not cue_lexicon().verbs.get(found.group(1)):
        return False
    return word.casefold() not in _small_words(text)


@lru_cache(maxsize=4)
def _small_words(text: str) -> frozenset[str]:
    """All words of a text that begin with a small letter."""
    return frozenset(re.findall(r"\b[a-z][\w'’\-]*", text))


def _after_titles(text: str, start: int, end: int) -> int:
    """The place after offices in front of a person's name ("Prime Minister NAME").

    An office may have an object ("Secretary of State NAME").
    """
    words = list(re.finditer(r"\S+", text[start:end]))
    plain = [POSSESSIVE.sub("", word.group().casefold()).strip(".,") for word in words]
    objects = words_of("grammar", "office_objects")
    last = 0
    for at, word in enumerate(plain[:-1]):
        if word in _people_words() or word in words_of("people", "before_names"):
            if plain[at + 1] not in CONNECTORS:
                last = at + 1
                continue
            behind = at + 3 if plain[at + 2 : at + 3] == ["the"] else at + 2
            if behind < len(plain) - 1 and plain[behind] in objects:
                last = behind + 1
    rest = plain[last:]
    if last == 0 or any(_org_word(word) for word in rest) or len(rest) > 3:
        return start
    return start + words[last].start()


def _body_before(text: str, start: int, person: int, inner: set[str]) -> tuple[int, int] | None:
    """The body whose office stands before a name: "ABC" in "ABC CEO Jane Doe"."""
    end = start
    offices = _people_words() | words_of("people", "before_names")
    for word in re.finditer(r"\S+", text[start:person]):
        if POSSESSIVE.sub("", word.group().casefold()).strip(".,") in offices:
            break
        end = start + word.end()
    form = text[start:end]
    if end > start and (_fold(form) in inner or (_odd(form) and " " not in form)):
        return start, end
    return None


@cache
def _people_words() -> frozenset[str]:
    data = load_lexicon("attribution-sources.toml")["people"]
    return frozenset(word for name in ("state", "office") for word in data[name])


@cache
def _role_words() -> frozenset[str]:
    data = load_lexicon("attribution-sources.toml")
    return frozenset(
        word
        for section in ("people", "organisations")
        for words in data[section].values()
        for word in words
    )


def _odd(word: str) -> bool:
    """Capitals inside a word, as only names have ("KCNA", "McDonald")."""
    return len(word) > 1 and not word[1:].islower() and not word.isnumeric()


@lru_cache(maxsize=4)
def _seen_alone(text: str) -> frozenset[str]:
    """Words capitalised in the middle of a sentence anywhere in the text."""
    return frozenset(
        _fold(found.group(1)) for found in re.finditer(r"[a-z,;] ([A-Z][\w'’\-]+)", text)
    )


def _fold(form: str) -> str:
    """A form for comparison: case folded, without article, title or possessive ending."""
    words = [POSSESSIVE.sub("", word) for word in form.replace("’", "'").casefold().split()]
    titles = _titles()
    while len(words) > 1 and (words[0].rstrip(".") in titles or words[0] == "the"):
        words = words[1:]
    return " ".join(word.rstrip(".") for word in words)


@cache
def _titles() -> frozenset[str]:
    return frozenset(load_lexicon("attribution-sources.toml")["people"]["titles"])


def _index(text: str, spans: Sequence[tuple[int, int]]) -> NameIndex:
    """Joins the forms of each name: a short form belongs to the longer one that it is part of.

    Of several longer ones the last before it counts, else the first after it.
    """
    forms = [(start, end, _fold(text[start:end])) for start, end in spans]
    forms = [form for form in forms if _is_name(form[2])]
    longest: dict[str, str] = {}
    surnames = {words[-1] for words in map(str.split, {f[2] for f in forms}) if _personal(words)}
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
            acronyms[_fold(acronym.group(1))] = key
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
    if not words or folded in _abbreviations() or words[-1] in _people_words():
        return False
    if len(words) == 1 and words[0].endswith(COMPOUNDS):
        return False
    if all(word in _never() for word in words):
        return False
    offices = _role_words() if len(words) == 1 else _people_words() | _state_words()
    return not all(word in offices for word in words)


@cache
def _state_words() -> frozenset[str]:
    return frozenset(load_lexicon("attribution-sources.toml")["organisations"]["state"])


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load_lexicon("attribution-sources.toml")["places"]["abbreviations"])


def _owns(text: str, end: int) -> bool:
    """Whether a noun follows a name in 's, so that the ending is not part of the name."""
    found = re.match(r"\s+([a-z]+)", text[end : end + 24])
    return bool(found) and found.group(1) not in _verbs() if found else False


@cache
def _verbs() -> frozenset[str]:
    lexicon = cue_lexicon()
    closed = ("auxiliaries", "verbs", "prepositions", "subordinators", "adverbs")
    words = frozenset(word for name in closed for word in lexicon.words[name])
    return words | frozenset(lexicon.verbs) | {"and", "or"}


def _personal(words: Sequence[str]) -> bool:
    """Whether a name of two or three words can be a person's."""
    return 2 <= len(words) <= 3 and not any(
        _org_word(word) or noun_kind(word) or word in CONNECTORS for word in words
    )


def _short_forms(folded: str, surnames: set[str]) -> list[str]:
    """Shorter forms of a name; a body's first word is none where it is someone's surname."""
    words = folded.split()
    forms = [words[-1]] if len(words) > 1 and not _org_word(words[-1]) else []
    forms += [
        " ".join(words[:n])
        for n in range(1, len(words))
        if words[n - 1] not in CONNECTORS and not (n == 1 and words[0] in surnames)
    ]
    if len(words) > 2:
        initials = "".join(word[0] for word in words if word not in CONNECTORS)
        forms.append(initials)
    return forms


def _org_word(word: str) -> bool:
    return word in _name_words() or word in _company_words()


@cache
def _company_words() -> frozenset[str]:
    return frozenset(load_lexicon("attribution-sources.toml")["organisations"]["company_names"])


def _kind(key: str, text: str, places: Sequence[Name]) -> str:
    """What the words of a name tell: company, union, regulator, or '' for a person or unknown."""
    data = load_lexicon("attribution-sources.toml")["organisations"]
    words = set(key.split())
    after = {found.group(1) for found in (NEXT_WORD.match(text, n.end) for n in places) if found}
    for kind in ("union", "regulator", "company"):
        entries = set(data[f"{kind}_names"])
        if words & entries or (kind == "union" and after & entries):
            return kind
    if after & set(data["company_suffixes"]):
        return "company"
    forms = {_fold(place.form) for place in places}
    first, *_, last = key.split() if len(key.split()) > 1 else ("", "")
    return "company" if first in forms and last not in forms else ""


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
