"""From attributed words to claims: who says what, one proposition at a time.

Comes in: documents, their attributions, the known parties and the names a user chose. Goes out:
a ClaimSet: the parties compared, every claim with its span, what was left aside and why, and how
the parties were picked. Every sentence of the body ends in a claim or in an aside.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from divergence.attribution.accounts import Voice, pick_sides
from divergence.attribution.completion import completed
from divergence.attribution.coverage import cover_sentences
from divergence.attribution.cues import load_lexicon
from divergence.claiming.official import draft_account
from divergence.claiming.outlets import draft_outlet
from divergence.claiming.statements import Draft, Statement
from divergence.errors import MissingAccountError, NothingToCompareError
from divergence.model import (
    Aside,
    Attribution,
    Claim,
    ClaimDetails,
    Document,
    Evidence,
    Party,
    Span,
)
from divergence.parties import PartyLexicon


@dataclass(frozen=True, slots=True)
class ClaimSet:
    """The claims of an event; ``how_picked`` is a sentence for the report's settings."""

    parties: tuple[Party, ...]
    claims: tuple[Claim, ...]
    asides: tuple[Aside, ...]
    how_picked: str


def claims_of(
    documents: Sequence[Document],
    attributions: Mapping[str, Sequence[Attribution]],
    lexicon: PartyLexicon,
    chosen: Sequence[str] | None = None,
    fewest: int = 2,
) -> ClaimSet:
    """The parties and claims of an event.

    ``attributions`` are by document name; ``chosen`` are the labels of the parties to compare,
    none to pick those that have accounts. Raises MissingAccountError where a chosen party says
    nothing or fewer than ``fewest`` have an account, NothingToCompareError where none has.
    """
    owners = _owners(documents, lexicon)
    drafts = []
    for document in documents:
        found = completed(document, attributions.get(document.name, ()))
        spoken = cover_sentences(document, found)
        if document.name in owners:
            drafts.append(draft_account(document, owners[document.name].id, spoken, lexicon))
        else:
            drafts.append(draft_outlet(document, spoken, lexicon))
    ids, parties, how_picked = _parties(drafts, owners, lexicon, tuple(chosen or ()), fewest)
    claims = _claims(drafts, ids)
    asides = sorted(
        {aside for draft in drafts for aside in (*draft.document.aside, *draft.asides)},
        key=lambda aside: (aside.document, aside.start, aside.end, aside.reason),
    )
    return ClaimSet(parties, claims, tuple(asides), how_picked)


def _owners(documents: Sequence[Document], lexicon: PartyLexicon) -> dict[str, Party]:
    """The party of each document that is a party's own account, by document name."""
    owners: dict[str, Party] = {}
    taken: dict[str, str] = {}
    for document in documents:
        if document.account_of is None:
            continue
        name = document.account_of
        found = lexicon.resolve(name) or lexicon.resolve(name.replace("-", " "))
        party = found or Party(_slug(name), name, (name,))
        if taken.setdefault(party.id, name) != name:
            party = Party(_slug(name), name, (name,))
            taken[party.id] = name
        owners[document.name] = party
    return owners


def _parties(
    drafts: Sequence[Draft],
    owners: Mapping[str, Party],
    lexicon: PartyLexicon,
    chosen: Sequence[str],
    fewest: int,
) -> tuple[dict[str, str], tuple[Party, ...], str]:
    """Side key to party id, the parties in order, and how they were picked."""
    voices = _voices(drafts)
    labels = {key: voice.label for key, voice in voices.items()}
    labels.update({party.id: party.label for party in owners.values()})
    if chosen:
        keys = tuple(dict.fromkeys(_chosen_key(name, lexicon, labels, voices) for name in chosen))
        how = f"Parties were named by the user: {', '.join(chosen)}."
    elif owners:
        keys = tuple(dict.fromkeys(party.id for party in owners.values()))
        how = "Parties are those whose own documents were given."
    else:
        keys, how = pick_sides(_with_standing(drafts, voices, lexicon))
    silent = [
        lexicon.party(key).label if key in lexicon else labels.get(key, key)
        for key in keys
        if key not in voices
    ]
    if silent:
        raise MissingAccountError(
            f"{', '.join(silent)}: the texts attribute no words to this party; "
            f"parties that speak: {_listing(voices)}"
        )
    if not keys:
        raise NothingToCompareError(
            "no party has an account of the event: the texts attribute no words to anyone"
        )
    if len(keys) < fewest:
        raise MissingAccountError(
            f"only one party has an account of the event: {labels[keys[0]]}; "
            "name others with --party, or add a text that reports them"
        )
    ids = {key: key if key in lexicon else _slug(labels.get(key, key)) for key in keys}
    keys = tuple(
        {ids[key]: key for key in reversed(keys)}[one] for one in dict.fromkeys(ids.values())
    )
    known = {party.id: party for party in owners.values()}
    parties = tuple(
        known.get(key)
        or (lexicon.party(key) if key in lexicon else Party(ids[key], labels[key], (labels[key],)))
        for key in keys
    )
    return ids, parties, how


