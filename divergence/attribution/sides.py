"""Who stands together: the sides of an event, from the sources that speak for them.

Comes in: a scene and the speakers of its attributions. Goes out: the speakers with their final
sides: tied names under their body, unions on one side, a nameless government under the one state
that speaks, leaders of one state apart where they stand against each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from divergence.attribution.authorities import authorities
from divergence.attribution.nouns import words_of
from divergence.attribution.people import own_key
from divergence.attribution.phrases import words_in
from divergence.attribution.scene import (
    COURT,
    CRITICS,
    GOVERNMENT,
    LAWMAKERS,
    PERSON,
    UNIONS,
    Scene,
    Speaker,
    base_of,
    kind_of_side,
    mention_key,
    surname_of,
)

ABROAD = 0.25
"""Share of a state's statements that other states may make in a contest at home."""


def merge_sides(
    scene: Scene, speakers: Sequence[Speaker], speaking: Sequence[bool]
) -> list[Speaker]:
    """The speakers, each with the side of the event that it belongs to.

    ``speaking`` tells which of them say something, rather than keep silent or want something.
    """
    used = Counter(side for speaker in speakers for side in speaker.sides)
    turn: dict[str, str] = {}
    unions = [side for side in used if kind_of_side(scene, side) == "union"]
    if len(unions) >= 2:
        turn.update(dict.fromkeys(unions, UNIONS))
    apart = _rivals(scene, used)
    for side in used:
        if PERSON in side:
            own = own_key(scene, side) if side in apart else base_of(side)
            turn[side] = scene.ties.get(side, own)
    alone = {turn[side] for side in apart if side in turn}
    courts = sorted(
        side for side in used if side != COURT and (side in scene.courts or _is_court(scene, side))
    )
    if len(courts) == 1:
        turn[COURT] = courts[0]
    if CRITICS in used:
        turn[LAWMAKERS] = CRITICS
    known = {base_of(s) for s in used if s not in apart and base_of(s) in scene.lexicon}
    states = {side for side in known if kind_of_side(scene, side) == "state"}
    heard = [s for s, speaks in zip(speakers, speaking, strict=True) if speaks]
    said = {base_of(side) for speaker in heard for side in speaker.sides}
    homes = {side: scene.homes[side] for side in used if side in scene.homes}
    homes = {side: home for side, home in homes.items() if side not in scene.courts}
    if len(states | set(homes.values())) >= 2:
        turn.update(homes)
    turn.update(authorities(scene, used, states & said))
    turn.update(_governing(scene, states, {base_of(side) for side in used}))
    if len(states & said or states) == 1 and (states & said or GOVERNMENT not in said):
        only = next(iter(states & said or states))
        turn[GOVERNMENT] = turn.get(only, only)

    def final(side: str) -> str:
        for _ in range(4):
            if side in alone:
                return side
            following = turn.get(side) or scene.ties.get(side)
            if following is None or following == side:
                break
            side = following
        return base_of(side)

    merged = [
        replace(speaker, sides=tuple(dict.fromkeys(final(side) for side in speaker.sides)))
        for speaker in speakers
    ]
    return _each_for_themselves(scene, merged)


def _each_for_themselves(scene: Scene, speakers: Sequence[Speaker]) -> list[Speaker]:
    """The speakers as people where all would be one state or party: a quarrel within it."""
    sides = {side for speaker in speakers if not speaker.outsider for side in speaker.sides}
    voices = {speaker.voice for speaker in speakers if not speaker.outsider} - {""}
    within = all(kind_of_side(scene, side) in ("state", "party") for side in sides)
    chosen = sides & set(scene.chosen.values())
    if len(sides) != 1 or len(voices) < 2 or chosen or not within:
        return list(speakers)
    return [
        replace(speaker, sides=(speaker.voice,)) if speaker.voice and speaker.sides else speaker
        for speaker in speakers
    ]


def _is_court(scene: Scene, side: str) -> bool:
    """Whether a side is a court known by its name."""
    if side not in scene.lexicon or kind_of_side(scene, side) != "body":
        return False
    named = set(words_in(label := scene.lexicon.party(side).label, 0, len(label)))
    return bool(words_of("apart", "court") & named)


