"""What every peer shares: reading the work that `src/bench/export.ts` wrote, and answering one measurement for each line."""
import json
import os
import resource
import sys
import time

import numpy as np


class Work:
    """images [count, height, width, channels] float32 in [0, 1], labels [count], rows [steps, batch], weights as a list."""

    def __init__(self, folder):
        with open(os.path.join(folder, "work.json")) as f:
            self.__dict__.update(json.load(f))
        read = lambda name, dtype: np.fromfile(os.path.join(folder, name), dtype)
        self.images = (read("images.u8", np.uint8).astype(np.float32) / 255).reshape(self.count, *self.shape)
        self.labels = read("labels.u8", np.uint8).astype(np.int64)
        self.rows = read("rows.i32", np.int32).reshape(self.steps, self.batch).astype(np.int64)
        self.folder = folder
        self.arrays = self.vector("weights.f32")

    def vector(self, name):
        """A flat file as arrays like the weights."""
        flat, arrays, at = np.fromfile(os.path.join(self.folder, name), np.float32), [], 0
        for spec in self.weights:
            size = int(np.prod(spec["shape"]))
            arrays.append(flat[at : at + size].reshape(spec["shape"]))
            at += size
        return arrays

    def direction(self):
        return self.vector("direction.f32")


def dot(a, b):
    return float(sum((x.astype(np.float64) * y).sum() for x, y in zip(a, b)))


#: The networks of src/model/networks.ts, without dropout: (kind, ...) in order. Weights are taken in the order of the layers.
def layers(network):
    dense_norm = lambda units: [("dense", units), ("norm",), ("relu",)]
    if network in ("mlp", "mlp5"):
        width, depth = (128, 2) if network == "mlp" else (512, 5)
        return [("flatten",)] + [("dense", width), ("relu",)] * depth + [("dense", 10)]
    if network == "F1":
        return [("flatten",)] + dense_norm(512) * 5 + [("dense", 10)]
    if network == "cnn":
        return [part for filters in (16, 32) for part in (("conv", 3, filters), ("relu",), ("pool", 2, 2))] + [("flatten",), ("dense", 10)]
    if network == "C1":
        block = [("conv", 5, 64), ("norm",), ("relu",), ("pool", 3, 2)]
        return block * 2 + [("flatten",)] + dense_norm(384) + dense_norm(192) + [("dense", 10)]
    raise SystemExit(f"unknown network {network}")


def serve(work, losses, epochs):
    """Answers the first losses, then trains as many epochs as each line says; `epochs(n)` returns when its work is done."""
    say({"losses": losses[:2]})
    for line in sys.stdin:
        count = int(line)
        began = time.perf_counter()
        epochs(count)
        ms = (time.perf_counter() - began) * 1000 / (work.steps * count)
        say({"ms": ms, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024})


def say(answer):
    print(json.dumps(answer), flush=True)
