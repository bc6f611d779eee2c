"""When two findings are the same, by what they say.

Comes in: findings as recorded, now and earlier. Goes out: a fingerprint that leaves out where a
finding stands and how it is laid out (the idea of detect-secrets' ``potential_secret``), and two
looser tests: the same but for corrected typos, and the same matter in other words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

import msgspec

from divergence.checking.record import Seen
from divergence.errors import DataFileError
from divergence.language.segmentation import stem, words

FINGERPRINT_DIGITS = 16
LEAST_ALIKE = 50
"""Similarity in per cent, by characters, below which two claims differ by more than typos."""


class Typo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From this many letters on, this many edits are a typo."""

    letters: int
    edits: int


class Related(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Least similarity of wording, 0 to 1, of two findings or claims on the same matter."""

    similarity: float


class Tolerance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data file ``checking.toml``."""

    unmeaning: tuple[str, ...]
    typo: tuple[Typo, ...]
    name_typo: Typo
    related: Related
    reworded: Related


class Trace(msgspec.Struct, frozen=True, rename="kebab"):
    """What is remembered of a finding in order to know it again.

    ``claims`` are ``party: words`` lines, sorted; ``figures`` are the numbers, sums and dates that
    they name, ``negated`` how many of them are negative.
    """

    topic: str
    verdict: str
    omitted_by: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    negated: int = 0


def trace_of(seen: Seen) -> Trace:
    """The trace of a finding."""
    digits = {
        claim.text[word.start : word.end]
        for claim in seen.claims
        for word in words(claim.text)
        if any(character.isdigit() for character in claim.text[word.start : word.end])
    }
    lines = {f"{claim.party or '-'}: {' '.join(claim.text.split())}" for claim in seen.claims}
    return Trace(
        topic=seen.topic_label,
        verdict=seen.verdict,
        omitted_by=seen.omitted_by,
        claims=tuple(sorted(lines)),
        figures=tuple(sorted(digits.union(*(claim.figures for claim in seen.claims)))),
        negated=sum(claim.negated for claim in seen.claims),
    )


def fingerprint(event: str, trace: Trace) -> str:
    """Sixteen hexadecimal digits for what a finding of an event says, by the stems it uses."""
    stems = sorted(" ".join(_stems(claim)) for claim in trace.claims)
    parts = [event, trace.topic.casefold(), trace.verdict, *trace.omitted_by, "", *stems]
    return digest_of(parts)


def digest_of(parts: Iterable[str]) -> str:
    """The digest of a list of strings, with their borders."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:FINGERPRINT_DIGITS]


def same_but_typos(old: Trace, new: Trace) -> bool:
    """Whether two findings say the same but for corrected typos and words without meaning.

    Verdict, silent parties, figures and negation have to be equal; each claim needs its own
    counterpart by the same party. The topic may differ, as found topics are named by their words.
    """
    if (old.verdict, old.omitted_by, old.figures, old.negated) != (
        new.verdict,
        new.omitted_by,
        new.figures,
        new.negated,
    ) or len(old.claims) != len(new.claims):
        return False
    left = list(old.claims)
    for claim in new.claims:
        for candidate in left:
            if _same_words(candidate, claim):
                left.remove(candidate)
                break
        else:
            return False
    return True


def relatedness(old: Trace, new: Trace) -> float:
    """How much two findings share of their wording, 0 to 1, whatever their verdicts."""
    from rapidfuzz import fuzz

    if not old.claims or not new.claims:
        return 0.0
    best = [
        max(fuzz.token_sort_ratio(claim, other) for other in others)
        for claims, others in ((old.claims, new.claims), (new.claims, old.claims))
        for claim in claims
    ]
    return sum(best) / len(best) / 100


@cache
def tolerance() -> Tolerance:
    """What edits are tolerated, from the data file."""
    file = files("divergence.data").joinpath("checking.toml")
    try:
        return msgspec.toml.decode(file.read_bytes(), type=Tolerance)
    except (OSError, msgspec.DecodeError) as error:
        raise DataFileError(f"checking.toml: {error}; install divergence again") from error


def _words(text: str) -> list[str]:
    return [text[word.start : word.end] for word in words(text)]


def _stems(claim: str) -> list[str]:
    """The party and the stems of a claim, each once, sorted."""
    party, _, text = claim.partition(": ")
    unmeaning = tolerance().unmeaning
    found = {stem(word) for word in _words(text) if word.casefold() not in unmeaning}
    return [party, *sorted(found)]


def _same_words(old: str, new: str) -> bool:
    """Whether two claims have the same words in order, but for typos."""
    from rapidfuzz import fuzz

    if old == new:
        return True
    if old.partition(": ")[0] != new.partition(": ")[0]:
        return False
    if fuzz.ratio(old, new) < LEAST_ALIKE:
        return False  # cheap, before the words are lined up
    unmeaning = tolerance().unmeaning
    ours = [word for word in _words(old) if word.casefold() not in unmeaning]
    theirs = [word for word in _words(new) if word.casefold() not in unmeaning]
    matcher = SequenceMatcher(
        None, [word.casefold() for word in ours], [word.casefold() for word in theirs], False
    )
    return all(
        tag == "equal"
        or (
            tag == "replace"
            and i2 - i1 == j2 - j1
            and all(map(_is_typo, ours[i1:i2], theirs[j1:j2]))
        )
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    )


def _is_typo(old: str, new: str) -> bool:
    from rapidfuzz.distance import OSA

    if stem(old) == stem(new):
        return True
    if old[:1].casefold() != new[:1].casefold() or not (old + new).isalpha():
        return False
    limits = tolerance()
    letters = min(len(old), len(new))
    named = old[:1].isupper() or new[:1].isupper()
    rules = (limits.name_typo,) if named else limits.typo
    edits = max((rule.edits for rule in rules if letters >= rule.letters), default=0)
    return OSA.distance(old.casefold(), new.casefold(), score_cutoff=edits) <= edits
