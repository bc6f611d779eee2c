"""How long two accounts of 40 sentences each take to be aligned, grouped and judged, on one core.

Usage
    python benchmarks/speed_alignment.py [--sentences N] [--repeat N]

The accounts are made up from a fixed list of clauses, so that the figure can be had anywhere. What
is read off the claims before (details, topics) and how the aligned pairs are framed are not
counted; framing is timed by itself. Prints the first, the best and the median time in milliseconds
of processor time, and how many pairs were compared and aligned.
"""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import replace

from divergence.alignment import align
from divergence.framing import FramingContext, measure_event
from divergence.grouping import group
from divergence.language.polarity import describe
from divergence.model import Claim, Party
from divergence.topics import load_catalogue
from divergence.verdicts import judge

WHO = ("The ministry", "The delegation", "The governor", "The commission", "The union", "The army")
DID = (
    "confirmed that {n} families had been moved to schools in the {place}",
    "called for the reopening of the road to the {place}",
    "announced {n} million crowns for repairs in the {place}",
    "denied that its troops had crossed into the {place}",
    "discussed the exchange of {n} prisoners with the council of the {place}",
    "stressed its commitment to the ceasefire around the {place}",
    "said that grain exports through the {place} would resume in May",
    "warned of strikes at the {n} factories of the {place}",
)
PLACES = ("northern valley", "river port", "Karun district", "eastern province", "old capital")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=int, default=40)
    parser.add_argument("--repeat", type=int, default=15)
    options = parser.parse_args()
    parties = (Party("north", "Northland"), Party("south", "Southland"))
    claims = account("north", options.sentences, 0) + account("south", options.sentences, 3)
    context = FramingContext.of(parties, (), claims)
    times = []
    framed = []
    for _ in range(options.repeat):
        start = time.process_time()
        alignment = align(claims, parties)
        groups = group(claims, alignment)
        judged = time.process_time()
        differences = measure_event(groups, claims, alignment.pairs, context)
        told = time.process_time()
        findings = judge(groups, claims, alignment, parties, differences)
        times.append((time.process_time() - told + judged - start) * 1000)
        framed.append((told - judged) * 1000)
    print(
        f"best {min(times):.1f} ms, median {statistics.median(times):.1f} ms,"
        f" first {times[0]:.1f} ms of processor time"
    )
    print(f"framing of the aligned pairs besides: best {min(framed):.1f} ms")
    print(
        f"{len(claims)} claims, {len(alignment.matches)} pairs compared,"
        f" {len(alignment.pairs)} aligned, {len(findings)} findings"
    )


def account(party: str, sentences: int, shift: int) -> tuple[Claim, ...]:
    """Made-up claims of one party, each another mixture of the clauses."""
    catalogue = load_catalogue()
    claims = []
    at = 0
    for number in range(sentences):
        turn = number * 7 + shift
        clause = DID[(turn + number // 8) % len(DID)].format(
            n=20 + turn * 13 % 400, place=PLACES[(turn + number // 5) % len(PLACES)]
        )
        text = f"{WHO[(turn // 3) % len(WHO)]} {clause}, as agreed with partners last week."
        topics = tuple(match.id for match in catalogue.topics_of(text))
        claim = Claim(
            f"{party}-{number}", party, "account", f"{party}.txt", at, at + len(text), text
        )
        claims.append(replace(claim, topics=topics, details=describe(text, at)))
        at += len(text) + 1
    return tuple(claims)


if __name__ == "__main__":
    main()
