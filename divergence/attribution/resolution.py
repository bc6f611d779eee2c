"""From the words of a source to the side of the event that speaks.

Comes in: a document, its attributions and the known parties. Goes out: for each attribution the
sides whose words it holds, by key: a known party's id, or the key of a name that only this text
knows. Names, offices and appositions tie people to their side; pronouns, "the statement" and
"the company" go back to the last fitting source or mention.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from divergence.attribution.affiliation import introduced, served_person, side_of
from divergence.attribution.cues import cue_lexicon
from divergence.attribution.given_names import gender_of
from divergence.attribution.names import Name
from divergence.attribution.nouns import is_medium, noun_kind, pronoun_forms, words_of
from divergence.attribution.outsiders import learn_journalists
from divergence.attribution.owned import owned
from divergence.attribution.people import is_person, own_key, owns, surely_person, surnames
from divergence.attribution.phrases import Phrase, phrase_of, words_in
from divergence.attribution.pronouns import pronoun
from divergence.attribution.scene import (
    MEMORY,
    PERSON,
    Met,
    Scene,
    Speaker,
    kind_of_side,
    mention_key,
    set_scene,
    surname_of,
)
from divergence.attribution.sides import label_of, merge_sides
from divergence.model import Attribution, Document, Span
from divergence.parties import PartyLexicon

INITIALS = re.compile(
    r"(?<![\w\-])(?P<full>(?:[A-Z][\w\-]+\s+(?:(?:of|for|the|and)\s+){0,2}){2,7})\((?P<short>[A-Z]{3,7})\)"
)
FEWEST_MENTIONS = 3
"""Statements that must speak of a paper before its own words are a side's."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks in a document: the speaker of each attribution, labels and kinds of sides."""

    speakers: tuple[Speaker, ...]
    labels: Mapping[str, str]
    kinds: Mapping[str, str]


def resolve_sources(
    document: Document, attributions: Sequence[Attribution], lexicon: PartyLexicon
) -> Cast:
    """The speaker of each attribution, in the order of ``attributions``.

    An attribution without content is resolved but not remembered as a source.
    """
    scene = set_scene(document, lexicon)
    _learn_initials(scene)
    learn_journalists(scene)
    scene.disputed = _disputed_media(scene, attributions)
    speakers: dict[int, Speaker] = {}
    for number in sorted(range(len(attributions)), key=lambda n: _place(attributions[n])):
        attribution = attributions[number]
        speaker = _speaker(scene, attribution)
        voice = speaker.voice or _voice(scene, attribution)
        speakers[number] = replace(speaker, voice=voice)
        _remember(scene, attribution, speakers[number])
    merged = merge_sides(
        scene,
        [speakers[n] for n in range(len(attributions))],
        [bool(attribution.content) for attribution in attributions],
    )
    sides = sorted({side for speaker in merged for side in speaker.sides})
    labels = {side: label_of(scene, side) for side in sides}
    kinds = {side: kind_of_side(scene, side) for side in sides}
    return Cast(tuple(merged), labels, kinds)


def _learn_initials(scene: Scene) -> None:
    """ "The Norwegian Coast Guard (NCG)": the abbreviation speaks for whom the full name does."""
    for found in INITIALS.finditer(scene.text):
        full, short = found.span("full"), found.group("short")
        words = [w for w in re.split(r"[\s\-]+", found.group("full")) if w[:1].isupper()]
        starts = [n for n in range(len(words)) if "".join(w[0] for w in words[n:]) == short]
        if not starts:
            continue
        at = scene.text.rindex(words[starts[0]], full[0], full[1])
        side, _ = side_of(scene, phrase_of(scene.text, Span(at, full[1])))
        names = scene.names.within(found.start("short"), found.end("short"))
        if not scene.mentions_in(at, full[1]):
            continue
        if side is not None and side in scene.lexicon:
            for name in names:
                scene.ties.setdefault(name.key, side)


