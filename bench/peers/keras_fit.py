"""Keras on TensorFlow: `fit` on a tf.data set that gathers the rows. Usage: keras_fit.py FOLDER keras"""
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import tensorflow as tf

from common import Work, layers, serve


def build(work):
    made = {
        "conv": lambda size, filters: keras.layers.Conv2D(filters, size, padding="same"),
        "dense": keras.layers.Dense,
        "norm": lambda: keras.layers.BatchNormalization(epsilon=1e-3, momentum=0.9),
        "relu": keras.layers.ReLU,
        "pool": lambda size, stride: keras.layers.MaxPooling2D(size, stride, padding="same"),
        "flatten": keras.layers.Flatten,
    }
    model = keras.Sequential([keras.Input(work.shape)] + [made[kind](*sizes) for kind, *sizes in layers(work.network)])
    for variable, value in zip(model.trainable_variables, work.arrays):
        variable.assign(value)
    return model


class Losses(keras.callbacks.Callback):
    """The loss of each batch; Keras itself reports the mean so far."""

    def __init__(self):
        super().__init__()
        self.values, self.sum = [], 0.0

    def on_epoch_begin(self, epoch, logs=None):
        self.count, self.sum = 0, 0.0

    def on_train_batch_end(self, batch, logs=None):
        self.count += 1
        total = logs["loss"] * self.count
        self.values.append(total - self.sum)
        self.sum = total


def main(folder, _):
    work = Work(folder)
    model = build(work)
    model.compile(
        keras.optimizers.SGD(work.rate, momentum=work.momentum),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=False,
    )
    images, labels = tf.constant(work.images), tf.constant(work.labels)
    gather = lambda chosen: (tf.gather(images, chosen), tf.gather(labels, chosen))
    data = tf.data.Dataset.from_tensor_slices(work.rows).map(gather).prefetch(2)
    losses = Losses()
    while len(losses.values) < 2:
        model.fit(data, verbose=0, callbacks=[losses])
    serve(work, losses.values, lambda count: model.fit(data, epochs=count, verbose=0))


main(*sys.argv[1:])
