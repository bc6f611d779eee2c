"""How much of unlabelled text the topic catalogue takes, and sentences to judge it by.

Usage
    python benchmarks/topics_coverage.py TEXT_DIR [TEXT_DIR ...] [--without FILE ...]
                                         [--sample N] [--seed S] [--untaken] [--topics FILE]

Comes in: folders of ``.txt`` files (wrapped lines are joined to paragraphs), and optionally
readings (``articles.jsonl``), whose sources are left out so that texts that score the tool are
never read here. Goes out: the share of sentences with a topic, the mean number of topics a
sentence, how often a sentence is of the same first topic as another one drawn from any text (the
lower, the more a topic tells), the microseconds a sentence takes, and the most frequent topics.
``--sample`` prints sentences instead, each with its topics, scores and the words that show them;
``--untaken`` only sentences without a topic.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from divergence.language.segmentation import paragraphs, sentences
from divergence.topics import Catalogue, TopicMatch, load_catalogue

LEAST_WORDS = 5
MOST_SHOWN = 40
"""Topics in the list of the most frequent ones."""


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path, nargs="+", metavar="TEXT_DIR")
    parser.add_argument("--without", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--untaken", action="store_true")
    parser.add_argument("--topics", type=Path, help="a user's topics, added to the shipped ones")
    options = parser.parse_args()
    catalogue = load_catalogue(options.topics)
    left_out = {source for file in options.without for source in sources(file)}
    told = [said for folder in options.texts for said in read(folder, left_out)]
    if options.sample:
        show(catalogue, told, options.sample, options.seed, options.untaken)
    else:
        measure(catalogue, told)


def sources(readings: Path) -> Iterator[str]:
    """The texts that readings are of, by folder and name; nothing else of one is looked at."""
    for line in readings.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield "/".join(Path(json.loads(line)["source"]).parts[-2:])


def read(folder: Path, left_out: set[str]) -> Iterator[str]:
    """The sentences of a folder's texts that have five words or more."""
    for path in sorted(folder.glob("*.txt")):
        if "/".join(path.parts[-2:]) in left_out:
            continue
        text = re.sub(r"(?<=\S)\n(?=\S)", " ", path.read_text(encoding="utf-8", errors="replace"))
        for paragraph in paragraphs(text):
            for span in sentences(text, *paragraph):
                said = text[span.start : span.end]
                if len(said.split()) >= LEAST_WORDS:
                    yield said


def measure(catalogue: Catalogue, told: Sequence[str]) -> None:
    """Print coverage, number of topics, sameness, time and the most frequent topics."""
    catalogue.topics_of(told[0])
    begun = time.perf_counter()
    found = [catalogue.topics_of(said) for said in told]
    spent = time.perf_counter() - begun
    taken = [matches for matches in found if matches]
    first = Counter(matches[0].id for matches in taken)
    every = Counter(match.id for matches in taken for match in matches)
    alike = sum((count / len(taken)) ** 2 for count in first.values())
    print(f"{len(told)} sentences, {len(taken) / len(told):.3f} with a topic")
    print(f"{sum(map(len, taken)) / len(taken):.2f} topics a sentence that has one")
    print(f"{alike:.4f} chance that two first topics are the same")
    print(f"{1e6 * spent / len(told):.0f} microseconds a sentence")
    for topic, count in every.most_common(MOST_SHOWN):
        share, leads = 100 * count / len(told), 100 * first[topic] / len(told)
        print(f"{share:6.2f} % {leads:6.2f} % first  {catalogue.labels[topic]}")


def show(catalogue: Catalogue, told: Sequence[str], size: int, seed: int, untaken: bool) -> None:
    """Print ``size`` random sentences, each with its topics and what shows them."""
    drawn = random.Random(seed).sample(told, len(told))
    shown = 0
    for said in drawn:
        matches = catalogue.topics_of(said)
        if shown == size or (untaken and matches):
            continue
        shown += 1
        print(f"{shown:3d}. {' '.join(said.split())}")
        if matches:
            print("     " + "; ".join(map(described, matches)))


def described(match: TopicMatch) -> str:
    """A match in one line: topic, score and words."""
    return f"{match.id} {match.score:.2f} [{' '.join(match.term.split())}]"


if __name__ == "__main__":
    main()
