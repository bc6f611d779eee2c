"""What claims are about: a catalogue of topics with their terms, and names for what it lacks.

Comes in: the words of a claim, or of a group of claims. Goes out: the topics that they speak of
with the terms that show it, or a name made of the group's own words. The catalogue is data:
``divergence/data/topics.toml``, extended or replaced by the user's TOML.
"""

from divergence.topics.bodies import spans_of_names
from divergence.topics.catalogue import Catalogue, TopicEntry, TopicMatch, load_catalogue
from divergence.topics.naming import name_group

__all__ = [
    "Catalogue",
    "TopicEntry",
    "TopicMatch",
    "load_catalogue",
    "name_group",
    "spans_of_names",
]
