"""Counts in how many texts of a corpus each stem occurs, for ``divergence/data/idf.tsv``.

Comes in: folders of plain texts. Goes out: a table of stems with their document frequencies, the
commonest first. Each folder weighs the same, however many texts it holds, so that one kind of
text does not decide what a common word is.

    python -m divergence.training.idf FOLDER [FOLDER ...] --output divergence/data/idf.tsv
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from divergence.language.segmentation import stem, words

SCALE = 1000
"""The frequencies are written as if each table had been counted on this many texts."""

LEAST_TEXTS = 2
"""A stem of a single text is left out: it says nothing that an unknown stem does not say."""

HEADER = """\
# Document frequencies of word stems (Snowball English), for idf weights.
# Counted on {described}.
# Each folder weighs the same; frequencies are per {scale} texts, times ten. No text is kept.
# To fit again: python -m divergence.training.idf FOLDER [FOLDER ...] --output THIS_FILE
# texts\t{texts}
"""


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--output", required=True, type=click.Path(path_type=Path))
def main(folders: tuple[Path, ...], output: Path) -> None:
    """Count the stems of the texts in FOLDERS and write the table to the output file."""
    corpora = [sorted(folder.glob("*.txt")) for folder in folders]
    frequencies = shares([[path.read_text("utf-8") for path in paths] for paths in corpora])
    described = ", ".join(
        f"{len(paths)} texts of {folder.name}"
        for folder, paths in zip(folders, corpora, strict=True)
    )
    lines = [
        f"{word}\t{round(share * SCALE * 10)}"
        for word, share in sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))
    ]
    header = HEADER.format(described=described, scale=SCALE, texts=SCALE * 10)
    output.write_text(header + "\n".join(lines) + "\n", "utf-8")
    click.echo(f"{len(lines)} stems, {output.stat().st_size} bytes")


def shares(corpora: Sequence[Sequence[str]]) -> dict[str, float]:
    """The share of texts that hold each stem, the mean over ``corpora``, 0 to 1."""
    total: Counter[str] = Counter()
    mean: dict[str, float] = {}
    for texts in corpora:
        counts = Counter(found for text in texts for found in stems_of(text))
        total.update(counts)
        for word, count in counts.items():
            mean[word] = mean.get(word, 0.0) + count / len(texts) / len(corpora)
    return {word: share for word, share in mean.items() if total[word] >= LEAST_TEXTS}


def stems_of(text: str) -> set[str]:
    """The stems of a text's words that hold a letter; of a hyphenated word also its parts."""
    return {
        stem(part)
        for span in words(text)
        for part in _with_parts(text[span.start : span.end])
        if any(character.isalpha() for character in part)
    }


def _with_parts(word: str) -> Iterable[str]:
    yield word
    if "-" in word:
        yield from word.split("-")


if __name__ == "__main__":
    main()
