"""Third pass: which of the possible attributions to keep.

Comes in: links, one for each possible cue, with how firm each part is. Goes out: for each link
the margin by which it holds, in units of the field's scale. Every link is judged by a field over
sequences of one, that is, by logistic regression on hashed features, which sees the cue, the
source, the content and the rival links that claim the same words.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from divergence.attribution.crf import FeatureTable, Weights
from divergence.attribution.features import Columns, word_hash
from divergence.attribution.linking import Link
from divergence.attribution.tagger import ROLE_OF_LABEL, Tagging
from divergence.attribution.tokens import Tokens

LABELS = ("no", "yes")


def choose(
    tokens: Tokens,
    columns: Columns,
    tagging: Tagging,
    links: Sequence[Link],
    weights: Weights,
    table: FeatureTable,
) -> npt.NDArray[np.float64]:
    """The log-odds that each link is an attribution as people mark them."""
    if not links:
        return np.zeros(0)
    scores = table.emissions(link_features(tokens, columns, tagging, links))
    result: npt.NDArray[np.float64] = (scores[:, 1] - scores[:, 0]) / weights.scale
    return result


def link_features(
    tokens: Tokens, columns: Columns, tagging: Tagging, links: Sequence[Link]
) -> npt.NDArray[np.uint32]:
    """Hashed features, one column a link."""
    role = np.array(ROLE_OF_LABEL)[tagging.labels]
    rivals = _rivals(links, len(tokens))
    lines = [
        _described(tokens, columns, role, link, rival)
        for link, rival in zip(links, rivals, strict=True)
    ]
    return np.array(lines, dtype=np.uint32).T


def _described(
    tokens: Tokens,
    columns: Columns,
    role: npt.NDArray[np.int64],
    link: Link,
    rival: tuple[int, int, int, int],
) -> list[int]:
    first, last = link.cue
    words, classes, groups = columns["w"], columns["cl"], columns["clu"]
    head = first + int(columns["cue"][first:last].argmax())
    head_word, head_group = int(words[head]), int(groups[head])
    form = (int(classes[first]), int(classes[last - 1]), min(last - first, 4))
    firm = _step(link.cue_margin, 0.75)
    firmer = _step(link.cue_margin, 2.0)
    inside = [i for a, b in link.content for i in range(a, b)]
    size = min(len(inside), 3) if len(inside) < 4 else 3 + int(np.log2(len(inside)))
    agreed = quoted = side = begin = 0
    if inside:
        picked = np.array(inside)
        agreed = int(4 * np.mean(role[picked] == 3))
        quoted = int(3 * np.mean(tokens.quote[picked] == 1))
        side = 1 + (inside[0] < first) + 2 * (inside[-1] >= last)
        begin = int(words[inside[0]])
    content_firm = _step(link.content_margin, 1.0)
    source_firm = _step(link.source_margin, 1.0)
    source_kind: tuple[int, ...] = (0,)
    source_word = 0
    if link.source:
        a, b = link.source[0]
        source_word = int(words[b - 1])
        distance = min(abs(a - last) if a >= last else abs(first - b), 9)
        source_kind = (
            int(classes[b - 1]),
            1 + (a < first) + 2 * (distance > 0) + 4 * (distance > 4),
        )
        agreed_source = int(2 * np.mean(role[a:b] == 1))
    else:
        agreed_source = 3
    has = bool(link.source) * 2 + bool(inside)
    where = int(tokens.quote[head]), int(columns["sf"][head])
    beside = int(classes[max(first - 1, 0)]), int(classes[min(last, len(classes) - 1)])
    values: tuple[object, ...] = (
        "bias",
        firm,
        (firmer, has),
        (firm, link.on_path),
        head_word,
        (head_word, has),
        (head_word, firmer),
        (head_word, size > 3),
        head_group,
        (head_group, has),
        (head_group, size),
        form,
        (form, has),
        (int(words[first]), int(words[last - 1])),
        (int(words[min(last, len(words) - 1)]), has),
        beside,
        (beside, firmer),
        size,
        (size, side, quoted),
        (size, firmer),
        (agreed, size > 3, firmer),
        (agreed, agreed_source),
        (quoted, where),
        where,
        begin,
        (begin, head_group),
        content_firm,
        (content_firm, size),
        (content_firm, firmer, source_firm),
        source_firm,
        (source_firm, firmer),
        source_kind,
        (source_kind, firmer),
        source_word,
        (source_word, firmer),
        (len(link.content), side),
        (len(link.source), has),
        rival,
        (rival, firmer),
        (rival[0], rival[1], content_firm),
        rival[2:],
        (int(columns["doc"][head]), firmer),
        int(columns["sp1"][head]),
    )
    return [word_hash(f"choice {i} {value!r}") for i, value in enumerate(values)]


def _step(margin: float, width: float) -> int:
    return int(np.clip(np.floor(margin / width), -8, 10))


def _rivals(links: Sequence[Link], count: int) -> list[tuple[int, int, int, int]]:
    """For each link, how it stands to others that claim the same words.

    Whether a firmer one, or a weaker one, shares a good part of its content; whether its cue
    lies in the content of a firmer one; whether a firmer one's cue lies in its own.
    """
    best = np.full(count, -1e9)
    owner = np.full(count, -1)
    second = np.full(count, -1e9)
    cue_firmness = np.full(count, -1e9)
    for number, link in enumerate(links):
        value = link.cue_margin
        cue_firmness[link.cue[0] : link.cue[1]] = value
        for a, b in link.content:
            better = value > best[a:b]
            second[a:b] = np.where(better, best[a:b], np.maximum(second[a:b], value))
            owner[a:b] = np.where(better, number, owner[a:b])
            best[a:b] = np.where(better, value, best[a:b])
    found = []
    for number, link in enumerate(links):
        total = shared = weaker = holds = 0
        for a, b in link.content:
            total += b - a
            mine = owner[a:b] == number
            shared += int(np.sum(~mine))
            weaker += int(np.sum(mine & (second[a:b] > -1e8)))
            holds |= int(np.any(cue_firmness[a:b] > link.cue_margin))
        middle = link.cue[0]
        within = int(owner[middle] not in (-1, number) and best[middle] > link.cue_margin)
        part = 1 + int(2.99 * shared / total) if total and shared else 0
        rest = 1 + int(1.99 * weaker / total) if total and weaker else 0
        found.append((part, rest, within, holds))
    return found
