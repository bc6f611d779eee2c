"""Who said what: the attributions of a document, by one of three models behind one function.

Comes in: a document. Goes out: attributions (source, cue and content as exact spans). ``learned``
is the fitted tagger and linker, ``accurate`` a small transformer that needs the extra of that
name, ``rules`` needs no weights. None stands in for another: a missing or damaged weights file is
an error.
"""

from __future__ import annotations

from divergence.errors import SettingsError
from divergence.model import Attribution, Document

MODELS = ("learned", "accurate", "rules")


def attribute(document: Document, model: str = "learned") -> tuple[Attribution, ...]:
    """The attributions of ``document`` outside its asides, in the order of the text.

    Raises SettingsError for a model that does not exist, DataFileError where the weights of
    ``learned`` or ``accurate`` are missing or damaged, and MissingExtraError where ``accurate``
    is asked for without its extra.
    """
    if model == "learned":
        from divergence.attribution.learned import attribute_by_model

        return attribute_by_model(document)
    if model == "accurate":
        from divergence.attribution.accurate import attribute_accurately

        return attribute_accurately(document)
    if model == "rules":
        from divergence.attribution.rules import attribute_by_rules

        return attribute_by_rules(document)
    raise SettingsError(f"attribution: there is no model {model!r}; use one of {', '.join(MODELS)}")


def model_in_force(model: str) -> str:
    """The model's name for a report; ``accurate`` with the digest of its weights.

    The digest of the other data files does not cover those. Raises as ``attribute`` does.
    """
    if model != "accurate":
        return model
    from divergence.attribution.accurate.weights import accurate_model

    return f"accurate {accurate_model().digest[:16]}"
