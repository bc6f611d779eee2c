"""Sentences of our own, each with the topic that an analyst would file it under, or none."""

import pytest

from divergence.model import Span
from divergence.topics import load_catalogue, spans_of_names

CATALOGUE = load_catalogue()

FILED = [
    ("the harbour may reopen to grain shipments in April", "shipping"),
    ("the port has been closed to ships since March", "shipping"),
    ("pilots boarded the tankers off the port", "shipping"),
    ("two patrol ships entered our waters", "naval-incidents"),
    ("a warship rammed the supply vessel", "naval-incidents"),
    ("the new search and rescue centre opens in May", "rescue-services"),
    ("firefighters pulled three people from the cellar", "rescue-services"),
    ("the earthquake destroyed two villages", "disasters"),
    ("residents were told of a storm surge on the coast", "disasters"),
    ("the train service resumes on Monday", "transport"),
    ("the airport stays shut", "aviation"),
    ("the motorway is blocked near the border town", "roads"),
    ("commuters will pay higher ticket prices on the railway", "transport"),
    ("thousands marched and riots broke out", "protests"),
    ("gas prices doubled and the power grid failed", "energy"),
    ("the battery may overheat, with a risk of fire", "product-safety"),
    ("the firm recalled all units over a defect", "product-safety"),
    ("the farm was expropriated without the owner's consent", "land-and-property"),
    ("they spread disinformation and fake news", "propaganda"),
    ("irrigation fails and crops wither", "water-and-agriculture"),
    ("villages have no clean water", "water-and-agriculture"),
    ("the detention of fourteen sailors", "detention"),
    ("an independent judiciary will try the case in court", "fair-trial"),
    ("both want stronger defence cooperation", "defence-cooperation"),
    ("their military partnership grows", "defence-cooperation"),
    ("the rule of law and human rights", "human-rights"),
    ("abortion remains legal", "reproductive-rights"),
    ("astronomers found a planet with the telescope", "science"),
    ("the spacecraft reached orbit", "science"),
    ("seven civilians died in the raid on the town", "casualties"),
    ("the death of the senator", "casualties"),
    ("a fee of two percent is charged on port calls", "taxes"),
    ("the regulator fined the bank for breaking the rules", "regulation-and-fines"),
    ("he was sentenced by the court", "sentences"),
    ("the union called a strike over pay", "industrial-action"),
    ("wages and working hours", "jobs-and-pay"),
    ("they agreed to remain in contact", "further-contacts"),
    ("the ministers will speak again next week", "further-contacts"),
    ("the talks were frank and businesslike", "atmosphere"),
    ("fruitful talks", "atmosphere"),
    ("ready to normalise relations", "normalization"),
    ("the ambassador was summoned and expelled", "breakdown-of-relations"),
    ("consular officers visit the embassy", "embassies"),
    ("the congratulations of the whole house", "greetings"),
    ("at the request of the other side", "arrangements"),
    ("it was not raised in the meeting", "not-raised"),
    ("both respect the ceasefire", "ceasefire"),
    ("troops will be withdrawn from the valley", "troop-withdrawal"),
    ("artillery shelled the village", "use-of-force"),
    ("no enlargement of NATO", "alliances"),
    ("missiles were deployed near the line", "strike-weapons"),
    ("the maritime border agreement of 1994", "borders"),
    ("migrants crossed in small boats", "migration"),
    ("families fled and became refugees", "refugees"),
    ("humanitarian aid reached the camp", "humanitarian-aid"),
    ("vaccines against measles", "pandemic"),
    ("the bishop died in hospital", "casualties"),
    ("a full refund as compensation", "compensation"),
    ("the oil spill polluted the estuary", "environment"),
    ("tariffs on steel imports", "trade"),
    ("peace and stability across the Taiwan Strait", "cross-strait"),
    ("a free and open Indo-Pacific", "regional-order"),
    ("resilient supply chains for critical minerals", "supply-chains"),
    ("the risks of artificial intelligence", "artificial-intelligence"),
    ("the flow of fentanyl and its precursors", "narcotics"),
    ("the release of citizens who are wrongfully detained", "citizens-held-abroad"),
    ("a two-state solution", "middle-east-peace"),
    ("shipments of grain and food security", "food-security"),
    ("guardrails and open lines of communication", "managing-rivalry"),
    ("student exchanges and visa-free travel", "people-to-people"),
    ("the reactor and the risk of radiation", "nuclear-plants"),
    ("she spoke by phone with the chancellor", "contact"),
    ("he pleaded not guilty to all charges", "charges-and-guilt"),
    ("twelve years in prison without parole", "sentences"),
    ("his extradition and immunity", "extradition-and-immunity"),
    ("the minister must resign", "resignation-and-dismissal"),
    ("the chief executive apologised and is sorry", "apology"),
    ("the report was kept secret and never disclosed", "secrecy-and-disclosure"),
    ("four hundred redundancies at the mill", "job-losses"),
    ("the athlete failed a drugs test for steroids", "doping"),
    ("the referee showed a red card", "match-officials-and-discipline"),
    ("ballots were stuffed and the vote count was rigged", "conduct-of-vote"),
    ("stricter background checks for gun owners", "gun-control"),
    ("the statue will be renamed", "monuments-and-names"),
    ("the bishop opposed blasphemy laws", "religion"),
    ("the tender went to the preferred bidder", "contracts-and-bids"),
    ("the factory will close its doors", "closures"),
    ("police used excessive force", "police-conduct"),
    ("the judge recused himself, so the trial will be fair", "fair-trial"),
    ("she rejected reports to the contrary as baseless", "truth"),
    ("nobody there was aware of it", "knowledge"),
    ("it is they who are to blame", "legality-and-responsibility"),
    ("it was done on purpose", "purpose"),
]

NOT_FILED = [
    "the project is dead",
    "he was not cited for the incident",
    "it is perfectly fine and routine",
    "a strong and productive beginning",
    "on the other side of the street",
    "the Secretary of Energy introduced her staff",
    "the Department of Transportation and the Environmental Protection Agency agreed",
    "they are fighting for you",
    "the goal of the whole exercise",
    "he crossed the street",
    "she recalled her first summer there",
    "they opted to anchor the evening show",
    "a perfectly striking blue",
]


@pytest.mark.parametrize(("text", "topic"), FILED)
def test_a_sentence_is_filed_under_its_topic(text, topic):
    assert CATALOGUE.topics_of(text)[0].id == topic


@pytest.mark.parametrize("text", NOT_FILED)
def test_weak_figurative_and_named_words_file_nothing(text):
    assert CATALOGUE.topics_of(text) == ()


def test_a_partys_name_is_no_sign_of_a_topic():
    text = "Voltane Energy thanked everyone"
    named = spans_of_names(text, ["Voltane Energy", "Voltane"])
    assert named == (Span(0, 14),)
    assert "energy" in {match.id for match in CATALOGUE.topics_of(text)}
    assert [match.id for match in CATALOGUE.topics_of(text, named)] == ["greetings"]


def test_a_term_that_goes_beyond_a_name_counts():
    text = "NATO expansion"
    assert CATALOGUE.topics_of(text, [Span(0, 4)])[0].id == "alliances"


def test_names_without_a_capital_are_common_words():
    assert spans_of_names("the union voted", ["union", "the union"]) == ()
    assert spans_of_names("", []) == ()
