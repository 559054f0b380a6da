/** The first n training examples of a fixed, class-balanced order: what `trainSize` takes. */
import { UsageError } from "../errors";
import { random } from "../random";
import type { Split } from "./dataset";

/** Seed of the order; fixed, so that "the first 2,000 of MNIST" are the same images for everybody. */
const ORDER_SEED = 1;

/**
 * All examples, in rounds: a round takes one example of each class that has any left, the classes in a random order. So the first n
 * are as nearly balanced as the data allow, and a smaller training set is part of every larger one.
 */
export function balancedOrder(labels: Uint8Array, classes: number): Int32Array {
  const stream = random(ORDER_SEED).split("balanced order");
  const members = Array.from({ length: classes }, (): number[] => []);
  labels.forEach((label, i) => {
    members[label]?.push(i);
  });
  const queues = members.map((examples, label) =>
    Array.from(stream.split(label).permutation(examples.length), (k) => examples[k] as number),
  );
  const order = new Int32Array(labels.length);
  let filled = 0;
  for (let round = 0; filled < labels.length; round++) {
    for (const label of stream.permutation(classes)) {
      const example = queues[label]?.[round];
      if (example !== undefined) order[filled++] = example;
    }
  }
  return order;
}

/**
 * A split of the first `count` examples in the balanced order.
 * @throws UsageError if `count` is no whole number of 1 … split.count
 */
export function firstExamples(split: Split, classes: number, count: number): Split {
  if (!Number.isInteger(count) || count < 1 || count > split.count) {
    throw new UsageError(`trainSize must be a whole number from 1 to ${split.count}, the training examples there are; got ${count}.`);
  }
  const size = split.images.length / split.count;
  const images = new Uint8Array(count * size);
  const labels = new Uint8Array(count);
  balancedOrder(split.labels, classes)
    .subarray(0, count)
    .forEach((from, to) => {
      images.set(split.images.subarray(from * size, (from + 1) * size), to * size);
      labels[to] = split.labels[from] as number;
    });
  return { images, labels, count };
}
