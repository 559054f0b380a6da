import { beforeAll, describe, expect, it } from "vitest";
import { tf, useBackend } from "../../src/backend";
import type { Tensor } from "../../src/backend/tf";
import { record } from "../../src/trace/record";
import type { Ref } from "../../src/trace/trace";
import { findUpdates } from "../../src/trace/updates";
import { buildOptimizer } from "../../src/train/optimizers";

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

/** Records one update of a weight of three: inputs weight, slots, gradient, rate; outputs weight, slots. */
function recorded(name: "sgd" | "momentum" | "adam") {
  const optimizer = buildOptimizer({ optimizer: name, momentum: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
  const slots = optimizer.slots.map((slot) => tf.fill(slot.scalar ? [] : [3], slot.value));
  const step = ([weight, ...rest]: Tensor[]) => {
    const [gradient, rate] = rest.slice(slots.length) as [Tensor, Tensor];
    const next = optimizer.update(weight as Tensor, gradient, rest.slice(0, slots.length), rate);
    return [next.weight, ...next.slots];
  };
  const trace = record(step, [tf.ones([3]), ...slots, tf.fill([3], 2), tf.scalar(0.1)]);
  return { trace, places: [0, ...slots.map((_, i) => i + 1)] };
}

describe("the updates of our optimizers are found", () => {
  it.each([
    ["sgd", { kind: "descent", weight: 0, gradient: { input: 1 }, rate: { input: 2 } }],
    ["momentum", { kind: "momentum", weight: 0, velocity: 1, gradient: { input: 2 }, rate: { input: 3 } }],
    ["adam", { kind: "adam", weight: 0, first: 1, second: 2, gradient: { input: 5 }, rate: { input: 6 } }],
  ] as const)("%s", (name, update) => {
    const { trace, places } = recorded(name);
    expect(findUpdates(trace, places)).toMatchObject([update]);
  });
});

describe("what looks alike but is something else is left alone", () => {
  const momentum = (change: (parts: { w: Tensor; v: Tensor; g: Tensor; rate: Tensor }) => Tensor[]) => {
    const trace = record(
      ([w, v, g, rate]) => change({ w, v, g, rate } as { w: Tensor; v: Tensor; g: Tensor; rate: Tensor }),
      [tf.ones([3]), tf.ones([3]), tf.ones([3]), tf.scalar(1)],
    );
    return findUpdates(trace, [0, 1]).map((update) => update.kind);
  };

  it("a slot that becomes something else than the update's", () => {
    const kinds = momentum(({ w, v, g, rate }) => {
      const moved = tf.add(tf.mul(v, 0.9), g);
      return [tf.sub(w, tf.mul(moved, rate)), tf.mul(moved, 2)];
    });
    expect(kinds).toEqual(["descent"]);
  });

  it("a slot that becomes the sum of something else", () => {
    const other = (share: number) =>
      momentum(({ w, v, g, rate }) => {
        const own = tf.add(tf.mul(v, share), g);
        return [tf.sub(w, tf.mul(tf.add(tf.mul(v, 0.9), g), rate)), own];
      });
    // The step is one of descent along what it is made of; the slot is computed apart.
    expect(other(0.5)).toEqual(["descent"]);
  });

  it("a slot that two weights share", () => {
    const trace = record(
      ([w, u, v, g, rate]) => {
        const moved = tf.add(tf.mul(v as Tensor, 0.9), g as Tensor);
        return [w, u].map((each) => tf.sub(each as Tensor, tf.mul(moved, rate as Tensor))).concat(moved);
      },
      [tf.ones([3]), tf.ones([3]), tf.ones([3]), tf.ones([3]), tf.scalar(1)],
    );
    expect(findUpdates(trace, [0, 1, 2])).toEqual([]);
  });

  it("a gradient that is broadcast over the weight", () => {
    expect(momentum(({ w, v, g, rate }) => [tf.sub(w, tf.mul(tf.sum(g), rate)), v])).toEqual([]);
    const narrow = momentum(({ w, v, g, rate }) => {
      const moved = tf.add(tf.mul(v, 0.9), tf.sum(g));
      return [tf.sub(w, tf.mul(moved, rate)), moved];
    });
    expect(narrow).toEqual(["descent"]);
  });

  it("moments that become others than those of the direction", () => {
    const { trace, places } = recorded("adam");
    const [weight, first, ...rest] = trace.outputs as [Ref, Ref, ...Ref[]];
    expect(findUpdates({ ...trace, outputs: [weight, rest[0] as Ref, first, ...rest.slice(1)] }, places)).toMatchObject([
      { kind: "descent" },
    ]);
  });

  it("a rate for each weight", () => {
    expect(momentum(({ w, v, g }) => [tf.sub(w, tf.mul(g, v)), v])).toEqual([]);
  });

  it("a step from another weight", () => {
    expect(momentum(({ w, v, g, rate }) => [tf.sub(v, tf.mul(g, rate)), w])).toEqual([]);
  });
});