def _voices(drafts: Sequence[Draft]) -> dict[str, Voice]:
    """How much each side says in all documents."""
    words: Counter[str] = Counter()
    statements: Counter[str] = Counter()
    labels: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for draft in drafts:
        for statement in draft.statements:
            if statement.role != "account":
                continue
            for side in statement.sides:
                words[side] += len(draft.document.text[slice(*statement.span)].split())
                statements[side] += 1
                labels.setdefault(side, draft.labels.get(side, side))
                kinds.setdefault(side, draft.kinds.get(side, ""))
    return {
        side: Voice(side, labels[side], words[side], statements[side], kinds[side])
        for side in words
    }


def _with_standing(
    drafts: Sequence[Draft], voices: Mapping[str, Voice], lexicon: PartyLexicon
) -> list[Voice]:
    """The voices, with whether each is a known body or camp and named in an opening."""
    reach = int(load_lexicon("claims.toml")["accounts"]["opening_characters"])
    openings = [draft.document.text[:reach] for draft in drafts]
    named = {mention.party_id for text in openings for mention in lexicon.find(text)}
    found = []
    for key, voice in voices.items():
        last = re.escape(voice.label.split()[-1])
        told = any(re.search(rf"\b{last}\b", text, re.IGNORECASE) for text in openings)
        found.append(
            replace(voice, known=key in lexicon or bool(voice.kind), opening=key in named or told)
        )
    return found


def _chosen_key(
    name: str, lexicon: PartyLexicon, labels: Mapping[str, str], voices: Mapping[str, Voice]
) -> str:
    """The side that a user means by a name: a known party, or one that this text names."""
    found = lexicon.resolve(name)
    if found is not None and (found.id in voices or found.id in labels):
        return found.id
    wanted = _slug(name)
    for key in sorted(voices):
        label = _slug(labels.get(key, key))
        if wanted in (label, _slug(key)) or f"-{wanted}-" in f"-{label}-":
            return key
    words = set(_slug(re.sub(r"['’]s\b", "", name)).split("-"))
    for key in sorted(voices, key=lambda side: (-voices[side].words, side)):
        own = set(_slug(key).split("-"))
        if key not in lexicon and (own <= words or words <= own):
            return key
    return found.id if found is not None else name


def _listing(voices: Mapping[str, Voice]) -> str:
    ranked = sorted(voices.values(), key=lambda voice: (-voice.words, voice.key))
    return ", ".join(voice.label for voice in ranked[:6]) or "none"


def _claims(drafts: Sequence[Draft], ids: Mapping[str, str]) -> tuple[Claim, ...]:
    """All claims in the order of the documents, with stable ids."""
    seen: Counter[tuple[str, str]] = Counter()
    claims = []
    for draft in drafts:
        for statement in draft.statements:
            for party, role, note in _holders(statement, ids, draft):
                claims.append(_claim(draft, statement, party, role, note, ids, seen))
    return tuple(claims)


def _holders(
    statement: Statement, ids: Mapping[str, str], draft: Draft
) -> Iterator[tuple[str | None, str, str | None]]:
    """The parties that a statement counts for; the outlet's own voice is nobody's."""
    own = [ids[side] for side in statement.sides if side in ids]
    if statement.role == "account":
        if own:
            for party in own:
                yield party, "account", statement.note
        else:
            said = ", ".join(draft.labels.get(side, side) for side in statement.sides)
            yield None, "narrated", f"said by {said}, who is not compared"
    else:
        told = own if statement.silence else own[:1]
        for one in told or (None,):
            yield one, "narrated", statement.note


def _claim(
    draft: Draft,
    statement: Statement,
    party: str | None,
    role: str,
    note: str | None,
    ids: Mapping[str, str],
    seen: Counter[tuple[str, str]],
) -> Claim:
    document = draft.document
    text = document.text[slice(*statement.span)]
    normal = " ".join(text.casefold().split())
    seen[party or "", normal] += 1
    number = seen[party or "", normal]
    digest = hashlib.sha256(f"{party or ''}|{role}|{normal}|{number}".encode()).hexdigest()
    return Claim(
        id=f"c-{digest[:10]}",
        party=party,
        role="account" if role == "account" else "narrated",
        document=document.name,
        start=statement.span.start,
        end=statement.span.end,
        text=text,
        kind=statement.kind,
        source=_evidence(document, statement.source, party),
        cue=_evidence(document, statement.cue, party),
        reports=ids.get(statement.reports or ""),
        joint=statement.joint,
        silence=statement.silence,
        details=ClaimDetails(context=statement.context),
        note=note,
    )


def _evidence(document: Document, span: Span | None, party: str | None) -> Evidence | None:
    if span is None:
        return None
    return Evidence(document.name, span.start, span.end, document.text[slice(*span)], party)


def _slug(label: str) -> str:
    plain = re.sub(r"['’]", "", label.casefold())
    return re.sub(r"[^\w]+", "-", plain).strip("-") or "party"
