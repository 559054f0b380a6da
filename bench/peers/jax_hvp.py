"""JAX: the gradient, or the Hessian product as jit(jvp(grad)). Batch norm in running mode. Usage: jax_hvp.py FOLDER gradient|hvp jax"""
import sys

import jax
import jax.numpy as jnp
import numpy as np

from common import Work, dot, serve
from jax_net import forward


def main(folder, what, _):
    work = Work(folder)
    images, labels = jnp.asarray(work.images[: work.batch]), jnp.asarray(work.labels[: work.batch])
    weights, direction = [jnp.asarray(a) for a in work.arrays], [jnp.asarray(a) for a in work.direction()]

    def loss_of(weights, images, labels):
        logits = forward(work.network, weights, images, running=True)
        return -jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], 1).mean()

    gradient = jax.jit(jax.value_and_grad(loss_of))
    product = jax.jit(lambda w, v, x, y: jax.jvp(lambda w: jax.grad(loss_of)(w, x, y), (w,), (v,))[1])
    run = (lambda: gradient(weights, images, labels)[1]) if what == "gradient" else (lambda: product(weights, direction, images, labels))

    def repeat(count):
        for _ in range(count):
            jax.block_until_ready(run())

    flat = [np.asarray(part, np.float64) for part in run()]
    work.steps = 1
    serve(work, [dot(flat, flat), dot(flat, work.direction())], repeat)


main(*sys.argv[1:])