def _disputed_media(scene: Scene, attributions: Sequence[Attribution]) -> set[str]:
    """Media whose own report is at issue: what several others say speaks of them."""
    counts: Counter[str] = Counter()
    for attribution in attributions:
        sources = {name.key for span in attribution.source for name in scene.names.within(*span)}
        inside = {
            name.key
            for span in attribution.content
            for name in scene.names.within(*span)
            if is_medium(name.form)
        }
        counts.update(inside - sources)
    return {key for key, count in counts.items() if count >= FEWEST_MENTIONS}


def _place(attribution: Attribution) -> tuple[int, int]:
    spans = attribution.source or attribution.cue or attribution.content
    return (spans[0].start, spans[-1].end) if spans else (0, 0)


def _speaker(scene: Scene, attribution: Attribution) -> Speaker:
    """Whose words an attribution holds."""
    if not attribution.source:
        return Speaker(())
    phrase = phrase_of(scene.text, attribution.source[0])
    if not phrase.words:
        return Speaker(())
    several = _several(scene, phrase)
    if several:
        return Speaker(several)
    scene.content = attribution.content[0] if attribution.content else None
    if phrase.words[0] == "who" and not scene.text[phrase.start].isupper():
        return pronoun(scene, replace(phrase, words=("who",)))
    if _is_pronoun(scene, phrase):
        return pronoun(scene, phrase)
    if phrase.words[-2:] == ("of", "them"):
        return pronoun(scene, replace(phrase, words=("they",)))
    speaker = owned(scene, phrase)
    if speaker is not None:
        return speaker
    side, outsider = side_of(scene, phrase)
    return Speaker((side,) if side else (), outsider)


def _voice(scene: Scene, attribution: Attribution) -> str:
    """The key of the person whom a source names, before all ties to a side."""
    for span in attribution.source[:1]:
        principal = served_person(scene, scene.names.within(*span))
        if principal is not None:
            return principal.key
        people = [n for n in scene.names.within(*span) if is_person(scene, n)]
        people = [name for name in people if not owns(scene, name)]
        if people:
            return people[-1].key
        for mention in scene.mentions_in(*span):
            if mention.organ == "person":
                return own_key(scene, mention_key(mention))
            surname = surname_of(mention.form)
            if surname in surnames(scene):
                return own_key(scene, f"{mention.party_id}{PERSON}{surname}")
    return ""


