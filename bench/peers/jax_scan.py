"""JAX: the whole epoch as one jit-compiled scan. Usage: jax_scan.py FOLDER jax"""
import sys

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from common import Work, serve
from jax_net import forward


def main(folder, _):
    work = Work(folder)
    images, labels, rows = jnp.asarray(work.images), jnp.asarray(work.labels), jnp.asarray(work.rows)

    def loss_of(weights, chosen):
        logits = forward(work.network, weights, images[chosen])
        return -jnp.take_along_axis(jax.nn.log_softmax(logits), labels[chosen][:, None], 1).mean()

    def step(state, chosen):
        weights, velocities = state
        loss, gradients = jax.value_and_grad(loss_of)(weights, chosen)
        velocities = [work.momentum * v + g for v, g in zip(velocities, gradients)]
        return ([w - work.rate * v for w, v in zip(weights, velocities)], velocities), loss

    run = jax.jit(lambda state: lax.scan(step, state, rows), donate_argnums=0)
    state = ([jnp.asarray(a) for a in work.arrays], [jnp.zeros_like(a) for a in work.arrays])

    def epoch():
        nonlocal state
        state, losses = run(state)
        return np.asarray(losses).tolist()

    first = []
    while len(first) < 2:
        first += epoch()
    serve(work, first, lambda count: [epoch() for _ in range(count)])


main(*sys.argv[1:])
