"""Rounds a weight to 4 or 8 bits in blocks, in the layout of ONNX Runtime's MatMulNBits.

A block of 32 inputs shares one scale; a value is (stored - middle) * scale. The scale of a block is the one of some candidates that leaves the
smallest squared error, which is better than the scale that just fits the largest value.
"""

import torch
from torch import Tensor

BLOCK = 32
CANDIDATES = 48


def blocks_of(weight: Tensor) -> Tensor:
    """[outputs, inputs] to [outputs, blocks, BLOCK]."""
    return weight.reshape(weight.shape[0], -1, BLOCK)


def scales_of(weight: Tensor, bits: int) -> Tensor:
    """The best scale of every block, [outputs, blocks]. A negative scale uses the longer side of the range for a positive peak."""
    blocks = blocks_of(weight)
    low = -(2 ** (bits - 1))
    peak = blocks.gather(2, blocks.abs().argmax(2, keepdim=True)).clamp(min=-1e9)
    full = torch.where(peak == 0, torch.ones_like(peak), peak / low)
    best, least = full, torch.full_like(full, float("inf"))
    for share in torch.linspace(0.7, 1.2, CANDIDATES if bits < 8 else 6):
        scale = full * share
        error = (restored(codes(blocks, scale, bits), scale, bits) - blocks).square().sum(2, keepdim=True)
        best, least = torch.where(error < least, scale, best), torch.minimum(error, least)
    return best.squeeze(2)


def codes(blocks: Tensor, scale: Tensor, bits: int) -> Tensor:
    middle = 2 ** (bits - 1)
    return (torch.round(blocks / scale) + middle).clamp(0, 2 * middle - 1)


def restored(stored: Tensor, scale: Tensor, bits: int) -> Tensor:
    return (stored - 2 ** (bits - 1)) * scale


def rounded(weight: Tensor, bits: int) -> Tensor:
    """The weight as the quantised model sees it."""
    scale = scales_of(weight, bits).unsqueeze(2)
    return restored(codes(blocks_of(weight), scale, bits), scale, bits).reshape(weight.shape)


def packed(weight: Tensor, bits: int) -> tuple[Tensor, Tensor]:
    """Bytes [outputs, blocks, BLOCK * bits / 8], the even one of two 4-bit values in the low half, and scales [outputs * blocks]."""
    scales = scales_of(weight, bits)
    stored = codes(blocks_of(weight), scales.unsqueeze(2), bits).to(torch.uint8)
    if bits == 4:
        stored = stored[:, :, 0::2] | (stored[:, :, 1::2] << 4)
    return stored, scales.flatten()
