"""How many claims are cut wrongly, as far as their shape shows it, on texts without labels.

Usage
    python benchmarks/claim_shapes.py TEXT_DIR [TEXT_DIR ...] [--account PARTY]
                                      [--without READINGS ...] [--show SHAPE --most N]

Comes in: folders of ``.txt`` files; with ``--account`` each is, as a whole, that party's own
account. ``--without`` names readings whose sources are left out, so that texts that score the
tool are never read here. Goes out: the number of claims and of each shape that is hardly ever
right: a mark of its neighbour, a bracket that nothing closes, a predicate without subject and the
like. Words that are no defect in themselves ("we can rely on that") are counted too, so read a
figure against another one, not against nought. ``--show`` prints claims of one shape.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from divergence.attribution import attribute
from divergence.attribution.completion import completed
from divergence.attribution.coverage import cover_sentences
from divergence.claiming.official import draft_account
from divergence.claiming.outlets import draft_outlet
from divergence.claiming.statements import Statement
from divergence.claiming.words import rules
from divergence.model import Document
from divergence.parties import PartyLexicon, load_parties
from divergence.reading import read_document

LONGEST_FILE = 40_000
LEFT_OUT = r"\[(?:\.{1,4}|…)\]"
OPENERS = r"(?:The|This|That|It|He|She|We|They|I|You|My|Our|There|In|But|And|So|No|Not|Maybe|All)"
VERB = re.compile(
    r"\b(?:is|are|was|were|ha[sd]|have|will|would|can|could|may|might|must|should|do|does|did|be"
    r"|been|[a-z]+(?:ed|en|s|t)|made|gave|held|told|saw|led|came|began|won)\b|'s|'re|n't",
    re.IGNORECASE,
)
LAST = re.compile(r"\b(?:of|to|for|with|from|by|the|an?|and|or|in|on|at|which|who|is|was|will)$")


def _two_in_one(words: str, _: str) -> bool:
    return re.search(rf"{LEFT_OUT}[\"”]?\s+{OPENERS}\b", words) is not None


def _no_subject(words: str, context: str) -> bool:
    return not context and words.split()[0].casefold() in rules().auxiliaries


SHAPES: dict[str, Callable[[str, str], bool]] = {
    "two statements in one": _two_in_one,
    "mark or sign of omission at an end": lambda words, _: (
        re.search(rf"\s[\"“(\[]$|^[\"”)\]]\s|^[\"“]?\s*{LEFT_OUT}|{LEFT_OUT}[\"”]?$", words)
        is not None
    ),
    "bracket that nothing closes": lambda words, _: (
        words.count("(") > words.count(")") or words.count("[") > words.count("]")
    ),
    "predicate without subject or context": _no_subject,
    "ends within a phrase": lambda words, _: LAST.search(words) is not None,
    "one or two words": lambda words, _: len(words.split()) < 3,
    "no verb": lambda words, context: not context and VERB.search(words) is None,
}


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path, nargs="+", metavar="TEXT_DIR")
    parser.add_argument("--account", metavar="PARTY")
    parser.add_argument("--without", type=Path, action="append", default=[], metavar="READINGS")
    parser.add_argument("--show", choices=sorted(SHAPES), metavar="SHAPE")
    parser.add_argument("--most", type=int, default=40)
    options = parser.parse_args()
    left_out = {source for file in options.without for source in sources(file)}
    paths = [
        path
        for folder in options.texts
        for path in sorted(folder.glob("*.txt"))
        if "/".join(path.parts[-2:]) not in left_out and path.stat().st_size <= LONGEST_FILE
    ]
    lexicon = load_parties()
    claims = [claim for path in paths for claim in claims_in(path, options.account, lexicon)]
    found = {name: [w for w, c in claims if shape(w, c)] for name, shape in SHAPES.items()}
    if options.show:
        print("\n".join(found[options.show][: options.most]))
        return
    print(f"{len(paths)} texts, {len(claims)} claims")
    for name, count in Counter({name: len(words) for name, words in found.items()}).most_common():
        print(f"{count:5d}  {name}")


def sources(readings: Path) -> Iterator[str]:
    """The texts that readings are of, by folder and name; nothing else of one is looked at."""
    for line in readings.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield "/".join(Path(json.loads(line)["source"]).parts[-2:])


def claims_in(path: Path, account: str | None, lexicon: PartyLexicon) -> Iterator[tuple[str, str]]:
    """The claims of a file on one line, each with its context; none that the outlet tells."""
    document = replace(read_document(path), account_of=account)
    for statement in statements(document, account, lexicon):
        words = " ".join(document.text[slice(*statement.span)].split())
        if words:
            yield words, statement.context or ""


def statements(
    document: Document, account: str | None, lexicon: PartyLexicon
) -> Iterator[Statement]:
    """What is attributed to somebody, or all of a party's own account."""
    spoken = cover_sentences(document, completed(document, attribute(document)))
    if account is not None:
        yield from draft_account(document, account, spoken, lexicon).statements
        return
    for statement in draft_outlet(document, spoken, lexicon).statements:
        if statement.role == "account" or statement.source is not None:
            yield statement


if __name__ == "__main__":
    main()