def _rivals(scene: Scene, used: Mapping[str, int]) -> set[str]:
    """Leaders of one state who stand against each other, as in an election at home."""
    by_state: dict[str, list[str]] = {}
    for side in used:
        if PERSON in side:
            by_state.setdefault(base_of(side), []).append(side)
    apart: set[str] = set()
    for state, people in by_state.items():
        at_home = sum(n for side, n in used.items() if base_of(side) == state)
        abroad = sum(
            n
            for side, n in used.items()
            if base_of(side) != state and kind_of_side(scene, side) == "state"
        )
        at_odds = [person for person in people if not _in_office(scene, person)]
        if abroad <= ABROAD * at_home:
            if len(people) >= 2 and _contest(scene):
                apart.update(at_odds)
            else:
                apart.update(person for person in at_odds if _runs(scene, person))
    return apart


def _runs(scene: Scene, side: str) -> bool:
    """Whether the text calls a leader a candidate for an office."""
    surname = re.escape(side.partition(PERSON)[2])
    text = scene.text.casefold()
    before = rf"\b(?:candidate|nominee|contender)\s+(?:[\w.]+\s+){{0,2}}{surname}\b"
    after = rf"\b{surname},\s+(?:[\w\-]+\s+){{1,5}}(?:candidate|nominee|contender)\b"
    named = r"\bthe (?:\w+\s+){0,4}(?:candidate|nominee)\b"
    bid = rf"\b{surname}(?:['’]s)? (?:presidential )?campaign\b"
    if re.search(before, text) or re.search(after, text) or re.search(bid, text):
        return True
    others = {mention_key(m) for m in scene.mentions if m.role == "leader"} - {side}
    rivals = {one for one in others if base_of(one) == base_of(side)}
    return bool(rivals) and _contest(scene) and re.search(named, text) is not None


def _contest(scene: Scene) -> bool:
    """Whether the text speaks of an election or opposition at least twice."""
    signs = words_of("grammar", "contest")
    return sum(word in signs for word in words_in(scene.text, 0, len(scene.text))) >= 2


def _in_office(scene: Scene, side: str) -> bool:
    """Whether the text gives a leader an office of state ("President NAME")."""
    surname = re.escape(side.partition(PERSON)[2])
    heads = "|".join(sorted(words_of("people", "head_of_state")))
    word = r"(?!(?:mr|mrs|ms)\b)[\w.]+\s+"
    office = rf"\b(?<!former )(?:{heads}),?\s+(?:{word}){{0,2}}{surname}\b"
    return re.search(office, scene.text.casefold()) is not None


def _governing(scene: Scene, states: set[str], used: set[str]) -> dict[str, str]:
    """A political party that the text calls the government's is one side with its state.

    Where a rival party of that state speaks, the side goes by the party, else by the state.
    """
    turn: dict[str, str] = {}
    for state in sorted(states):
        parties = sorted(
            side for side in used if side in scene.lexicon and scene.lexicon.parent(side) == state
        )
        ruling = [party for party in parties if _rules(scene, party)]
        if len(ruling) != 1:
            continue
        if len(parties) > 1:
            turn[state] = ruling[0]
        else:
            turn[ruling[0]] = state
    return turn


def _rules(scene: Scene, party: str) -> bool:
    """Whether a party's name stands before "government" or an office of it."""
    signs = words_of("grammar", "ruling")
    unreal = words_of("grammar", "unreal")
    return any(
        mention.party_id == party
        and bool(signs & set(words_in(scene.text, mention.end, mention.end + 30)[:1]))
        and not unreal & set(words_in(scene.text, max(0, mention.start - 20), mention.start)[-2:])
        for mention in scene.mentions
    )


def label_of(scene: Scene, key: str) -> str:
    """The name to show for a side."""
    if key in scene.lexicon:
        return scene.lexicon.party(key).label
    if key in scene.shown:
        return scene.shown[key]
    members = scene.members.get(key, set())
    if key == LAWMAKERS and len(members) == 1 and "" not in members:
        return label_of(scene, next(iter(members)))
    forms = {m.form for m in scene.mentions if m.role == "leader" and surname_of(m.form) == key}
    if forms:
        longest = max(forms, key=lambda form: (len(form), form))
        return re.sub(r"['’]s$", "", longest)
    label = re.sub(r"['’]s$", "", scene.names.labels.get(key, key[:1].upper() + key[1:]))
    known = scene.lexicon.find(label)
    if any(m.role in ("demonym", "people") and m.start == 0 and m.end == len(label) for m in known):
        return max((name.form for name in scene.places_of[key]), key=lambda form: (len(form), form))
    return label
