"""The encoder in PyTorch, with LoRA (Hu et al. 2021) and LoReFT (Wu et al. 2024) as options."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from smsieve_model.checkpoint import BERT_PARTS, EMBEDDING_LEVELS, MATRIX_LEVELS, Config


class _Snap(torch.autograd.Function):
    """Rounds rows to integers times a scale a row; the gradient passes as if nothing had happened."""

    @staticmethod
    def forward(ctx: object, weight: Tensor, levels: int) -> Tensor:
        scale = weight.float().abs().amax(dim=-1, keepdim=True).clamp_min(1e-8) / levels
        return (torch.round(weight.float() / scale).clamp(-levels, levels) * scale).to(weight.dtype)

    @staticmethod
    def backward(ctx: object, gradient: Tensor) -> tuple[Tensor, None]:
        return gradient, None


class Linear(nn.Linear):
    """A linear layer that can be held on the grid of int8 weights and can carry a LoRA update."""

    snapped = False

    def add_lora(self, rank: int, alpha: float) -> None:
        """Adds alpha / rank * B A to the weight; only A and B train."""
        self.lora_a = nn.Parameter(torch.randn(rank, self.in_features) / math.sqrt(self.in_features))
        self.lora_b = nn.Parameter(torch.zeros(self.out_features, rank))
        self.lora_scale = alpha / rank

    def effective(self) -> Tensor:
        """The weight that is multiplied."""
        weight = self.weight
        if hasattr(self, "lora_a"):
            weight = weight + self.lora_scale * (self.lora_b @ self.lora_a)
        return _Snap.apply(weight, MATRIX_LEVELS) if self.snapped else weight

    def forward(self, x: Tensor) -> Tensor:
        """x W^T + b."""
        return functional.linear(x, self.effective(), self.bias)


@dataclass(frozen=True)
class ReftOptions:
    """Rank of the subspace, layers (after which it intervenes), positions (0, 0 = all)."""

    rank: int
    layers: tuple[int, ...]
    first: int = 0
    last: int = 0
    dropout: float = 0.05


class Reft(nn.Module):
    """LoReFT: h + R^T (W h + b - R h), the rows of R orthonormal."""

    def __init__(self, hidden: int, options: ReftOptions) -> None:
        super().__init__()
        self.rotate = nn.Parameter(nn.init.orthogonal_(torch.empty(options.rank, hidden)))
        self.learned = nn.Linear(hidden, options.rank)
        self.dropout = nn.Dropout(options.dropout)
        self.options = options

    def forward(self, h: Tensor, lengths: Tensor) -> Tensor:
        """Changes the chosen positions of h [batch, sequence, hidden]."""
        with torch.autocast(h.device.type, enabled=False):
            x = h.float()
            rotation = self.rotate
            change = (self.learned(x) - functional.linear(x, rotation)) @ rotation
            if self.options.first or self.options.last:
                at = torch.arange(h.shape[1], device=h.device)[None]
                chosen = (at < self.options.first) | (at >= lengths[:, None] - self.options.last)
                change = change * chosen[..., None]
            return (x + self.dropout(change)).to(h.dtype)

    @torch.no_grad()
    def retract(self) -> None:
        """Makes the rows of R orthonormal again after a step (Newton-Schulz, exact to fp32 for small steps)."""
        for _ in range(3):
            self.rotate.copy_(1.5 * self.rotate - 0.5 * (self.rotate @ self.rotate.T) @ self.rotate)


class Layer(nn.Module):
    """One post-norm BERT layer."""

    def __init__(self, config: Config, dropout: float) -> None:
        super().__init__()
        size = config.hidden
        self.heads = config.attention_heads
        self.query, self.key, self.value, self.out = (Linear(size, size) for _ in range(4))
        self.norm1 = nn.LayerNorm(size, eps=config.epsilon)
        self.up = Linear(size, config.intermediate)
        self.down = Linear(config.intermediate, size)
        self.norm2 = nn.LayerNorm(size, eps=config.epsilon)
        self.dropout = nn.Dropout(dropout)
        self.attention_dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x [batch, sequence, hidden]; mask [batch, 1, 1, sequence], true where a token is."""
        batch, length, size = x.shape
        q, k, v = (
            m(x).view(batch, length, self.heads, size // self.heads).transpose(1, 2)
            for m in (self.query, self.key, self.value)
        )
        dropout = self.attention_dropout if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=dropout)
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(batch, length, size))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Token ids to one logit a head: embeddings, layers, mean over the tokens, one linear layer."""

    def __init__(self, config: Config, dropout: float = 0.1, head_dropout: float = 0.1) -> None:
        super().__init__()
        self.config = config
        self.words = nn.Embedding(config.vocabulary, config.hidden)
        self.places = nn.Embedding(config.positions, config.hidden)
        self.norm = nn.LayerNorm(config.hidden, eps=config.epsilon)
        self.layers = nn.ModuleList(Layer(config, dropout) for _ in range(config.layers))
        self.classifier = nn.Linear(config.hidden, config.heads)
        self.dropout = nn.Dropout(dropout)
        self.head_dropout = nn.Dropout(head_dropout)
        self.reft = nn.ModuleDict()
        self.snapped = False
        for module in self.modules():
            if isinstance(module, nn.Embedding | Linear):
                nn.init.normal_(module.weight, std=0.05 if config.hidden < 128 else 0.02)
        nn.init.normal_(self.classifier.weight, std=0.02)
        nn.init.zeros_(self.classifier.bias)

    def snap(self, on: bool) -> None:
        """From now on the forward pass sees weights on the grid of the bundle."""
        self.snapped = on
        for module in self.modules():
            if isinstance(module, Linear):
                module.snapped = on

    def add_reft(self, options: ReftOptions) -> None:
        """Adds an intervention after each chosen layer."""
        self.reft = nn.ModuleDict({str(i): Reft(self.config.hidden, options) for i in options.layers})

    def linears(self) -> Iterator[Linear]:
        """All layers that LoRA changes."""
        return (m for m in self.modules() if isinstance(m, Linear))

    def pooled(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Mean of the last layer's tokens, [batch, hidden]."""
        words = self.words(ids)
        if self.snapped:
            words = _Snap.apply(words, EMBEDDING_LEVELS)
        x = self.dropout(self.norm(words + self.places.weight[: ids.shape[1]]))
        attend = mask.bool()[:, None, None, :]
        lengths = mask.sum(1)
        for i, layer in enumerate(self.layers):
            x = layer(x, attend)
            if str(i) in self.reft:
                x = self.reft[str(i)](x, lengths)
        weights = mask.to(x.dtype)[..., None]
        return (x * weights).sum(1) / weights.sum(1)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Logits [batch, heads]; ids and mask are [batch, sequence]."""
        return self.classifier(self.head_dropout(self.pooled(ids, mask)))

    def export_state(self) -> dict[str, np.ndarray]:
        """Plain tensors for a checkpoint: LoRA merged, weights on the grid if they were trained so."""
        with torch.no_grad():
            state = {n: p for n, p in self.state_dict().items() if "lora_" not in n}
            for name, module in self.named_modules():
                if isinstance(module, Linear):
                    state[f"{name}.weight"] = module.effective()
            if self.snapped:
                state["words.weight"] = _Snap.apply(state["words.weight"], EMBEDDING_LEVELS)
        return {n: p.detach().float().cpu().numpy() for n, p in state.items()}


def from_bert(tensors: dict[str, np.ndarray], config: Config) -> dict[str, Tensor]:
    """The base's tensors under our names; the type embedding of the only type is added to the positions."""
    t = {name: torch.from_numpy(np.asarray(value, np.float32)) for name, value in tensors.items()}
    places = t["embeddings.position_embeddings.weight"] + t["embeddings.token_type_embeddings.weight"][:1]
    state = {
        "words.weight": t["embeddings.word_embeddings.weight"],
        "places.weight": places[: config.positions],
        "norm.weight": t["embeddings.LayerNorm.weight"],
        "norm.bias": t["embeddings.LayerNorm.bias"],
    }
    for i in range(config.layers):
        for theirs, ours in BERT_PARTS.items():
            for end in ("weight", "bias"):
                state[f"layers.{i}.{ours}.{end}"] = t[f"encoder.layer.{i}.{theirs}.{end}"]
    return state
