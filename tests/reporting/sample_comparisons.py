"""Comparisons made by hand, as the stages before reporting would hand them over."""

from __future__ import annotations

import random
from dataclasses import replace

from divergence.model import (
    Aside,
    Claim,
    ClaimDetails,
    Comparison,
    Document,
    Evidence,
    Finding,
    FramingDifference,
    Nearest,
    Pair,
    Party,
    Profile,
    Quantity,
    Reason,
    Topic,
)

FERRY = (
    "Ferry talks end in Halvik\n\n"
    "The port authority and the seamen's union met for six hours on Monday.\n\n"
    "The talks took place in a constructive atmosphere, the port authority said. "
    "It said both sides had discussed new berths, night sailings and the price of freight. "
    "The authority counted 120 sailings that were lost in March.\n\n"
    "The union called the talks “frank”. “We spoke of unpaid overtime and of new berths,” "
    "it said in a statement. It counted 340 sailings lost in March.\n\n"
    "The union wants a vote before summer.\n\n"
    "Subscribe to our newsletter | Sign in\n"
)


def span(document: Document, phrase: str) -> tuple[int, int]:
    start = document.text.index(phrase)
    return start, start + len(phrase)


def claim(document: Document, name: str, party: str | None, phrase: str, **fields) -> Claim:
    start, end = span(document, phrase)
    fields.setdefault("role", "account")
    return Claim(name, party, document=document.name, start=start, end=end, text=phrase, **fields)


def evidence(document: Document, phrase: str, party: str | None = None) -> Evidence:
    start, end = span(document, phrase)
    return Evidence(document.name, start, end, phrase, party)


