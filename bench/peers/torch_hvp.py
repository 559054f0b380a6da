"""
PyTorch: the gradient, or the Hessian product. `pytorch`: double backward, from scratch each time; `pyhessian`: its hessian_vector_product on the graph it keeps of one batch;
`torchFunc`: torch.func's jvp of grad. Batch norm in running mode. Usage: torch_hvp.py FOLDER gradient|hvp pytorch|pyhessian|torchFunc
"""
import sys

import numpy as np
import torch
import torch.nn.functional as F

from common import Work, dot, serve
from torch_net import build, in_our_order, in_their_order


def main(folder, what, mode):
    work = Work(folder)
    model = build(work).to(memory_format=torch.channels_last).eval()
    images = torch.from_numpy(work.images[: work.batch]).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)
    labels = torch.from_numpy(work.labels[: work.batch])
    parameters = list(model.parameters())
    direction = in_their_order(work.direction())
    loss_of = lambda: F.cross_entropy(model(images), labels)

    def gradient():
        return torch.autograd.grad(loss_of(), parameters)

    def double_backward():
        gradients = torch.autograd.grad(loss_of(), parameters, create_graph=True)
        return torch.autograd.grad(gradients, parameters, grad_outputs=direction)

    if mode == "pyhessian" and what == "hvp":
        from pyhessian import hessian
        from pyhessian.utils import hessian_vector_product

        kept = hessian(model, torch.nn.CrossEntropyLoss(), data=(images, labels), cuda=False)
        run = lambda: hessian_vector_product(kept.gradsH, kept.params, direction)
    elif mode == "torchFunc" and what == "hvp":
        names = [name for name, _ in model.named_parameters()]
        buffers = dict(model.named_buffers())
        function = lambda values: F.cross_entropy(torch.func.functional_call(model, (dict(zip(names, values)), buffers), (images,)), labels)
        values = tuple(p.detach() for p in parameters)
        run = lambda: torch.func.jvp(torch.func.grad(function), (values,), (tuple(direction),))[1]
    else:
        run = gradient if what == "gradient" else double_backward

    def repeat(count):
        for _ in range(count):
            run()

    flat = [part.numpy().astype(np.float64) for part in in_our_order([part.detach() for part in run()])]
    work.steps = 1
    serve(work, [dot(flat, flat), dot(flat, work.direction())], repeat)


main(*sys.argv[1:])
