"""One event compared: documents in, a ``Comparison`` out.

The function ``compare`` is the table of ``docs/architecture.md`` as a program: each line hands
the values of one stage to the next. Nothing here reads a file, a clock or the environment, but
for the data files that ship with the package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from divergence import __version__
from divergence.alignment import align
from divergence.attribution import attribute, model_in_force
from divergence.claiming.silences import told_silences
from divergence.claims import claims_of
from divergence.config import PartySetting, Settings
from divergence.data import data_digest
from divergence.framing import FramingContext, measure_event, meet_by_name, profiles
from divergence.grouping import group
from divergence.language.polarity import describe
from divergence.model import Claim, Comparison, Document, Finding, FramingDifference
from divergence.parties import PartyLexicon, load_parties
from divergence.reading.event import Event
from divergence.topics import Catalogue, load_catalogue, name_group, spans_of_names
from divergence.verdicts import judge, topics

Watch = Callable[[Sequence[Document]], Iterable[Document]]


def compare(
    event: Event, settings: Settings | None = None, each: Watch = iter, fewest: int = 2
) -> Comparison:
    """Compare the accounts of one event.

    ``each`` goes through the documents as the longest stage does, for a progress bar; ``fewest`` is
    how many parties have to speak: 1 to see who said what.
    Raises NothingToCompareError where none has an account (MissingAccountError where fewer than
    ``fewest`` have, or where a party that was asked for has none),
    SettingsError for a party, topic or model that is not known.
    """
    settings = settings or Settings()
    chosen = settings.chosen or tuple(party.label for party in event.parties)
    issuers = [document.account_of for document in event.documents if document.account_of]
    lexicon = _lexicon((*settings.parties, *event.parties), (*chosen, *issuers))
    catalogue = load_catalogue(_merged(settings.topics, event.topics))

    attributions = {
        document.name: attribute(document, settings.attribution)
        for document in each(event.documents)
    }
    accounts = claims_of(event.documents, attributions, lexicon, chosen or None, fewest)
    names = [name for party in accounts.parties for name in (party.label, *party.names)]
    claims = tuple(_described(claim, catalogue, names) for claim in accounts.claims)
    alignment = align(claims, accounts.parties, general=catalogue.general)
    groups = meet_by_name(group(claims, alignment, event.documents), claims)
    context = FramingContext.of(accounts.parties, event.documents, claims)
    framing = measure_event(groups, claims, alignment.pairs, context)

    def label(texts: Sequence[str], topic: str) -> str:
        found = name_group(texts, ignore=names, within=catalogue.labels.get(topic, ""))
        # One word beside a topic's label tells a reader nothing.
        return "" if topic in catalogue.labels and " " not in found else found

    findings = judge(groups, claims, alignment, accounts.parties, framing, label)
    furniture = (aside for document in event.documents for aside in document.aside)
    return Comparison(
        event=event.name,
        settings=_in_force(settings, accounts.how_picked),
        documents=event.documents,
        parties=accounts.parties,
        claims=claims,
        pairs=alignment.pairs,
        findings=findings,
        topics=topics(findings, claims, accounts.parties, catalogue.labels),
        framing=_placed(framing, findings),
        profiles=profiles(claims, event.documents, accounts.parties),
        aside=tuple(
            sorted({*furniture, *accounts.asides}, key=lambda a: (a.document, a.start, a.end))
        ),
        topic_labels=_labels(claims, catalogue),
        silences=told_silences(claims),
    )


def _lexicon(known: Sequence[PartySetting], called: Sequence[str]) -> PartyLexicon:
    """The world's parties with the user's labels and names.

    A name by which the user calls a party is its label, unless it is a further name of one.
    """
    taken = {name for party in known for name in (party.label, *party.names)}
    names = [(party.label, party.names) for party in known]
    names += [(name, ()) for name in dict.fromkeys(called) if name not in taken]
    lexicon = load_parties()
    return lexicon.with_parties(names) if names else lexicon


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> Mapping[str, Any]:
    """Two parts of a topic catalogue as one: the topics of both, an option of the second first."""
    if not (first and second):
        return first or second
    both = {**first, **second}
    both["topic"] = [*first.get("topic", ()), *second.get("topic", ())]
    return both


def _described(claim: Claim, catalogue: Catalogue, names: Sequence[str]) -> Claim:
    """A claim with what its words say of numbers, negation and status, and with its topics.

    ``names`` of the event's parties are no sign of a topic.
    """
    details = replace(describe(claim.text, claim.start), context=claim.details.context)
    named = spans_of_names(claim.text, names)
    found = tuple(match.id for match in catalogue.topics_of(claim.text, named))
    return replace(claim, details=details, topics=found)


def _labels(claims: Sequence[Claim], catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The names of the topics that the claims carry, sorted by id."""
    carried = sorted({topic for claim in claims for topic in claim.topics})
    return tuple((topic, catalogue.labels[topic]) for topic in carried)


def _placed(
    differences: Sequence[FramingDifference], findings: Sequence[Finding]
) -> tuple[FramingDifference, ...]:
    """The differences that fall within a finding, each with its finding and topic."""
    of_claim: dict[str, list[Finding]] = {}
    for finding in findings:
        for name in finding.claims:
            of_claim.setdefault(name, []).append(finding)
    placed = []
    for difference in differences:
        for finding in of_claim.get(next(iter(difference.claims), ""), ()):
            if set(difference.claims) <= set(finding.claims):
                placed.append(replace(difference, finding=finding.id, topic=finding.topic))
                break
    return tuple(placed)


def _in_force(settings: Settings, how_picked: str) -> dict[str, object]:
    """What the result depends on besides the documents, for the report."""
    return {
        "version": __version__,
        "data": data_digest(),
        # Claims are read with both where a fitted model is chosen (claims.claims_of).
        "attribution": (
            settings.attribution
            if settings.attribution == "rules"
            else f"{model_in_force(settings.attribution)}, completed by rules"
        ),
        "parties": how_picked,
        "file": settings.file,
    }