def ferry() -> Comparison:
    """Two parties in one article: every verdict, a narrated claim, furniture."""
    document = Document(
        "halvik.txt",
        FERRY,
        outlet="Halvik Post",
        title="Ferry talks end in Halvik",
        date="2024-04-08",
        language="en",
    )
    furniture = Aside(
        "halvik.txt", *span(document, "Subscribe to our newsletter | Sign in"), "menu"
    )
    document = replace(document, aside=(furniture,))
    said = evidence(document, "said")
    port = {"source": evidence(document, "the port authority said"), "cue": said}
    union = {"source": evidence(document, "The union"), "cue": evidence(document, "called")}
    claims = (
        claim(
            document,
            "c1",
            "port",
            "The talks took place in a constructive atmosphere",
            topics=("atmosphere",),
            **port,
        ),
        claim(document, "c2", "port", "new berths", topics=("berths",), joint=True, **port),
        claim(document, "c3", "port", "night sailings", topics=("sailings",), joint=True, **port),
        claim(document, "c4", "port", "the price of freight", topics=("freight",), **port),
        claim(
            document,
            "c5",
            "port",
            "120 sailings that were lost in March",
            topics=("sailings",),
            details=ClaimDetails(
                quantities=(
                    Quantity("number", 120, 120, "", "sail", *span(document, "120")),
                    Quantity("date", 3, float("inf"), "month", "", *span(document, "in March")),
                )
            ),
            **port,
        ),
        claim(
            document,
            "c6",
            "union",
            "the talks “frank”",
            kind="mixed",
            topics=("atmosphere",),
            **union,
        ),
        claim(
            document, "c7", "union", "unpaid overtime", kind="direct", topics=("overtime",), **union
        ),
        claim(
            document,
            "c8",
            "union",
            "of new berths",
            kind="direct",
            topics=("berths",),
            details=ClaimDetails(status="planned"),
            **union,
        ),
        claim(document, "c9", "union", "340 sailings lost in March", topics=("sailings",), **union),
        claim(
            document,
            "c10",
            "union",
            "The union wants a vote before summer",
            role="narrated",
            topics=("vote",),
            note="position ascribed by the outlet",
        ),
    )
    clash = Reason(
        "clash.number",
        "The numbers differ: “120 sailings” against “340 sailings”.",
        (evidence(document, "120 sailings", "port"), evidence(document, "340 sailings", "union")),
    )
    pairs = (
        Pair(("c1", "c6"), "related", 0.61),
        Pair(("c2", "c8"), "supports", 1),
        Pair(("c5", "c9"), "refutes", 0.72, (clash,)),
    )
    findings = (
        Finding(
            "f-5d1", "sailings", "sailings lost", "conflict", ("c5", "c9"), (), (clash,), (), 0.81
        ),
        Finding(
            "f-7aa",
            "sailings",
            "night sailings",
            "omission",
            ("c3",),
            ("union",),
            (Reason("omission.plain", "The union says nothing of night sailings."),),
            (Nearest("union", "c9", 0.22),),
            0.7,
        ),
        Finding(
            "f-0b2",
            "freight",
            "price of freight",
            "omission",
            ("c4",),
            ("union",),
            (Reason("omission.plain", "The union says nothing of the price of freight."),),
            (Nearest("union", None, 0),),
            0.66,
        ),
        Finding(
            "f-9c3",
            "overtime",
            "unpaid overtime",
            "omission",
            ("c7",),
            ("port",),
            (Reason("omission.plain", "The port authority says nothing of unpaid overtime."),),
            (Nearest("port", "c4", 0.31),),
            0.66,
        ),
        Finding(
            "f-3e4",
            "atmosphere",
            "atmosphere of the talks",
            "framing",
            ("c1", "c6"),
            (),
            (Reason("framing.wording", "“constructive” against “frank”."),),
            (),
            0.55,
        ),
        Finding("f-1f0", "berths", "new berths", "agreement", ("c2", "c8"), confidence=0.9),
    )
    stances = {
        "sailings": ("Sailings", "conflict", (), "says", "says"),
        "freight": ("Freight", "omission", ("union",), "says", "silent"),
        "overtime": ("Overtime", "omission", ("port",), "silent", "says"),
        "atmosphere": ("Atmosphere of talks", "framing", (), "says", "says"),
        "berths": ("Berths", "agreement", (), "says", "says"),
        "vote": ("Vote", "omission", ("port",), "silent", "narrated"),
    }
    topics = tuple(
        Topic(name, label, verdict, omitted, (("port", port_), ("union", union_)), name == "vote")
        for name, (label, verdict, omitted, port_, union_) in stances.items()
    )
    framing = (
        FramingDifference(
            "tone",
            "topic",
            (("port", 0.4), ("union", 0)),
            0.4,
            0.3,
            "Of the talks the port authority speaks more warmly than the union.",
            (evidence(document, "constructive", "port"),),
            ("c1", "c6"),
            "atmosphere",
            "f-3e4",
        ),
        FramingDifference(
            "emphasis",
            "account",
            (("port", "the price of freight"), ("union", "pay")),
            0.5,
            0.2,
            "The port authority gives most words to sailings, the union to pay.",
        ),
    )
    profiles = (
        Profile(
            "port", 24, (("tone", 0.2), ("certainty", 1)), (("sailings", 0.5), ("freight", 0.25))
        ),
        Profile("union", 15, (("tone", -0.1), ("certainty", 1)), (("sailings", 0.4),)),
    )
    opening = Aside(
        "halvik.txt",
        *span(document, "The port authority and the seamen's union met"),
        "told by the outlet",
    )
    return Comparison(
        "Ferry talks in Halvik",
        {"version": "0.1.0", "attribution": "learned", "parties": {"picked": "by their accounts"}},
        (document,),
        (
            Party("port", "Port authority", ("the port authority", "the authority")),
            Party("union", "Union", ("the seamen's union", "the union")),
        ),
        claims, pairs, findings, topics, framing, profiles, (furniture, opening),
    )  # fmt: skip


