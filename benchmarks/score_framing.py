#!/usr/bin/env python3
"""Precision and recall of each framing measure on tests/framing/gold.

    python benchmarks/score_framing.py [--half tuning|sealed|fresh] [--errors MEASURE] [--json]

- wording, labels: a pair of phrases is found when both sides share a content word with the gold's;
  labels count as wording too, in the gold and in what is found
- tone: the harsher side of a pair; charged: words of single sentences, by word and stance
- agency: the side of a pair that names the actor; form: passive, nominal, blame of sentences
- certainty: the surer side of a pair; stance: hedged, boosted, conditional of sentences
- stance: the act of each side; substance: each side that tells what the other leaves out
- emphasis: the side that gives a topic more weight
- selection: each particular that only one side gives, one by one
Differences of pairs and topics count where they reach their threshold.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from divergence.framing import FramingContext, measure_group, measure_pair
from divergence.framing.agency import form_of
from divergence.framing.certainty import stance_of
from divergence.framing.labels import label_pairs
from divergence.framing.selection import only_in
from divergence.framing.stance import act_of
from divergence.framing.tokens import tokens
from divergence.framing.tone import own_voice
from divergence.framing.vocabulary import content_stems
from divergence.framing.wording import replaced
from divergence.model import Claim, Evidence, FramingDifference, Party

Judged = tuple[str, list[object], list[object], str]

GOLD = Path(__file__).resolve().parent.parent / "tests" / "framing" / "gold"
LABELLED = ("wording", "labels", "tone", "agency", "certainty", "selection")
"""Measures that a pair is labelled for where it does not say which."""

HALVES = ("tuning", "sealed", "fresh", "news", "later", "last")
PARTIES = (Party("first", "First"), Party("second", "Second"))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--half", choices=HALVES, default="tuning")
    parser.add_argument("--errors", help="print what this measure missed (-) and added (+)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures, errors = score(options.half)
    if options.json:
        print(json.dumps(figures))
    else:
        for measure, row in figures.items():
            rates = f"precision {row['precision']:.3f} recall {row['recall']:.3f}"
            print(f"{measure:18} {rates} gold {row['gold']} found {row['found']}")
    for line in errors.get(options.errors or "", ()):
        print(line)


def score(half: str) -> tuple[dict[str, dict[str, float]], dict[str, list[str]]]:
    """Figures by measure, and one line for each miss (-) and false find (+)."""
    counts: dict[str, list[int]] = {}
    errors: dict[str, list[str]] = {}
    for measure, found, gold, where in judged(half):
        row = counts.setdefault(measure, [0, 0, 0, 0])
        matched = [one for one in found if any(_same(one, other) for other in gold)]
        reached = [one for one in gold if any(_same(other, one) for other in found)]
        row[0] += len(matched)
        row[1] += len(found)
        row[2] += len(reached)
        row[3] += len(gold)
        lines = errors.setdefault(measure, [])
        lines += [f"+ {one}   [{where}]" for one in found if one not in matched]
        lines += [f"- {one}   [{where}]" for one in gold if one not in reached]
    figures = {
        measure: {
            "precision": row[0] / row[1] if row[1] else 1.0,
            "recall": row[2] / row[3] if row[3] else 1.0,
            "gold": row[3],
            "found": row[1],
        }
        for measure, row in sorted(counts.items())
    }
    return figures, errors


def judged(half: str) -> Iterator[Judged]:
    """Measure, found values, gold values and the text, for each thing to judge."""
    for pair in (*read(f"pairs-{half}"), *read(f"pairs-{half}-more")):
        yield from (one for one in _judged_pair(pair) if one[0] in pair.get("only", LABELLED))
    for row in read(f"sentences-{half}"):
        text = row["text"]
        charged = [(text[one.start : one.end].lower(), one.stance) for one in own_voice(text)]
        gold = [(word.lower(), stance) for word, stance in row["charged"]]
        yield "tone: charged", charged, gold, text
        form, stance = form_of(text), stance_of(text)
        yield "agency: form", [form] if form else [], _one(row["agency"]), text
        yield "certainty: stance", [stance] if stance else [], _one(row["certainty"]), text
    for case in read(f"accounts-{half}"):
        yield from _emphasis(case)


def _judged_pair(pair: dict) -> Iterator[Judged]:
    claims = [_claim(pair, side) for side in ("first", "second")]
    where = " / ".join(claim.text for claim in claims)
    differences = {one.measure: one for one in measure_pair(*claims, FramingContext())}
    texts = (pair["first"], pair["second"])
    wording = []
    if "wording" in differences and differences["wording"].notable:
        wording = [(str(one.first), str(one.second)) for one in replaced(*texts)]
    labels: list[object] = [
        (texts[0][slice(*a)], texts[1][slice(*b)]) for a, b, _ in label_pairs(*texts)
    ]
    named = [tuple(one) for one in pair.get("labels", ())]
    worded = [*wording, *(one for one in labels if not any(_same(one, w) for w in wording))]
    yield "wording", worded, [tuple(one) for one in pair.get("wording", ())] + named, where
    yield "labels", labels, named, where
    for measure, side in (("tone", _harsher), ("agency", _namer), ("certainty", _surer)):
        difference = differences.get(measure)
        got = side(difference) if difference is not None and difference.notable else None
        yield (
            measure,
            [got] if got else [],
            _one(pair.get(measure)),
            where,
        )
    stance = differences.get("stance")
    acts = ["/".join(pair["stance"])] if pair.get("stance") else []
    got_acts = [act_of(text) for text in texts]
    shown = (
        ["/".join(act.kind.replace("coming", "promise") for act in got_acts)]
        if stance is not None and stance.notable and all(got_acts)
        else []
    )
    yield "stance", shown, acts, where
    substance = differences.get("substance")
    own_points = (
        [party for party, told in substance.values if told]
        if substance is not None and substance.notable
        else []
    )
    yield "substance", own_points, pair.get("substance", []), where
    for side_name, own, other in (("first", *texts), ("second", *texts[::-1])):
        found = [own[one.start : one.end] for one in only_in(own, [other])]
        yield "selection", found, pair.get("selection", {}).get(side_name, []), where


def _emphasis(case: dict) -> Iterator[Judged]:
    at = {"first": 0, "second": 0}
    claims = []
    for number, row in enumerate(case["claims"]):
        start = at[row["side"]]
        at[row["side"]] += len(row["text"]) + 1
        claims.append(
            Claim(
                str(number),
                row["side"],
                "account",
                row["side"],
                start,
                start + len(row["text"]),
                row["text"],
                topics=(row["topic"],),
            )
        )
    context = FramingContext.of(PARTIES, (), claims)
    for topic, side in case["emphasis"].items():
        group = [claim for claim in claims if topic in claim.topics]
        found = [
            max(one.values, key=lambda value: value[1])[0]
            for one in measure_group(group, context, topic)
            if one.measure == "emphasis" and one.notable
        ]
        yield "emphasis", found, [side] if side else [], f"{case['id']} {topic}"


def read(name: str) -> list[dict]:
    """The rows of a gold file; none where a half has no such file."""
    path = GOLD / f"{name}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else ()
    return [json.loads(line) for line in lines]


def _claim(pair: dict, side: str) -> Claim:
    text = pair[side]
    cue = pair.get(f"{side}_cue")
    shown = Evidence(side, 0, len(cue), cue, side) if cue else None
    return Claim(side, side, "account", side, 0, len(text), text, cue=shown)


def _harsher(difference: FramingDifference) -> str:
    return min(difference.values, key=lambda value: value[1])[0]


def _surer(difference: FramingDifference) -> str:
    return max(difference.values, key=lambda value: value[1])[0]


def _namer(difference: FramingDifference) -> str:
    named = [party for party, value in difference.values if str(value).startswith("names")]
    return named[0] if named else ""


def _one(value: str | None) -> list[object]:
    return [value] if value else []


def _same(found: object, gold: object) -> bool:
    """Equal; phrases that share a content word on each side; words of which one holds the other."""
    if isinstance(found, tuple) and isinstance(gold, tuple):
        if gold[1] in ("hostile", "favourable"):
            return found[1] == gold[1] and (found[0] in gold[0] or gold[0] in found[0])
        return all(_overlap(one, other) for one, other in zip(found, gold, strict=True))
    if isinstance(found, str) and isinstance(gold, str):
        return found == gold or gold in found or found in gold
    return found == gold


def _overlap(one: str, other: str) -> bool:
    return bool(content_stems(tokens(one)) & content_stems(tokens(other)))


if __name__ == "__main__":
    main()
