from pathlib import Path

from divergence.topics import TopicMatch, load_catalogue, name_group

DOCS = Path(__file__).parents[2] / "docs" / "topics.md"
CATALOGUE = load_catalogue()


def test_every_topic_is_documented_with_its_label_in_order():
    listed = DOCS.read_text("utf-8").partition("## The topics")[2]
    areas = dict.fromkeys(entry.area for entry in CATALOGUE.entries)
    wanted = [
        f"- **{area}**: "
        + ", ".join(f"{e.label} (`{e.id}`)" for e in CATALOGUE.entries if e.area == area)
        for area in areas
    ]
    assert [line for line in listed.splitlines() if line.startswith("- ")] == wanted


def test_the_documented_examples_hold():
    assert CATALOGUE.topics_of("Both sides observe the truce.") == (
        TopicMatch("ceasefire", 0.85, 23, 28, "truce"),
    )
    texts = [
        "No advance notice of the lock change was given.",
        "Tenants want advance notice of any lock change.",
    ]
    assert name_group(texts) == "advance notice of the lock change"
