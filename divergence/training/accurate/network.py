"""The network in PyTorch, for fitting: an encoder, heads over tokens, and a linker of cues.

Comes in: padded windows of pieces. Goes out: for each token how likely it begins a cue and is
part of a source, a cue, a content; for each possible cue the role of each token within reach, and
how likely it is a cue. The encoder is BERT's (J. Devlin et al., 2019) as MiniLM has it (W. Wang et
al., 2020), with embeddings of what is known of each token added to its input.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as f
from torch import Tensor, nn

from divergence.attribution.accurate.inputs import FEATURE_SIZES, REACH, RELATIONS

WIDTH = 384
HEADS = 12
LAYERS = 6
INNER = 1536
PAIR = 96
TOKEN_HEADS = ("begins", "source", "cue", "content")
ROLES = ("none", "source", "cue", "content")
KERNEL = 5
SPREAD = 3
GRID = 2 * REACH + 1
SHRINK = (WIDTH // HEADS) ** -0.5


@dataclass
class Batch:
    """Windows side by side; ``first`` picks each token's first piece out of the padded rows."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    first: Tensor
    low: Tensor
    high: Tensor


class Layer(nn.Module):
    """One transformer layer, normalised after each part."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """The states of the next layer."""
        rows, length, _ = x.shape
        parts = self.qkv(x).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: on processors the fused kernel's way back takes a third of a step.
        logits = parts[0] @ parts[1].transpose(-1, -2) * SHRINK + mask
        seen = logits.softmax(-1) @ parts[2]
        seen = seen.transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.norm1(x + self.out(seen))
        y: Tensor = self.norm2(x + self.drop(self.down(f.gelu(self.up(x)))))
        return y


class Encoder(nn.Module):
    """Pieces to states."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.features = nn.Embedding(sum(FEATURE_SIZES) + 1, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, batch: Batch) -> Tensor:
        """The state of each token's first piece, all windows in a row."""
        x = self.words(batch.pieces) + self.places.weight[: batch.pieces.shape[1]]
        x = self.drop(self.norm(x + self.features(batch.features).sum(2)))
        mask = torch.zeros(batch.mask.shape, dtype=x.dtype).masked_fill(~batch.mask, -1e4)
        mask = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x.reshape(-1, WIDTH)[batch.first]


class Linker(nn.Module):
    """For each anchor the role of the tokens around it."""

    def __init__(self) -> None:
        super().__init__()
        self.anchor = nn.Linear(WIDTH, 2 * PAIR)
        self.token = nn.Linear(WIDTH, 2 * PAIR)
        self.distance = nn.Embedding(GRID, PAIR)
        self.relation = nn.Embedding(RELATIONS, PAIR)
        self.near = nn.Conv1d(PAIR, PAIR, KERNEL, padding=KERNEL // 2)
        self.far = nn.Conv1d(PAIR, PAIR, KERNEL, padding=SPREAD * (KERNEL // 2), dilation=SPREAD)
        self.roles = nn.Linear(PAIR, len(ROLES))
        self.holds = nn.Linear(3 * PAIR, 1)
        self.drop = nn.Dropout(0.1)

    def forward(
        self, states: Tensor, anchors: Tensor, others: Tensor, inside: Tensor, relation: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Roles [anchor, place, role] and the log-odds that each anchor begins a cue.

        ``others`` are the tokens around each anchor (GRID of them), ``inside`` whether they are
        in its window.
        """
        a_sum, a_product = self.anchor(states[anchors]).chunk(2, -1)
        t_sum, t_product = self.token(states).chunk(2, -1)
        pair = a_sum[:, None] + t_sum[others] + self.distance.weight + self.relation(relation)
        pair = pair + a_product[:, None] * t_product[others]
        keep = inside[:, :, None].to(pair.dtype)
        pair = self.drop(f.gelu(pair)) * keep
        pair = (pair + f.gelu(self.near(pair.transpose(1, 2)).transpose(1, 2))) * keep
        pair = (pair + f.gelu(self.far(pair.transpose(1, 2)).transpose(1, 2))) * keep
        roles = self.roles(pair)
        weight = f.softmax(roles.detach(), -1) * keep
        found = [pair[:, REACH]]
        for role in (1, 3):
            part = weight[:, :, role : role + 1]
            found.append((pair * part).sum(1) / (part.sum(1) + 1.0))
        return roles, self.holds(torch.cat(found, -1)).squeeze(-1)


class Network(nn.Module):
    """Encoder, heads over tokens, linker."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.tokens = nn.Linear(WIDTH, len(TOKEN_HEADS))
        self.linker = Linker()


def load_base(network: Network, tensors: dict[str, Tensor]) -> None:
    """Fill the encoder with the weights of a BERT checkpoint; the rest starts small and seeded."""
    encoder = network.encoder

    def get(name: str) -> Tensor:
        return tensors[name if name in tensors else f"bert.{name}"].float()

    with torch.no_grad():
        encoder.words.weight.copy_(get("embeddings.word_embeddings.weight"))
        encoder.places.weight.copy_(
            get("embeddings.position_embeddings.weight")
            + get("embeddings.token_type_embeddings.weight")[0]
        )
        encoder.features.weight.zero_()
        encoder.norm.weight.copy_(get("embeddings.LayerNorm.weight"))
        encoder.norm.bias.copy_(get("embeddings.LayerNorm.bias"))
        for number, layer in enumerate(encoder.layers):
            stem = f"encoder.layer.{number}."
            for end in ("weight", "bias"):
                parts = [get(f"{stem}attention.self.{n}.{end}") for n in ("query", "key", "value")]
                getattr(layer.qkv, end).copy_(torch.cat(parts))
                for name, place in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    getattr(getattr(layer, name), end).copy_(get(f"{stem}{place}.{end}"))
        for table in (network.linker.distance, network.linker.relation):
            table.weight.normal_(0, 0.1)
    encoder.words.weight.requires_grad_(False)