def nothing_shared() -> Comparison:
    """Two statements that speak of different things."""
    first = Document("north.txt", "We signed the budget. Schools open in May.", account_of="north")
    second = Document("south.txt", "Rain fell for nine days.", account_of="south")
    claims = (
        claim(first, "a", "north", "We signed the budget."),
        claim(first, "b", "north", "Schools open in May."),
        claim(second, "c", "south", "Rain fell for nine days."),
    )
    findings = tuple(
        Finding(f"f{c.id}", "t" + c.id, c.text.lower()[:-1], "omission", (c.id,), (other,))
        for c, other in zip(claims, ("south", "south", "north"), strict=True)
    )
    topics = tuple(
        Topic(f.topic, f.label.title(), "omission", f.omitted_by, discovered=True) for f in findings
    )
    return Comparison(
        "Two towns", {}, (first, second), (Party("north", "North"), Party("south", "South")),
        claims, (), findings, topics,
    )  # fmt: skip


def three_parties() -> Comparison:
    """Three statements of one meeting; two agree against the third."""
    texts = {
        "alpha": "The dam will be filled in two years. We discussed trade.",
        "beta": "The dam will be filled over two years.",
        "gamma": "The dam must be filled over seven years.",
    }
    documents = tuple(Document(f"{p}.txt", t, account_of=p) for p, t in texts.items())
    claims = (
        claim(documents[0], "a1", "alpha", "The dam will be filled in two years."),
        claim(documents[0], "a2", "alpha", "We discussed trade."),
        claim(documents[1], "b1", "beta", "The dam will be filled over two years."),
        claim(documents[2], "g1", "gamma", "The dam must be filled over seven years."),
    )
    findings = (
        Finding(
            "dam", "water", "filling of the dam", "conflict", ("a1", "b1", "g1"),
            reasons=(Reason("clash.number", "“two years” against “seven years”."),),
            agrees=(("alpha", "beta"), ("gamma",)), confidence=0.8,
        ),
        Finding(
            "trade", "trade", "trade", "omission", ("a2",), ("beta", "gamma"),
            nearest=(Nearest("beta", "b1", 0.1), Nearest("gamma", "g1", 0.1, "declined")),
        ),
    )  # fmt: skip
    topics = (
        Topic("water", "Water", "conflict", (), tuple((p, "says") for p in texts)),
        Topic(
            "trade", "Trade", "omission", ("beta", "gamma"),
            (("alpha", "says"), ("beta", "silent"), ("gamma", "silent")),
        ),
    )  # fmt: skip
    pairs = (
        Pair(("a1", "b1"), "supports", 0.9),
        Pair(("a1", "g1"), "refutes", 0.8),
        Pair(("b1", "g1"), "refutes", 0.85),
    )
    return Comparison(
        "The dam", {}, documents, tuple(Party(p, p.title()) for p in texts), claims, pairs,
        findings, topics,
    )  # fmt: skip


def with_text(hostile: str) -> Comparison:
    """Two statements in which everything that comes from outside is ``hostile``."""
    text = f"{hostile} one\n{hostile} two"
    documents = tuple(
        Document(
            name, text, outlet=hostile, title=hostile, date=hostile, language=hostile,
            account_of=party, warnings=(hostile,),
        )
        for name, party in (
            (f"{hostile} a.txt", hostile + "1"),
            (f"{hostile} b.txt", hostile + "2"),
        )
    )  # fmt: skip
    parties = tuple(Party(d.account_of or "", hostile, (hostile,)) for d in documents)
    half = len(hostile) + 4
    claims = tuple(
        Claim(
            f"{hostile} {at} {d.account_of}", d.account_of, "account", d.name, start, end,
            text[start:end], topics=(hostile,), note=hostile,
            source=Evidence(d.name, 0, len(hostile), hostile, d.account_of),
            cue=Evidence(d.name, 0, len(hostile), hostile),
        )
        for d in documents
        for at, (start, end) in enumerate(((0, half), (half + 1, len(text))))
    )  # fmt: skip
    told = replace(claims[0], id=f"{hostile} told", role="narrated", party=None)
    reason = Reason(hostile, hostile, (Evidence(documents[0].name, 0, 1, text[0]),))
    shared = (claims[0].id, claims[2].id)
    findings = (
        Finding(f"{hostile} f1", hostile, hostile, "conflict", shared, (), (reason,)),
        Finding(
            f"{hostile} f2", hostile, hostile, "omission", (claims[1].id,), (parties[1].id,),
            (reason,), (Nearest(parties[1].id, claims[3].id, 0.5),),
        ),
    )  # fmt: skip
    stances = tuple((p.id, "says") for p in parties)
    framing = FramingDifference(
        hostile, "topic", ((parties[0].id, hostile), (parties[1].id, 0.5)), 0.6, 0.5, hostile,
        (), shared, hostile, findings[0].id,
    )  # fmt: skip
    return Comparison(
        hostile, {hostile: hostile}, documents, parties, (*claims, told),
        (Pair(shared, "refutes", 0.9, (reason,)),), findings,
        (Topic(hostile, hostile, "conflict", (), stances),),
        (framing, replace(framing, scope="account", topic=None, finding=None)),
        tuple(Profile(p.id, 4, ((hostile, 0.5),), ((hostile, 1.0),)) for p in parties),
        (Aside(documents[0].name, 0, len(text), hostile),),
    )  # fmt: skip


