"""A small Llama: RMSNorm, rotary positions, grouped-query attention, SwiGLU, tied embeddings."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Config:
    vocabulary: int = 1280
    hidden: int = 128
    layers: int = 6
    heads: int = 4
    kv_heads: int = 2
    intermediate: int = 320
    positions: int = 1024
    theta: float = 10_000.0
    epsilon: float = 1e-5

    @property
    def head_size(self) -> int:
        return self.hidden // self.heads


def rotary_tables(config: Config) -> tuple[Tensor, Tensor]:
    """Cosines and sines, [positions, head_size / 2]."""
    steps = torch.arange(0, config.head_size, 2, dtype=torch.float64) / config.head_size
    angles = torch.outer(torch.arange(config.positions, dtype=torch.float64), config.theta**-steps)
    return angles.cos().float(), angles.sin().float()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turns the two halves of each head; x is [batch, heads, length, head_size], the tables [batch, 1, length, head_size / 2]."""
    first, second = x.chunk(2, dim=-1)
    return torch.cat((first * cos - second * sin, second * cos + first * sin), dim=-1)


class Layer(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        hidden, size = config.hidden, config.head_size
        self.input_norm = nn.RMSNorm(hidden, eps=config.epsilon)
        self.q = nn.Linear(hidden, config.heads * size, bias=False)
        self.k = nn.Linear(hidden, config.kv_heads * size, bias=False)
        self.v = nn.Linear(hidden, config.kv_heads * size, bias=False)
        self.o = nn.Linear(config.heads * size, hidden, bias=False)
        self.post_norm = nn.RMSNorm(hidden, eps=config.epsilon)
        self.gate = nn.Linear(hidden, config.intermediate, bias=False)
        self.up = nn.Linear(hidden, config.intermediate, bias=False)
        self.down = nn.Linear(config.intermediate, hidden, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        x = x + self._attend(self.input_norm(x), cos, sin, mask)
        y = self.post_norm(x)
        return x + self.down(F.silu(self.gate(y)) * self.up(y))

    def _attend(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        size, group = self.config.head_size, self.config.heads // self.config.kv_heads
        q = rotate(self.q(x).view(batch, length, -1, size).transpose(1, 2), cos, sin)
        k = rotate(self.k(x).view(batch, length, -1, size).transpose(1, 2), cos, sin)
        v = self.v(x).view(batch, length, -1, size).transpose(1, 2)
        k, v = k.repeat_interleave(group, dim=1), v.repeat_interleave(group, dim=1)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self.o(y.transpose(1, 2).reshape(batch, length, -1))


class Model(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.embed = nn.Embedding(config.vocabulary, config.hidden)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.norm = nn.RMSNorm(config.hidden, eps=config.epsilon)
        cos, sin = rotary_tables(config)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        self._start()

    def _start(self) -> None:
        """Small random weights; the projections that write into the residual stream start smaller."""
        nn.init.normal_(self.embed.weight, std=0.05)
        for name, weight in self.layers.named_parameters():
            if weight.dim() == 2:
                spread = self.config.hidden**-0.5 * 0.7
                writes = name.endswith(("o.weight", "down.weight"))
                nn.init.normal_(weight, std=spread / (2 * self.config.layers) ** 0.5 if writes else spread)

    def hidden(self, ids: Tensor, positions: Tensor, mask: Tensor) -> Tensor:
        """The normalised last hidden states; mask is [batch, 1, length, length], true where a row may look."""
        cos, sin = self.cos[positions].unsqueeze(1), self.sin[positions].unsqueeze(1)
        x = self.embed(ids)
        for layer in self.layers:
            x = layer(x, cos, sin, mask)
        return self.norm(x)

    def logits(self, hidden: Tensor) -> Tensor:
        return F.linear(hidden, self.embed.weight)

    def forward(self, ids: Tensor) -> Tensor:
        """Logits of plain causal sequences, [batch, length] to [batch, length, vocabulary]."""
        length = ids.shape[1]
        positions = torch.arange(length).expand_as(ids)
        mask = torch.ones(length, length, dtype=torch.bool).tril()[None, None]
        return self.logits(self.hidden(ids, positions, mask))
