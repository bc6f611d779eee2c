"""The network as two ONNX graphs: the encoder, with whole-number weights, and the linker.

Comes in: fitted weights. Goes out: the bytes of ``encoder`` (pieces, features, first pieces of
tokens; states and token scores out) and ``linker`` (states, anchors and the tokens around them;
roles and odds out). The encoder's weights are whole numbers of seven bits with a scale for each
output, its activations are rounded to eight bits with a scale for each piece, and products are
summed as whole numbers; seven bits, so that no sum overflows on processors that add pairs of
products in sixteen bits. A scale for each piece rather than for a whole text is what keeps the
accuracy: a few pieces have values many times those of the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from divergence.attribution.accurate.inputs import REACH
from divergence.training.accurate.network import HEADS, KERNEL, LAYERS, PAIR, SPREAD, WIDTH

Array = npt.NDArray[Any]
Weights = dict[str, Array]
Inputs = Mapping[str, tuple[int, Sequence[str | int]]]
"""Of each input of a graph its type and its sizes, by name where they vary."""
OPSET = 17
GRID = 2 * REACH + 1


class Graph:
    """Nodes and constants of a graph under construction; each method returns a value's name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def add(self, kind: str, *given: str, domain: str = "", **settings: Any) -> str:
        """The output of a new node."""
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(given), [name], domain=domain, **settings))
        return name

    def constant(self, name: str, value: Array) -> str:
        """A named constant."""
        self.constants[name] = numpy_helper.from_array(np.array(value, order="C"), name)
        return name

    def number(self, value: float | int, kind: Any = np.float32) -> str:
        """A scalar."""
        return self.constant(f"{np.dtype(kind).name}_{value}", np.array(value, dtype=kind))

    def shape(self, *sizes: int) -> str:
        """A list of sizes or axes."""
        name = "list_" + "_".join(map(str, sizes)).replace("-", "minus_")
        return self.constant(name, np.array(sizes, dtype=np.int64))

    def finished(self, inputs: Inputs, outputs: dict[str, str]) -> bytes:
        """The bytes of the graph as a model."""
        for public, name in outputs.items():
            self.nodes.append(helper.make_node("Identity", [name], [public]))
        graph = helper.make_graph(
            self.nodes,
            "attribution",
            [helper.make_tensor_value_info(n, kind, shape) for n, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in outputs],
            list(self.constants.values()),
        )
        imports = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=imports, ir_version=8)
        content: bytes = model.SerializeToString(deterministic=True)
        return content


def encoder_graph(
    weights: Weights, levels: int = 63, whole: bool = True, keep: tuple[str, ...] = ()
) -> bytes:
    """The encoder with its token heads.

    ``levels`` is the largest whole number of a weight; ``whole`` False keeps 32-bit floats;
    linear maps whose name ends with one of ``keep`` stay floats.
    """
    g = Graph()

    def linear(x: str, name: str) -> str:
        matrix, bias = weights[f"{name}.weight"].T, weights[f"{name}.bias"]
        stem = name.replace(".", "_")
        added = g.constant(f"{stem}_bias", bias.astype(np.float32))
        if not whole or name.endswith(keep):
            product = g.add("MatMul", x, g.constant(f"{stem}_weight", matrix.astype(np.float32)))
            return g.add("Add", product, added)
        rounded, scale = rounded_columns(matrix, levels)
        steps, back = _in_steps(g, x)
        middle = g.number(128, np.uint8)
        sums = g.add("MatMulInteger", steps, g.constant(f"{stem}_weight", rounded), middle)
        product = g.add("Mul", g.add("Cast", sums, to=TensorProto.FLOAT), back)
        product = g.add("Mul", product, g.constant(f"{stem}_scale", scale))
        return g.add("Add", product, added)

    def norm(x: str, name: str) -> str:
        stem = name.replace(".", "_")
        return g.add(
            "LayerNormalization",
            x,
            g.constant(f"{stem}_weight", weights[f"{name}.weight"].astype(np.float32)),
            g.constant(f"{stem}_bias", weights[f"{name}.bias"].astype(np.float32)),
            epsilon=1e-12,
            axis=-1,
        )

    table, scales = rounded_rows(weights["encoder.words.weight"])
    words = g.add("Gather", g.constant("words", table), "pieces")
    words = g.add(
        "Mul",
        g.add("Cast", words, to=TensorProto.FLOAT),
        g.add("Gather", g.constant("words_scale", scales), "pieces"),
    )
    places = g.constant("places", weights["encoder.places.weight"][:MOST_PLACES].astype(np.float32))
    length = g.add("Shape", "pieces")
    places = g.add("Slice", places, g.shape(0), length, g.shape(0))
    features = g.constant("features_table", weights["encoder.features.weight"].astype(np.float32))
    known = g.add("ReduceSum", g.add("Gather", features, "features"), g.shape(1), keepdims=0)
    x = norm(g.add("Add", g.add("Add", words, places), known), "encoder.norm")
    x = g.add("Unsqueeze", x, g.shape(0))
    for number in range(LAYERS):
        stem = f"encoder.layers.{number}"
        packed = linear(x, f"{stem}.qkv")
        names = [f"{stem}_{part}".replace(".", "_") for part in ("q", "k", "v")]
        g.nodes.append(
            helper.make_node("Split", [packed, g.shape(WIDTH, WIDTH, WIDTH)], names, axis=-1)
        )
        seen = g.add("MultiHeadAttention", *names, domain="com.microsoft", num_heads=HEADS)
        x = norm(g.add("Add", x, linear(seen, f"{stem}.out")), f"{stem}.norm1")
        inner = g.add("Gelu", linear(x, f"{stem}.up"), domain="com.microsoft")
        x = norm(g.add("Add", x, linear(inner, f"{stem}.down")), f"{stem}.norm2")
    states = g.add("Gather", g.add("Squeeze", x, g.shape(0)), "first")
    head = g.constant("tokens_weight", weights["tokens.weight"].T.astype(np.float32))
    bias = g.constant("tokens_bias", weights["tokens.bias"].astype(np.float32))
    scores = g.add("Add", g.add("MatMul", states, head), bias)
    kind = TensorProto.INT64
    given: Inputs = {"pieces": (kind, ["n"]), "features": (kind, ["n", 5]), "first": (kind, ["t"])}
    return g.finished(given, {"states": states, "scores": scores})