def large(documents: int = 30, claims: int = 1500, parties: int = 4) -> Comparison:
    """A large event, the same at every call: ``claims`` claims in ``documents`` documents."""
    chance = random.Random(6)
    vocabulary = [
        "".join(
            chance.choice(consonants) + chance.choice("aeiou") for _ in range(chance.randint(1, 4))
        )
        for consonants in ["bcdfglmnprst"] * 900
    ]
    names = [f"party-{n}" for n in range(parties)]
    per_document = claims // documents
    texts, made = [], []
    for n in range(documents):
        party = names[n % parties]
        name = f"statement-{n:02}.txt"
        text = ""
        for m in range(per_document):
            sentence = (
                " ".join(chance.choices(vocabulary, k=chance.randint(9, 30))).capitalize() + "."
            )
            start = len(text)
            text += sentence + ("\n\n" if m % 5 == 4 else " ")
            made.append(
                Claim(
                    f"c{n:02}-{m:03}", party, "account", name, start, start + len(sentence),
                    sentence, topics=(f"topic-{(n * 7 + m) % 60}",),
                )
            )  # fmt: skip
        texts.append(Document(name, text, outlet=f"Office {n % parties}", account_of=party))
    pairs, findings = [], []
    verdicts = ("agreement", "framing", "conflict", "omission", "omission")
    by_topic: dict[str, list[Claim]] = {}
    for one in made:
        by_topic.setdefault(one.topics[0], []).append(one)
    for topic in sorted(by_topic):
        queue = by_topic[topic]
        for at in range(0, len(queue), 3):
            group = queue[at : at + 3]
            speaking = dict.fromkeys(c.party for c in group)
            verdict = verdicts[len(findings) % 5]
            reason = Reason(f"{verdict}.sample", f"A reason for {verdict} in plain words.")
            silent = tuple(n for n in names if n not in speaking) if verdict == "omission" else ()
            findings.append(
                Finding(
                    f"f{len(findings):04}", topic, " ".join(group[0].text.split()[:4]), verdict,
                    tuple(c.id for c in group), silent, (reason,),
                    tuple(Nearest(p, chance.choice(made).id, 0.2) for p in silent),
                    round(chance.random(), 2),
                )
            )  # fmt: skip
            if len(speaking) > 1:
                pairs.append(Pair((group[0].id, group[-1].id), "supports", 0.7, (reason,)))
    topics = tuple(
        Topic(
            topic, topic.replace("-", " ").title(), verdicts[at % 5], (),
            tuple((n, "says" if chance.random() > 0.3 else "silent") for n in names),
        )
        for at, topic in enumerate(sorted(by_topic))
    )  # fmt: skip
    profiles = tuple(
        Profile(
            n, 9000, (("tone", 0.1), ("certainty", 0.8)),
            tuple((topic.id, round(chance.random() / 30, 4)) for topic in topics),
        )
        for n in names
    )  # fmt: skip
    return Comparison(
        "A large event", {"version": "0.1.0"}, tuple(texts),
        tuple(Party(n, n.replace("-", " ").title()) for n in names), tuple(made), tuple(pairs),
        tuple(findings), topics, (), profiles,
    )  # fmt: skip
