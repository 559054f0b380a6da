"""JAX: a gradient, a Hessian product as jit(jvp(grad)), or a cell of a loss surface. Batch norm in running mode. Usage: jax_measure.py FOLDER gradient|hvp|landscape jax"""
import sys

import jax
import jax.numpy as jnp
import numpy as np

from common import Work, dot, serve
from jax_net import forward


#: Examples at a time, where there are many.
CHUNK = 1000


def main(folder, what, _):
    work = Work(folder)
    images, labels = jnp.asarray(work.images), jnp.asarray(work.labels)
    weights, direction = [jnp.asarray(a) for a in work.arrays], [jnp.asarray(a) for a in work.direction()]

    def loss_of(weights, images, labels):
        logits = forward(work.network, weights, images, running=True)
        return -jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], 1).mean()

    gradient = jax.jit(jax.value_and_grad(loss_of))
    product = jax.jit(lambda w, v, x, y: jax.jvp(lambda w: jax.grad(loss_of)(w, x, y), (w,), (v,))[1])

    @jax.jit
    def cell(w, v, x, y, a):
        point = [p + a * d for p, d in zip(w, v)]
        chunks = (x.reshape(-1, CHUNK, *x.shape[1:]), y.reshape(-1, CHUNK))
        return jax.lax.scan(lambda sum, chunk: (sum + loss_of(point, *chunk), None), 0.0, chunks)[0] * CHUNK / len(y)

    run = {
        "gradient": lambda i: gradient(weights, images, labels)[1],
        "hvp": lambda i: product(weights, direction, images, labels),
        "landscape": lambda i: cell(weights, direction, images, labels, jnp.float32(0.01 * (i % 10 + 1))),
    }[what]

    def repeat(count):
        for i in range(count):
            jax.block_until_ready(run(i))

    if what == "landscape":
        first = [float(run(i)) for i in range(2)]
    else:
        flat = [np.asarray(part, np.float64) for part in run(0)]
        first = [dot(flat, flat), dot(flat, work.direction())]
    work.steps = 1
    serve(work, first, repeat)


main(*sys.argv[1:])
