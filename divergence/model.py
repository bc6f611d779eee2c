"""The values that flow from one stage to the next: documents, attributions, claims, findings.

All are frozen. Offsets count Unicode code points into ``Document.text``, end exclusive, so
``document.text[start:end]`` is always the very characters that a claim, an aside or a piece of
evidence stands for. The words are those of ``docs/architecture.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["direct", "indirect", "mixed"]
"""Quoted, reported, or reported with quoted words (PARC, PolNeAR)."""

Role = Literal["account", "narrated"]
"""Said by the party in its own name, or said of it (or of nobody) by the outlet."""

Verdict = Literal["agreement", "framing", "conflict", "omission"]
VERDICTS: tuple[Verdict, ...] = ("conflict", "omission", "framing", "agreement")
"""All verdicts, in the order in which a topic takes over those of its findings."""

Stance = Literal["says", "narrated", "silent"]
"""How a party stands to a topic: speaks of it, is only spoken of, or neither."""

Relation = Literal["supports", "refutes", "related"]
"""How two aligned claims stand to each other; ``related`` is the same matter, not the same word."""

Status = Literal["proposed", "planned", "agreed", "happening", "done", "denied", "stated"]
"""How far along the thing is that a claim speaks of; ``stated`` where nothing shows it."""

Silence = Literal["plain", "declined", "not raised", "outlet only"]
"""Kinds of silence: no word; said aloud ("declined to comment"); said not to have come up; told
of the party by the outlet alone."""


class Span(NamedTuple):
    """Characters ``start`` up to but not including ``end`` of a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of a document that no claim may come from, with the reason in plain words."""

    document: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text as read.

    ``text`` is the decoded text, unchanged but for the decoding (line ends kept); for a page in
    HTML it is the extracted article text. ``name`` is the file's name, unique within an event.
    ``account_of`` is the id of the party whose own account the whole document is, or None for a
    text of an outlet. ``date`` is ISO 8601 (YYYY-MM-DD). ``aside`` is page furniture.
    ``warnings`` tell how a doubtful reading was made ("read as windows-1252").
    """

    name: str
    text: str
    outlet: str | None = None
    title: str | None = None
    date: str | None = None
    language: str | None = None
    account_of: str | None = None
    aside: tuple[Aside, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who gives an account. ``names`` are all forms that stand for it in text, the label too."""

    id: str
    label: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Reported speech as in PolNeAR: whose words (source), by what sign (cue), which (content).

    Each is a tuple of spans in document order; source and cue may be empty.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind = "indirect"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, sum of money, date or span of time named in a claim.

    ``kind`` is ``number``, ``money``, ``percent``, ``date`` or ``duration``; ``low`` and ``high``
    bound the value in ``unit`` (equal for a plain figure, infinite for an open side); ``of`` is
    the stemmed head that is counted ("troop"), or ''.
    """

    kind: str
    low: float
    high: float
    unit: str
    of: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ClaimDetails:
    """What is read off a claim's words before it is compared.

    ``context`` is what an anaphor in it stands for ("these talks" -> "the Geneva talks"), not
    part of the claim's own characters.
    """

    quantities: tuple[Quantity, ...] = ()
    negated: bool = False
    modality: str | None = None
    certainty: str | None = None
    actors: tuple[str, ...] = ()
    status: Status = "stated"
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters of a document that show something, and the party whose words they are."""

    document: str
    start: int
    end: int
    text: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition with its span. ``party`` is None where it is nobody's but the outlet's.

    ``source`` and ``cue`` are the words that attribute it (None in a party's own document or in
    the outlet's voice). ``reports`` is the party whose words this party relays. ``joint`` marks
    a claim about all sides ("the parties agreed"), which stays this party's word only.
    ``silence`` is set where the claim itself says a party kept silent.
    """

    id: str
    party: str | None
    role: Role
    document: str
    start: int
    end: int
    text: str
    kind: Kind = "indirect"
    source: Evidence | None = None
    cue: Evidence | None = None
    reports: str | None = None
    joint: bool = False
    silence: Silence | None = None
    topics: tuple[str, ...] = ()
    details: ClaimDetails = field(default_factory=ClaimDetails)
    note: str | None = None
    """Why a narrated claim is not an account: "position ascribed by the outlet", "background"..."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a pair or finding is judged as it is: a stable code, plain words, and the evidence.

    ``code`` is one of the documented reason codes, such as ``clash.number`` or
    ``framing.labels``; ``text`` is a sentence for readers, with the article's own words in
    quotation marks; ``evidence`` are the characters that it rests on.
    """

    code: str
    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two aligned claims of different parties; ``score`` is the calibrated support, 0 to 1."""

    claims: tuple[str, str]
    relation: Relation
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearest:
    """For an omission: the closest thing that a silent party did say, and its score, 0 to 1.

    ``claim`` is None where that party says nothing at all.
    """

    party: str
    claim: str | None
    score: float
    silence: Silence = "plain"


@dataclass(frozen=True, slots=True)
class FramingDifference:
    """One measure of how the parties tell the same thing.

    ``measure`` is ``wording``, ``labels``, ``tone``, ``agency``, ``certainty``, ``stance``,
    ``emphasis``, ``selection`` or ``substance``. ``scope`` is ``pair``, ``topic`` or ``account``;
    ``finding`` and ``topic`` name what it belongs to where known. ``values`` gives each party's
    reading in plain words or as a number. ``difference`` (0 to 1) passes where it is at least
    ``threshold``.
    """

    measure: str
    scope: str
    values: tuple[tuple[str, str | float], ...]
    difference: float
    threshold: float
    reason: str
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[str, ...] = ()
    topic: str | None = None
    finding: str | None = None

    @property
    def notable(self) -> bool:
        """Whether the difference reaches its stated threshold."""
        return self.difference >= self.threshold


@dataclass(frozen=True, slots=True)
class Profile:
    """How one account is told: a row of the profile table.

    ``words`` counts the words of its claims; ``measures`` are named readings (tone, agency,
    certainty ...), each 0 to 1 or -1 to 1 as documented; ``emphasis`` is the share of the
    account's words by topic id.
    """

    party: str
    words: int
    measures: tuple[tuple[str, float], ...] = ()
    emphasis: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Claims that speak of one thing, with a verdict and its reasons.

    ``id`` depends on what is said, not on where it stands, so that decisions and baselines
    survive a moved paragraph (the idea of detect-secrets' ``potential_secret``). ``label`` names
    the matter within its topic. ``agrees`` lists groups of parties that tell it alike, for more
    than two parties. ``confidence`` is the estimated chance that an analyst would sign.
    """

    id: str
    topic: str
    label: str
    verdict: Verdict
    claims: tuple[str, ...]
    omitted_by: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    confidence: float = 0.5
    agrees: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A named subject. ``stances`` says for each party whether it speaks of it."""

    id: str
    label: str
    verdict: Verdict
    omitted_by: tuple[str, ...] = ()
    stances: tuple[tuple[str, Stance], ...] = ()
    discovered: bool = False


@dataclass(frozen=True, slots=True)
class ToldSilence:
    """A silence said aloud, as a finding of its own kind.

    ``party`` keeps silent (None where it is not compared), in the way that ``kind`` says, on
    ``topic`` (None where nothing shows the matter). ``claim`` holds the words; ``told_by`` is
    ``party`` where the party says so itself ("X declined to comment"), else ``outlet``.
    """

    id: str
    party: str | None
    kind: Silence
    topic: str | None
    claim: str
    told_by: Literal["party", "outlet"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One event compared: everything that a report shows, in the order in which it shows it.

    ``settings`` holds what was in force as plain JSON values: the tool's version, the attribution
    model, how the parties were picked, thresholds, digests of data files. ``documents`` carry
    their texts, so that every view can be rendered again from a saved comparison. ``aside`` holds
    the furniture of all documents and the sentences of accounts that became no claim.
    ``topic_labels`` name the catalogue's topics that a claim carries, by id; ``silences`` are what
    parties are said not to speak of.
    """

    event: str
    settings: Mapping[str, object]
    documents: tuple[Document, ...]
    parties: tuple[Party, ...]
    claims: tuple[Claim, ...]
    pairs: tuple[Pair, ...]
    findings: tuple[Finding, ...]
    topics: tuple[Topic, ...]
    framing: tuple[FramingDifference, ...] = ()
    profiles: tuple[Profile, ...] = ()
    aside: tuple[Aside, ...] = ()
    topic_labels: tuple[tuple[str, str], ...] = ()
    silences: tuple[ToldSilence, ...] = ()
