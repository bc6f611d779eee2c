"""Turns a checkpoint into the weights file that ships.

Comes in: fitted weights, the vocabulary, cue classes, and what calibration gave. Goes out: the
bytes of the weights file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt

from divergence.attribution.accurate.links import FEATURES, Choice
from divergence.attribution.accurate.weights import VERSION, write_model
from divergence.attribution.gathering import Gathering
from divergence.training.accurate.graph import encoder_graph, linker_graph

AS_FITTED = Gathering()
NO_CHOICE = Choice(np.zeros(FEATURES), 1.0)


def exported(
    weights: Mapping[str, npt.NDArray[Any]],
    vocabulary: str,
    cue_classes: Mapping[int, int],
    about: str,
    choice: Choice = NO_CHOICE,
    level: float = 0.0,
    rule: Gathering = AS_FITTED,
    encoder: bytes | None = None,
) -> bytes:
    """The weights file; ``encoder`` replaces the graph made of the weights."""
    settings = {
        "version": VERSION,
        "choice": [float(value) for value in choice.weights],
        "switch": choice.switch,
        "level": level,
        "gathering": asdict(rule),
        "cue_classes": {str(key): cue_classes[key] for key in sorted(cue_classes)},
    }
    return write_model(
        {
            "about.txt": about.encode("utf-8"),
            "encoder.onnx": encoder or encoder_graph(dict(weights)),
            "linker.onnx": linker_graph(dict(weights)),
            "settings.json": json.dumps(settings, sort_keys=True).encode("utf-8"),
            "vocabulary.txt": vocabulary.rstrip("\n").encode("utf-8"),
        }
    )