MOST_PLACES = 256


def _in_steps(g: Graph, x: str) -> tuple[str, str]:
    """Activations as bytes around 128, and for each piece the size of a step."""
    peak = g.add("ReduceMax", g.add("Abs", x), axes=[-1], keepdims=1)
    scale = g.add("Div", g.number(127), peak)
    moved = g.add("Add", g.add("Round", g.add("Mul", x, scale)), g.number(128))
    return g.add("Cast", moved, to=TensorProto.UINT8), g.add("Div", peak, g.number(127))


def linker_graph(weights: Weights) -> bytes:
    """The linker, in 32-bit floats."""
    g = Graph()

    def get(name: str) -> Array:
        return weights[f"linker.{name}"].astype(np.float32)

    def linear(x: str, name: str, rows: slice = slice(None)) -> str:
        stem = f"{name}_{rows.start or 0}"
        product = g.add("MatMul", x, g.constant(f"{stem}_weight", get(f"{name}.weight")[rows].T))
        return g.add("Add", product, g.constant(f"{stem}_bias", get(f"{name}.bias")[rows]))

    def convolved(pair: str, name: str, spread: int) -> str:
        moved = g.add("Transpose", pair, perm=[0, 2, 1])
        reach = spread * (KERNEL // 2)
        moved = g.add(
            "Conv",
            moved,
            g.constant(f"{name}_weight", get(f"{name}.weight")),
            g.constant(f"{name}_bias", get(f"{name}.bias")),
            dilations=[spread],
            pads=[reach, reach],
        )
        turned = g.add("Transpose", moved, perm=[0, 2, 1])
        return g.add("Gelu", turned, domain="com.microsoft")

    at = g.add("Gather", "states", "anchors")
    first, second = slice(0, PAIR), slice(PAIR, 2 * PAIR)
    around = g.add("Gather", linear("states", "token", first), "others")
    product = g.add("Gather", linear("states", "token", second), "others")
    own = g.add("Unsqueeze", linear(at, "anchor", first), g.shape(1))
    own_product = g.add("Unsqueeze", linear(at, "anchor", second), g.shape(1))
    pair = g.add("Add", g.add("Add", own, around), g.constant("distance", get("distance.weight")))
    pair = g.add(
        "Add", pair, g.add("Gather", g.constant("relations", get("relation.weight")), "relation")
    )
    pair = g.add("Add", pair, g.add("Mul", own_product, product))
    keep = g.add("Unsqueeze", "inside", g.shape(2))
    pair = g.add("Mul", g.add("Gelu", pair, domain="com.microsoft"), keep)
    pair = g.add("Mul", g.add("Add", pair, convolved(pair, "near", 1)), keep)
    pair = g.add("Mul", g.add("Add", pair, convolved(pair, "far", SPREAD)), keep)
    roles = linear(pair, "roles")
    weight = g.add("Mul", g.add("Softmax", roles, axis=-1), keep)
    found = [g.add("Gather", pair, g.number(REACH, np.int64), axis=1)]
    for role in (1, 3):
        part = g.add("Slice", weight, g.shape(role), g.shape(role + 1), g.shape(2))
        total = g.add("ReduceSum", g.add("Mul", pair, part), g.shape(1), keepdims=0)
        size = g.add("Add", g.add("ReduceSum", part, g.shape(1), keepdims=0), g.number(1))
        found.append(g.add("Div", total, size))
    holds = g.add("Squeeze", linear(g.add("Concat", *found, axis=-1), "holds"), g.shape(1))
    whole, real = TensorProto.INT64, TensorProto.FLOAT
    given: Inputs = {
        "states": (real, ["t", WIDTH]),
        "anchors": (whole, ["a"]),
        "others": (whole, ["a", GRID]),
        "relation": (whole, ["a", GRID]),
        "inside": (real, ["a", GRID]),
    }
    return g.finished(given, {"roles": roles, "holds": holds})


def rounded_columns(matrix: Array, levels: int) -> tuple[Array, Array]:
    """Whole numbers and a scale for each column whose squared error is least on a small grid."""
    peak = np.abs(matrix).max(axis=0)
    best = np.full(matrix.shape[1], np.inf)
    chosen = peak / levels
    for share in np.linspace(0.7, 1.0, 16):
        scale = np.maximum(peak * share / levels, 1e-12)
        steps = np.clip(np.round(matrix / scale), -levels, levels)
        error = ((steps * scale - matrix) ** 2).sum(axis=0)
        chosen = np.where(error < best, scale, chosen)
        best = np.minimum(error, best)
    steps = np.clip(np.round(matrix / chosen), -levels, levels)
    return steps.astype(np.int8), chosen.astype(np.float32)


def rounded_rows(matrix: Array) -> tuple[Array, Array]:
    """Eight-bit whole numbers and a scale for each row."""
    scale = np.maximum(np.abs(matrix).max(axis=1, keepdims=True) / 127, 1e-12)
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)
