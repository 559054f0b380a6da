/** Parts of the training examples in a fixed, class-balanced order: what `trainSize` takes from its beginning, and `validation` from its end. */
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
  const members = membersOf(labels.keys(), labels, classes);
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
 * @param name what whoever asked calls `count`
 * @throws UsageError if `count` is no whole number of 1 … split.count
 */
export function firstExamples(split: Split, classes: number, count: number, name = "trainSize"): Split {
  if (!Number.isInteger(count) || count < 1 || count > split.count) {
    throw new UsageError(`${name} must be a whole number from 1 to ${split.count}, the examples there are; got ${count}.`);
  }
  return pick(split, balancedOrder(split.labels, classes).subarray(0, count));
}

/** What to hold out, and how many of the other examples to train on; default: all of them. */
export interface HoldOut {
  trainSize?: number;
  validation: number;
}

/**
 * Two splits without a common example. Of each class the last examples in the balanced order are held out, in equal numbers (the order's own
 * end would hold the larger classes only); training takes the first `trainSize` of the others. A smaller validation split is part of every larger one.
 * @throws UsageError if either is no whole number of 1 or more, or they are more than there are
 */
export function holdOut(split: Split, classes: number, { trainSize, validation }: HoldOut): { train: Split; validation: Split } {
  if (!Number.isInteger(validation) || validation < 1 || validation >= split.count) {
    throw new UsageError(
      `validation must be a whole number from 1 to ${split.count - 1}, less than the training examples; got ${validation}.`,
    );
  }
  const rest = split.count - validation;
  if (trainSize !== undefined && (!Number.isInteger(trainSize) || trainSize < 1 || trainSize > rest)) {
    throw new UsageError(
      `trainSize must be a whole number from 1 to ${rest}, the training examples left when ${validation} are held out for validation; got ${trainSize}.`,
    );
  }
  const order = balancedOrder(split.labels, classes);
  const held = lastOfEachClass(order, split.labels, classes, validation);
  const out = new Set(held);
  const others = order.filter((example) => !out.has(example));
  return { train: pick(split, others.subarray(0, trainSize ?? rest)), validation: pick(split, held) };
}

/** In rounds, one of each class that has any left, from the end of the order. */
function lastOfEachClass(order: Int32Array, labels: Uint8Array, classes: number, count: number): Int32Array {
  const members = membersOf(order, labels, classes);
  const taken: number[] = [];
  for (let round = 1; taken.length < count; round++) taken.push(...members.flatMap((examples) => examples.at(-round) ?? []));
  return Int32Array.from(taken.slice(0, count));
}

/** The examples of each class, in the order given. */
function membersOf(examples: Iterable<number>, labels: Uint8Array, classes: number): number[][] {
  const members = Array.from({ length: classes }, (): number[] => []);
  for (const example of examples) members[labels[example] as number]?.push(example);
  return members;
}

/** The named examples of a split, in that order. */
export function pick(split: Split, examples: Int32Array): Split {
  const size = split.images.length / split.count;
  const images = new Uint8Array(examples.length * size);
  const labels = new Uint8Array(examples.length);
  examples.forEach((from, to) => {
    images.set(split.images.subarray(from * size, (from + 1) * size), to * size);
    labels[to] = split.labels[from] as number;
  });
  return { images, labels, count: examples.length };
}
