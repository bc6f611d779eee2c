"""Who can speak: every state, organisation and group that the package knows, found in text.

Comes in: a text, or a name that a user typed. Goes out: mentions with exact offsets, and parties.
The names are data: ``divergence/data/parties.toml`` and ``divergence/data/parties-leaders.toml``.
"""

from divergence.parties.lexicon import PartyLexicon, load_parties
from divergence.parties.search import Mention, OrganMention, Use

__all__ = ["Mention", "OrganMention", "PartyLexicon", "Use", "load_parties"]
