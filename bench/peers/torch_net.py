"""The networks of common.py in PyTorch."""
import torch
import torch.nn as nn
import torch.nn.functional as F

from common import layers


class SamePool(nn.Module):
    """TensorFlow's padding "same": what is missing is added, the odd one at the end."""

    def __init__(self, size, stride):
        super().__init__()
        self.size, self.stride = size, stride

    def forward(self, x):
        missing = [max(0, (-(-n // self.stride) - 1) * self.stride + self.size - n) for n in x.shape[2:]]
        if any(missing):
            (h, w) = missing
            x = F.pad(x, (w // 2, w - w // 2, h // 2, h - h // 2), value=-torch.inf)
        return F.max_pool2d(x, self.size, self.stride)


class Flatten(nn.Module):
    """Channels last, as in the other programs, so that the weights mean the same."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


def build(work):
    parts, arrays, channels, image = [], iter(work.arrays), work.shape[2], True
    take = lambda: torch.from_numpy(next(arrays).copy())
    for kind, *sizes in layers(work.network):
        if kind == "conv":
            size, filters = sizes
            part = nn.Conv2d(channels, filters, size, padding="same")
            part.weight.data, part.bias.data, channels = take().permute(3, 2, 0, 1).contiguous(), take(), filters
        elif kind == "dense":
            kernel = take()
            part = nn.Linear(*kernel.shape)
            part.weight.data, part.bias.data, channels = kernel.T.contiguous(), take(), kernel.shape[1]
        elif kind == "norm":
            part = (nn.BatchNorm2d if image else nn.BatchNorm1d)(channels, eps=1e-3, momentum=0.1)
            part.weight.data, part.bias.data = take(), take()
        elif kind == "relu":
            part = nn.ReLU()
        elif kind == "pool":
            part = SamePool(*sizes)
        else:
            part, image = Flatten(), False
        parts.append(part)
    return nn.Sequential(*parts)


def in_their_order(arrays):
    """Our arrays (kernels with channels last) as tensors like PyTorch's parameters."""
    turned = [torch.from_numpy(a.copy()) for a in arrays]
    turned = [t.permute(3, 2, 0, 1) if t.dim() == 4 else t.T if t.dim() == 2 else t for t in turned]
    return [t.contiguous() if t.dim() != 4 else t.contiguous(memory_format=torch.channels_last) for t in turned]


def in_our_order(tensors):
    return [t.permute(2, 3, 1, 0) if t.dim() == 4 else t.T if t.dim() == 2 else t for t in tensors]
