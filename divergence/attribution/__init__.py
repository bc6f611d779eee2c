"""Who said what: the attributions of a document, by one of two models behind one function.

Comes in: a document. Goes out: attributions (source, cue and content as exact spans). ``learned``
is the fitted tagger and linker, ``rules`` needs no weights. Neither stands in for the other: a
missing or damaged weights file is an error.
"""

from __future__ import annotations

from divergence.errors import SettingsError
from divergence.model import Attribution, Document

MODELS = ("learned", "rules")


def attribute(document: Document, model: str = "learned") -> tuple[Attribution, ...]:
    """The attributions of ``document`` outside its asides, in the order of the text.

    Raises SettingsError for a model that does not exist and DataFileError where the weights of
    ``learned`` are missing or damaged.
    """
    if model == "learned":
        from divergence.attribution.learned import attribute_by_model

        return attribute_by_model(document)
    if model == "rules":
        from divergence.attribution.rules import attribute_by_rules

        return attribute_by_rules(document)
    raise SettingsError(f"attribution: there is no model {model!r}; use one of {', '.join(MODELS)}")
