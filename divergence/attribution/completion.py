"""What two ways of finding reported speech see together.

Comes in: a document and the attributions that a model found. Goes out: those and the ones that
clear rules find. Where both see the same words, the rules' reading is kept: it joins quotations
across sentences and takes whole clauses, as claims need them. What only the model sees is kept
where it has a source and a verb of speech.
"""

from __future__ import annotations

from collections.abc import Sequence

from divergence.attribution.cues import cue_lexicon
from divergence.attribution.rules import attribute_by_rules
from divergence.attribution.silence import silence_in
from divergence.model import Attribution, Document, Span

FEWEST_WORDS = 4
SHARED = 0.3
"""Share of a content's characters that the rules may hold already."""


def completed(document: Document, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The rules' attributions and those of ``found`` that speak of other words, in order."""
    ruled = attribute_by_rules(document)
    if tuple(found) == ruled:
        return ruled
    taken = bytearray(len(document.text))
    for attribution in ruled:
        for span in (*attribution.content, *attribution.cue):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    added = [
        attribution
        for attribution in found
        if attribution.source
        and attribution.cue
        and attribution.content
        and _speech(document.text, attribution)
        and _says_something(document.text, attribution)
        and _held(attribution.content, taken) <= SHARED
    ]
    return tuple(sorted((*ruled, *added), key=lambda a: min((*a.content, *a.cue))))


def _speech(text: str, attribution: Attribution) -> bool:
    """Whether the cue holds a verb of speech, rather than of thought or will, or none at all.

    Verbs of deciding count for courts and findings only, and nobody speaks who "was asked".
    """
    lexicon = cue_lexicon()
    words = [word for span in attribution.cue for word in _words(text, span)]
    if words[:1] and words[0] in lexicon.words["passive"] and "by" not in words:
        return False
    said = _words(text, attribution.source[-1])
    carried = said[0] in lexicon.words["prepositions"] or said[0] in lexicon.words["nobody"]
    if carried or said[-1:] in (["i"], ["you"]) or words[-1:] in (["on"], ["with"]):
        return False
    before = attribution.source[0].end <= attribution.cue[0].start
    if before and text.startswith(" by ", attribution.cue[-1].end):
        return False
    deciders = lexicon.words["judges"] | lexicon.words["findings"]
    decides = any(word in deciders for span in attribution.source for word in _words(text, span))
    return any(
        verb.kind != "ascribed"
        and (decides or verb.lemma not in lexicon.deciding)
        and all(particle in words for particle in verb.particles)
        for word in words
        for verb in lexicon.verbs.get(word, ())
    )


def _words(text: str, span: Span) -> list[str]:
    return text[span.start : span.end].casefold().split()


def _says_something(text: str, attribution: Attribution) -> bool:
    """Whether there are words enough to be a statement, and no silence is what is told."""
    words = sum(len(text[slice(*span)].split()) for span in attribution.content)
    spans = sorted((*attribution.source, *attribution.cue, *attribution.content))
    silent = silence_in(text, spans[0].start, spans[-1].end)
    cue = attribution.cue[0]
    return words >= FEWEST_WORDS and not (
        silent is not None and silent[1].start < cue.end and cue.start < silent[1].end
    )


def _held(content: Sequence[Span], taken: bytearray) -> float:
    """The share of the characters of a content that are taken."""
    size = sum(span.end - span.start for span in content)
    shared = sum(sum(taken[span.start : span.end]) for span in content)
    return shared / size if size else 1.0
