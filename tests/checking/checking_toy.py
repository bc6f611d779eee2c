"""A comparison that can be foretold, for tests of what happens around it.

Each text is a party's account (its file's stem), each line "topic: words" a claim. A topic that a
party lacks is an omission; "no" or "not" in one account only is a conflict; the same words are an
agreement; else it is framing. As a script it is the command line with this comparison in place:
``TOY_DELAY`` seconds pass with each event, ``TOY_LOG`` gets the key of each event compared.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from divergence.checking.discovery import EventFiles
from divergence.errors import InputError, NothingToCompareError
from divergence.model import (
    Claim,
    Comparison,
    Document,
    Finding,
    Nearest,
    Party,
    Reason,
    Topic,
    Verdict,
)

LINE = re.compile(r"^(?P<topic>[\w-]+): (?P<words>.+?)[ \t]*\r?$", re.M)


def compare_event(event: EventFiles) -> Comparison:
    """The comparison of the texts among an event's inputs."""
    if log := os.environ.get("TOY_LOG"):
        with Path(log).open("a") as file:
            file.write(f"{event.key}\n")
    time.sleep(float(os.environ.get("TOY_DELAY", "0")))
    paths = [path for path in event.inputs if path.suffix != ".toml"]
    if any(not path.exists() for path in paths):
        raise InputError(f"{event.key}: a text is missing")
    documents = [
        Document(path.name, path.read_bytes().decode("utf-8-sig"), account_of=path.stem)
        for path in paths
    ]
    return compare_documents(event.key, documents)


def compare_documents(name: str, documents: Sequence[Document]) -> Comparison:
    """The comparison of accounts, each of the party that it is named after."""
    if len(documents) < 2:
        raise NothingToCompareError(f"{name}: only one account")
    parties = [
        Party(str(document.account_of), str(document.account_of).title()) for document in documents
    ]
    claims = [
        Claim(
            id=f"{document.account_of}-{number}",
            party=document.account_of,
            role="account",
            document=document.name,
            start=found.start("words"),
            end=found.end("words"),
            text=found["words"],
            topics=(found["topic"],),
        )
        for document in documents
        for number, found in enumerate(LINE.finditer(document.text))
    ]
    topics = sorted({claim.topics[0] for claim in claims})
    findings = [_finding(topic, claims, parties) for topic in topics]
    return Comparison(
        event=name,
        settings={},
        documents=tuple(documents),
        parties=tuple(parties),
        claims=tuple(claims),
        pairs=(),
        findings=tuple(findings),
        topics=tuple(
            Topic(
                finding.topic,
                finding.topic.replace("-", " "),
                finding.verdict,
                finding.omitted_by,
                tuple(
                    (party.id, "silent" if party.id in finding.omitted_by else "says")
                    for party in parties
                ),
            )
            for finding in findings
        ),
    )


def _finding(topic: str, claims: Sequence[Claim], parties: Sequence[Party]) -> Finding:
    ours = [claim for claim in claims if claim.topics == (topic,)]
    speaking = {claim.party for claim in ours}
    silent = tuple(party.id for party in parties if party.id not in speaking)
    denied = {claim.party for claim in ours if re.search(r"\bnot?\b", claim.text, re.I)}
    verdict: Verdict
    if silent:
        verdict = "omission"
    elif denied and denied != speaking:
        verdict = "conflict"
    elif len({claim.text for claim in ours}) == 1:
        verdict = "agreement"
    else:
        verdict = "framing"
    return Finding(
        id=f"{topic}-{verdict}",
        topic=topic,
        label=topic,
        verdict=verdict,
        claims=tuple(claim.id for claim in ours),
        omitted_by=silent,
        reasons=(Reason("toy", f"{verdict} on {topic}"),),
        nearest=tuple(Nearest(party, None, 0.0) for party in silent),
        confidence=0.8,
    )


if __name__ == "__main__":
    import divergence.checking.cache
    import divergence.checking.comparing
    import divergence.cli

    divergence.checking.comparing.event_comparer = lambda settings: compare_event
    divergence.checking.cache.tool_digest = lambda: "toy"  # someone may be editing the package
    sys.argv[0] = "divergence"
    divergence.cli.main()