def _is_pronoun(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase is one pronoun, and no abbreviation like "WHO"."""
    if len(phrase.words) != 1 or phrase.words[0] not in pronoun_forms():
        return False
    return not scene.mentions_in(phrase.start, phrase.end)


def _several(scene: Scene, phrase: Phrase) -> tuple[str, ...]:
    """The sides of "both sides", the two that the text speaks of most so far, and of "X and Y"."""
    joined = " ".join(phrase.words)
    if joined in words_of("pronouns", "all_sides") or (
        phrase.words[0] == "both" and "and" not in phrase.words
    ):
        counts: Counter[str] = Counter()
        for met in scene.met[: 10 * MEMORY]:
            if met.kind == "state" or scene.names.kinds.get(met.side):
                counts[met.side] += 1
            if met.source:
                counts[met.side] += 3
        del counts[""]
        ranked = counts.most_common(2)
        return tuple(sorted(side for side, _ in ranked)) if len(ranked) == 2 else ()
    joint = next((word for word in phrase.words if word in ("and", "nor")), None)
    if joint is None or set(phrase.words) & words_of("grammar", "head_ends"):
        return ()
    if any(word.endswith("'s") for word in phrase.words[phrase.words.index(joint) + 1 : -1]):
        return ()
    mentions = [
        m
        for m in scene.mentions_in(phrase.start, phrase.core_end)
        if m.use != "place" and scene.text[m.end : m.end + 1] != "-"
    ]
    sides = tuple(dict.fromkeys(m.party_id for m in mentions))
    if len(sides) >= 2:
        return () if _two_offices(scene, phrase) else sides
    names = scene.names.within(phrase.start, phrase.core_end)
    experts = {word.removesuffix("s") for word in phrase.words} & words_of("outsiders", "persons")
    if sides or len(names) < 2 or experts or _one_person(scene, names):
        return ()
    people = (introduced(scene, name) if is_person(scene, name) else None for name in names)
    return tuple(
        dict.fromkeys(side or scene.tied(name) for side, name in zip(people, names, strict=True))
    )


def _two_offices(scene: Scene, phrase: Phrase) -> bool:
    """ "PARTY leader and Prime Minister JANE DOE": one person who holds two offices."""
    both = re.search(r"\s+and\s+", scene.text[phrase.start : phrase.core_end])
    if both is None or phrase.words[0] in cue_lexicon().words["determiners"]:
        return False
    at = phrase.start + both.start()
    first = words_in(scene.text, phrase.start, at)
    named = any(is_person(scene, name) for name in scene.names.within(phrase.start, at))
    led = any(m.organ == "person" for m in scene.mentions_in(phrase.start, at))
    after = words_in(scene.text, phrase.start + both.end(), phrase.core_end)
    follows = bool(after) and any(map(noun_kind, after[:3])) and not noun_kind(after[-1])
    return noun_kind(first[-1]) == "office" and follows and not named and not led


def _one_person(scene: Scene, names: Sequence[Name]) -> bool:
    """ "BODY president and CEO JANE DOE": only offices stand between a body and a person."""
    first, second = names[0], names[1]
    between = words_in(scene.text, first.end, second.start)
    return (
        not is_person(scene, first)
        and bool(set(between) - {"and"})
        and all(word == "and" or noun_kind(word) for word in between)
    )


def _remember(scene: Scene, attribution: Attribution, speaker: Speaker) -> None:
    """Add a source to the scene, for those that later point back to it."""
    if not attribution.source or not attribution.content or len(speaker.sides) > 1:
        return
    phrase = phrase_of(scene.text, attribution.source[0])
    side = speaker.sides[0] if speaker.sides else ""
    met = Met(
        _place(attribution)[0],
        side,
        True,
        phrase.head.removesuffix("'s"),
        _gender(scene, phrase),
        _plural(phrase),
        kind_of_side(scene, side),
        speaker.outsider,
    )
    if _is_pronoun(scene, phrase):
        past = next((one for one in scene.spoken() if one.side == side), None)
        if past is not None:
            met.plural, met.noun, met.gender = past.plural, past.noun, past.gender
        met.gender = phrase.words[0] if phrase.words[0] in ("he", "she") else met.gender
    met.voice = speaker.voice
    met.person = side if met.gender in ("he", "she", "p") else ""
    scene.remember(met)


def _gender(scene: Scene, phrase: Phrase) -> str:
    """ "he", "she", "p" for a person, "x" for a body, '' where nothing shows it."""
    listed = words_in(scene.text, phrase.start, phrase.end)
    owners = [at for at, word in enumerate(listed) if word.endswith(("'s", "s'"))]
    words = set(listed[owners[-1] + 1 :] if owners and owners[-1] + 1 < len(listed) else listed)
    words.add(phrase.head)
    if words & words_of("people", "female"):
        return "she"
    if words & words_of("people", "male"):
        return "he"
    people = [n for n in scene.names.within(phrase.start, phrase.end) if is_person(scene, n)]
    given = gender_of(people[-1].key) if people else ""
    if given:
        return given
    mentions = scene.mentions_in(phrase.start, phrase.end)
    kinds = {noun_kind(word) for word in words}
    if (
        any(surely_person(scene, name) for name in people)
        or any(mention.role in ("leader", "official") for mention in mentions)
        or "office" in kinds
        or words & words_of("people", "state")
    ):
        return "p"
    return "x" if (kinds - {""} or mentions) and not people else ""


def _plural(phrase: Phrase) -> bool:
    """Whether several people or bodies speak."""
    head = phrase.head
    if head in ("they", "police", "people", "both"):
        return True
    several = head.endswith("s") and not head.endswith(("ss", "'s"))
    return several and bool(noun_kind(head)) and phrase.words[0] not in ("a", "an")
