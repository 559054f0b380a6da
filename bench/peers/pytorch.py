"""PyTorch: eager in its quicker memory layout for images (channels last), or loss and gradient through torch.compile. Usage: pytorch.py FOLDER pytorch|torchCompile"""
import sys

import torch
import torch.nn.functional as F

from common import Work, serve
from torch_net import build


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
