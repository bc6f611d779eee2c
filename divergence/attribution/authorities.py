"""Police and public bodies that speak for the one state of an event.

Comes in: a scene and the sides that speak. Goes out: for each police force or public body the side
of the state whose voice it is. Where several states speak, a nameless force is left alone.
"""

from __future__ import annotations

from collections.abc import Collection

from divergence.attribution.nouns import words_of
from divergence.attribution.scene import COURT, GOVERNMENT, POLICE, Scene


def authorities(scene: Scene, used: Collection[str], states: Collection[str]) -> dict[str, str]:
    """Sides of police and public bodies to the side that they speak for.

    ``states`` are the states that say something. Without any, several forces are one side.
    """
    police = sorted(side for side in used if _is_police(scene, side))
    bodies = sorted(side for side in used if _is_public_body(scene, side))
    if len(states) == 1:
        return dict.fromkeys((*police, *bodies), next(iter(states)))
    if states:
        return {}
    if GOVERNMENT in used:
        return dict.fromkeys((*police, *bodies), GOVERNMENT)
    return dict.fromkeys(police, POLICE) if len(police) > 1 else {}


def _is_police(scene: Scene, side: str) -> bool:
    if side == POLICE:
        return True
    return side not in scene.lexicon and bool(set(side.split()) & words_of("apart", "police"))


def _is_public_body(scene: Scene, side: str) -> bool:
    """Whether a name is that of a nation's office ("National Emergency Centre")."""
    words = side.split()
    if side in scene.lexicon or side in scene.courts | {COURT} or len(words) < 2:
        return False
    public = words_of("organisations", "public_bodies")
    if set(words) & (words_of("legislature", "bodies") | words_of("apart", "assemblies")):
        return False
    return words[0] in words_of("organisations", "national") or bool(
        set(words) & public and not set(words) & words_of("organisations", "regulator_names")
    )
