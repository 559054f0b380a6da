"""
PyTorch: a gradient; a Hessian product (`pytorch`: double backward, from scratch each time; `pyhessian`: its hessian_vector_product on the graph it keeps of one batch; `torchFunc`: torch.func's jvp of grad);
a cell of a loss surface; a search for Keskar's φ with SciPy's L-BFGS-B (`scipy`). Batch norm in running mode. Usage: torch_measure.py FOLDER gradient|hvp|landscape|sharpness PEER
"""
import sys

import numpy as np
import torch
import torch.nn.functional as F

from common import Work, dot, serve
from torch_net import build, in_our_order, in_their_order


#: Examples at a time, where there are many.
CHUNK = 1000


def main(folder, what, mode):
    work = Work(folder)
    model = build(work).to(memory_format=torch.channels_last).eval()
    images = torch.from_numpy(work.images).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)
    labels = torch.from_numpy(work.labels)
    parameters = list(model.parameters())
    direction = in_their_order(work.direction())
    loss_of = lambda: F.cross_entropy(model(images), labels)

    def product():
        if mode == "pyhessian":
            from pyhessian import hessian
            from pyhessian.utils import hessian_vector_product

            kept = hessian(model, torch.nn.CrossEntropyLoss(), data=(images, labels), cuda=False)
            return lambda i: hessian_vector_product(kept.gradsH, kept.params, direction)
        if mode == "torchFunc":
            names, buffers = [name for name, _ in model.named_parameters()], dict(model.named_buffers())
            values = tuple(p.detach() for p in parameters)
            function = lambda values: F.cross_entropy(torch.func.functional_call(model, (dict(zip(names, values)), buffers), (images,)), labels)
            return lambda i: torch.func.jvp(torch.func.grad(function), (values,), (tuple(direction),))[1]

        def double_backward(i):
            gradients = torch.autograd.grad(loss_of(), parameters, create_graph=True)
            return torch.autograd.grad(gradients, parameters, grad_outputs=direction)

        return double_backward

    def landscape():
        start = [p.detach().clone() for p in parameters]

        @torch.no_grad()
        def cell(i):
            for p, w, d in zip(parameters, start, direction):
                p.copy_(w + 0.01 * (i % 10 + 1) * d)
            chunks = zip(images.split(CHUNK), labels.split(CHUNK))
            return sum(F.cross_entropy(model(x), y, reduction="sum") for x, y in chunks) / len(labels)

        return cell

    def sharpness():
        from scipy.optimize import minimize

        flat = np.concatenate([p.detach().numpy().astype(np.float64).ravel() for p in parameters])
        half = work.epsilon * (np.abs(flat) + 1)
        bounds = np.stack([-half, half], 1)

        def objective(z):
            torch.nn.utils.vector_to_parameters(torch.from_numpy((flat + z).astype(np.float32)), parameters)
            loss = loss_of()
            gradients = torch.autograd.grad(loss, parameters)
            return -float(loss.detach()), -np.concatenate([g.numpy().astype(np.float64).ravel() for g in gradients])

        def search(i):
            z = half * np.random.default_rng(1).uniform(-1, 1, len(flat))
            minimize(objective, z, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": work.iterations})

        return search

    run = {"gradient": lambda: lambda i: torch.autograd.grad(loss_of(), parameters), "hvp": product, "landscape": landscape, "sharpness": sharpness}[what]()

    def repeat(count):
        for i in range(count):
            run(i)

    if what == "landscape":
        first = [float(run(i)) for i in range(2)]
    elif what == "sharpness":
        with torch.no_grad():
            first = [float(loss_of())]
    else:
        flat = [part.numpy().astype(np.float64) for part in in_our_order([part.detach() for part in run(0)])]
        first = [dot(flat, flat), dot(flat, work.direction())]
    work.steps = 1
    serve(work, first, repeat)


main(*sys.argv[1:])
