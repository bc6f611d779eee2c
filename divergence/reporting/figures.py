"""Figures of a comparison with matplotlib (needs the extra ``plot``).

Comes in: a ``Comparison``. Goes out: a matplotlib figure that belongs to the caller; no window is
opened and no global state of matplotlib is touched. Signs and hatches carry what colours do, so
that the figures can be read in print and by colour-blind readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from divergence.errors import MissingExtraError, SettingsError
from divergence.model import Comparison
from divergence.reporting.escaping import one_line
from divergence.reporting.index import ComparisonIndex, Shown
from divergence.reporting.wording import clipped, sentence_case

KINDS = ("topics", "emphasis", "similarity")
MOST_TOPICS = 60
LABEL_LENGTH = 34

VERDICT_COLOURS: Mapping[str, str] = {
    "conflict": "#b42318",
    "omission": "#b54708",
    "framing": "#1d4ed8",
    "agreement": "#067647",
}
STANCE_SHADES: Mapping[Shown, float] = {
    "silent": 0.0,
    "declined": 0.2,
    "not raised": 0.2,
    "narrated": 0.45,
    "says": 1.0,
}
PARTY_COLOURS = ("#1d4ed8", "#b54708", "#067647", "#7a27a8", "#b42318", "#0e7490", "#57534e")
HATCHES = ("", "//", "..", "xx", "\\\\", "oo", "++")


def plot(comparison: Comparison, kind: str = "topics") -> Any:
    """The figure called ``kind``: ``topics``, ``emphasis`` or ``similarity``."""
    if kind not in KINDS:
        raise SettingsError(f"figure {kind!r} is not known; choose one of {', '.join(KINDS)}")
    draw = {"topics": topic_heatmap, "emphasis": emphasis_bars, "similarity": account_similarity}
    return draw[kind](comparison)


def topic_heatmap(comparison: Comparison) -> Any:
    """Which party speaks of which topic, with the verdict beside it (the first 60 topics)."""
    index = ComparisonIndex(comparison)
    topics = index.ordered_topics[:MOST_TOPICS]
    parties = comparison.parties
    figure, axes = _figure(2.5 + 1.3 * max(1, len(parties)), 1.2 + 0.3 * max(1, len(topics)))
    shades = [[STANCE_SHADES[index.shown_stance(t, p.id)] for p in parties] for t in topics]
    shades = shades or [[0.0]]
    axes.imshow(shades, cmap="Blues", vmin=0, vmax=1.6, aspect="auto")
    for row, topic in enumerate(topics):
        for column, party in enumerate(parties):
            stance = index.shown_stance(topic, party.id)
            sign = "—" if stance == "silent" else stance
            axes.text(column, row, sign, ha="center", va="center", fontsize=8)
        axes.text(
            len(parties) - 0.4,
            row,
            topic.verdict,
            va="center",
            fontsize=8,
            color=VERDICT_COLOURS[topic.verdict],
        )
    axes.set_xticks(range(len(parties)), [_label(party.label) for party in parties])
    axes.set_yticks(range(len(topics)), [_label(index.topic_label(topic.id)) for topic in topics])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    figure.suptitle("Who speaks of what")
    return figure


def emphasis_bars(comparison: Comparison) -> Any:
    """The share of each account's words by topic, for the topics with most words."""
    index = ComparisonIndex(comparison)
    shares = {profile.party: dict(profile.emphasis) for profile in comparison.profiles}
    weight = {
        topic.id: max((share.get(topic.id, 0.0) for share in shares.values()), default=0.0)
        for topic in comparison.topics
    }
    chosen = sorted((t for t in weight if weight[t] > 0), key=lambda t: (-weight[t], t))[:12]
    figure, axes = _figure(7.5, 1.5 + 0.22 * max(1, len(chosen)) * max(1, len(shares)))
    height = 0.8 / max(1, len(shares))
    for at, (party, share) in enumerate(shares.items()):
        axes.barh(
            [row + at * height for row in range(len(chosen))],
            [100 * share.get(topic, 0.0) for topic in chosen],
            height=height,
            label=_label(index.label(party)),
            color=PARTY_COLOURS[at % len(PARTY_COLOURS)],
            hatch=HATCHES[at % len(HATCHES)],
            edgecolor="white",
        )
    axes.set_yticks(
        [row + height * (len(shares) - 1) / 2 for row in range(len(chosen))],
        [_label(index.topic_label(topic)) for topic in chosen],
    )
    axes.invert_yaxis()
    axes.set_xlabel("Share of the account's words (per cent)")
    figure.suptitle("What each account gives its words to")
    if shares:
        axes.legend(frameon=False)
    return figure


def account_similarity(comparison: Comparison) -> Any:
    """For each two parties, the share of findings in which both speak of those in which one does.

    This is Jaccard's index over findings: 1 where both accounts tell of the same things.
    """
    parties = comparison.parties
    told = similarity(comparison)
    values = [[told[first.id, second.id] for second in parties] for first in parties] or [[0.0]]
    side = 2.2 + 0.9 * max(1, len(parties))
    figure, axes = _figure(side + 0.6, side)
    axes.imshow(values, cmap="Blues", vmin=0, vmax=1.4)
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            axes.text(column, row, f"{value:.2f}", ha="center", va="center", fontsize=9)
    labels = [_label(party.label) for party in parties]
    axes.set_xticks(range(len(parties)), labels, rotation=30, ha="right")
    axes.set_yticks(range(len(parties)), labels)
    axes.tick_params(length=0)
    figure.suptitle("How much the accounts tell of the same things")
    return figure


def similarity(comparison: Comparison) -> dict[tuple[str, str], float]:
    """Jaccard's index of the findings that two parties speak in, for every two parties."""
    index = ComparisonIndex(comparison)
    speaks: dict[str, set[str]] = {party.id: set() for party in comparison.parties}
    for finding in comparison.findings:
        for party in index.claims_by_party(finding):
            if party is not None:
                speaks.setdefault(party, set()).add(finding.id)
    return {
        (first, second): 1.0
        if first == second
        else len(speaks[first] & speaks[second]) / max(1, len(speaks[first] | speaks[second]))
        for first in speaks
        for second in speaks
    }


def _figure(width: float, height: float) -> tuple[Any, Any]:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError(
            "figures need matplotlib; install it with `pip install 'divergence[plot]'`"
        ) from error
    figure = Figure(figsize=(min(width, 16), min(height, 20)), layout="constrained")
    return figure, figure.subplots()


def _label(text: str) -> str:
    """A label on one line; a dollar sign would start matplotlib's formulas."""
    return clipped(sentence_case(one_line(text)), LABEL_LENGTH).replace("$", r"\$")
