"""Fits the network of the accurate model.

Comes in: a base checkpoint (a BERT of the shape of MiniLM) and annotated texts. Goes out: a
checkpoint with averaged weights, written every SAVED steps and at the end. The rate rises, stays
and falls at the end, so that a fit can be ended early: where a file FINISH appears in the folder
of checkpoints, the fall begins there, and the number of steps to fit the same again is printed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as f
from torch import Tensor

from divergence.attribution.accurate.inputs import REACH, Window
from divergence.training.accurate.examples import (
    Example,
    Targets,
    batch_of,
    epoch,
    relation_grid,
)
from divergence.training.accurate.network import Batch, Network


@dataclass(frozen=True)
class FitSettings:
    """How to fit: rates are of the last layer and of the heads; ``at_once`` counts pieces."""

    steps: int = 3000
    falling: int = 240
    rising: int = 60
    rate: float = 2.5e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    weight_decay: float = 0.02
    at_once: int = 1900
    averaging: float = 0.99
    negatives: float = 1.0
    smoothing: float = 0.02
    role_weight: float = 4.0
    hold_weight: float = 0.5
    seed: int = 1


TOKEN_WEIGHTS = (2.0, 1.0, 1.0, 1.0)


def fit(
    network: Network, examples: Sequence[Example], settings: FitSettings, folder: Path
) -> dict[str, Tensor]:
    """The averaged weights after all epochs; checkpoints go to ``folder``."""
    torch.manual_seed(settings.seed)
    draw = np.random.default_rng(settings.seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.json").write_text(json.dumps(asdict(settings)))
    optimizer = torch.optim.AdamW(_groups(network, settings), betas=(0.9, 0.98), eps=1e-6)
    peaks = [group["lr"] for group in optimizer.param_groups]
    average = {name: value.clone() for name, value in network.state_dict().items()}
    last = settings.steps
    kept: list[list[float]] = []
    began = time.monotonic()
    network.train()
    for step, group in enumerate(_endless(examples, settings, draw)):
        if step >= last:
            break
        if step + settings.falling < last and (folder / FINISH).exists():
            last = step + settings.falling
            print(f"ends early; the same again: --steps {last}", flush=True)
        share = min((step + 1) / settings.rising, (last - step) / settings.falling, 1.0)
        for entry, peak in zip(optimizer.param_groups, peaks, strict=True):
            entry["lr"] = peak * share
        batch, targets = batch_of(group)
        parts = losses(network, batch, targets, settings, draw)
        loss = parts[0] + parts[1] * settings.role_weight + parts[2] * settings.hold_weight
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        _average(average, network, min(settings.averaging, (step + 1) / (step + 11)))
        kept.append([float(part.detach()) for part in parts])
        if (step + 1) % SHOWN == 0:
            shown = " ".join(f"{value:.4f}" for value in np.mean(kept[-SHOWN:], axis=0))
            print(f"{step + 1}/{last} {shown} {time.monotonic() - began:.0f}s", flush=True)
        if (step + 1) % SAVED == 0 or step + 1 == last:
            torch.save(average, folder / f"step-{step + 1:05d}.pt")
    return average


FINISH = "finish"
SHOWN = 20
SAVED = 100


def _endless(
    examples: Sequence[Example], settings: FitSettings, draw: np.random.Generator
) -> Iterator[list[tuple[Example, Window]]]:
    """Batches of one epoch after another."""
    while True:
        yield from epoch(examples, settings.at_once, draw)


def losses(
    network: Network,
    batch: Batch,
    targets: Targets,
    settings: FitSettings,
    draw: np.random.Generator,
) -> tuple[Tensor, Tensor, Tensor]:
    """The losses of tokens, of roles around cues, and of which cues hold."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.encoder(batch)
        scores = network.tokens(states).float()
    aim = targets.tokens * (1 - settings.smoothing) + settings.smoothing / 2
    each = f.binary_cross_entropy_with_logits(scores, aim, reduction="none")
    weighted = (each * torch.tensor(TOKEN_WEIGHTS)).sum(1)
    token_loss = (weighted * targets.read).sum() / targets.read.sum()
    gold = targets.anchors
    others = _candidates(scores[:, 0].detach(), targets, settings, draw)
    anchors = torch.cat((gold, others))
    grid, inside = surroundings(anchors, batch.low, batch.high)
    relation = relation_grid(targets, anchors.numpy(), grid.numpy())
    with torch.autocast("cpu", dtype=torch.bfloat16):
        roles, holds = network.linker(states, anchors, grid, inside, relation)
    roles, holds = roles.float(), holds.float()
    wanted = torch.cat((targets.roles, torch.zeros(len(others), 2 * REACH + 1, dtype=torch.int64)))
    role_loss = f.cross_entropy(roles[inside], wanted[inside], label_smoothing=settings.smoothing)
    truth = torch.cat((torch.ones(len(gold)), torch.zeros(len(others))))
    truth = truth * (1 - settings.smoothing) + settings.smoothing / 2
    return token_loss, role_loss, f.binary_cross_entropy_with_logits(holds, truth)


def surroundings(anchors: Tensor, low: Tensor, high: Tensor) -> tuple[Tensor, Tensor]:
    """The tokens around each anchor, and whether they are in its window."""
    grid = anchors[:, None] + torch.arange(-REACH, REACH + 1)
    begin, end = low[anchors][:, None], high[anchors][:, None]
    inside = (grid >= begin) & (grid < end)
    return torch.minimum(torch.maximum(grid, begin), end - 1), inside


def _candidates(
    scores: Tensor, targets: Targets, settings: FitSettings, draw: np.random.Generator
) -> Tensor:
    """Tokens that look like a cue's beginning and are none, the likeliest mostly."""
    noise = torch.from_numpy(draw.gumbel(size=len(scores)).astype(np.float32))
    value = scores + noise
    value[~targets.read] = -1e9
    value[targets.anchors] = -1e9
    count = min(len(scores), int(len(targets.anchors) * settings.negatives) + 8)
    return value.topk(count).indices


def _average(average: dict[str, Tensor], network: Network, keep: float) -> None:
    with torch.no_grad():
        for name, value in network.named_parameters():
            if value.requires_grad:
                average[name].lerp_(value, 1 - keep)


def _groups(network: Network, settings: FitSettings) -> list[dict[str, object]]:
    """Parameters with their rates: lower layers learn more slowly, norms and biases keep size."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    depth = len(network.encoder.layers)
    for name, value in network.named_parameters():
        if not value.requires_grad:
            continue
        rate = settings.head_rate
        if name.startswith("encoder.layers."):
            rate = settings.rate * settings.layer_decay ** (depth - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.features"):
            rate = settings.head_rate
        elif name.startswith("encoder."):
            rate = settings.rate * settings.layer_decay**depth
        decay = settings.weight_decay if value.ndim > 1 else 0.0
        groups.setdefault((rate, decay), []).append(value)
    return [
        {"params": values, "lr": rate, "weight_decay": decay}
        for (rate, decay), values in groups.items()
    ]
