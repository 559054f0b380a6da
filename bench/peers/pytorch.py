"""PyTorch: eager in its quicker memory layout for images (channels last), or loss and gradient through torch.compile. Usage: pytorch.py FOLDER pytorch|torchCompile"""
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from common import Work, layers, serve


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


def main(folder, mode):
    work = Work(folder)
    model = build(work).to(memory_format=torch.channels_last).train()
    images = torch.from_numpy(work.images).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)
    labels, rows = torch.from_numpy(work.labels), torch.from_numpy(work.rows)
    optimizer = torch.optim.SGD(model.parameters(), work.rate, momentum=work.momentum, fused=True)
    loss_of = lambda x, y: F.cross_entropy(model(x), y)
    if mode == "torchCompile":
        loss_of = torch.compile(loss_of)

    def epoch(steps=work.steps):
        losses = []
        for chosen in rows[:steps]:
            loss = loss_of(images[chosen], labels[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
        return [float(loss) for loss in losses]

    first = []
    while len(first) < 2:
        first += epoch()
    serve(work, first, lambda count: [epoch() for _ in range(count)])


main(*sys.argv[1:])
