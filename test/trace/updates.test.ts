import { beforeAll, describe, expect, it } from "vitest";
import { tf, useBackend } from "../../src/backend";
import type { Tensor } from "../../src/backend/tf";
import { DIRECTION, momentsOf } from "../../src/trace/directions";
import { record } from "../../src/trace/record";
import type { Op } from "../../src/trace/trace";
import { findUpdates, splitUpdates } from "../../src/trace/updates";
import { buildOptimizer } from "../../src/train/optimizers";
import { adamDirection } from "../../src/train/optimizers/adam";

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

  it("and leave only what they do not do: Adam's powers", () => {
    const { trace, places } = recorded("adam");
    const split = splitUpdates(trace, places);
    expect(split.kept).toEqual([3, 4]);
    expect(split.trace.ops.map((op) => op.type)).toEqual(["Mul", "Mul"]);
  });
});

describe("Adam's direction that is not the step itself", () => {
  /** LAMB's step of one weight, and what else it reports. Inputs weight, slots, gradient; outputs weight, slots, the rest. */
  const lamb = (also: (moments: Tensor[]) => Tensor[] = () => []) => {
    const step = ([weight, ...rest]: Tensor[]) => {
      const { direction, slots } = adamDirection(rest[4] as Tensor, rest.slice(0, 4), { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
      const length = tf.sqrt(tf.sum(tf.square(direction)));
      return [tf.sub(weight as Tensor, tf.mul(direction, tf.div(0.1, length))), ...slots, ...also(slots)];
    };
    const inputs = [tf.ones([3]), tf.zeros([3]), tf.zeros([3]), tf.scalar(1), tf.scalar(1), tf.tensor1d([1, 2, -3])];
    return splitUpdates(record(step, inputs), [0, 1, 2, 3, 4, -1]);
  };
  const types = ({ trace }: ReturnType<typeof lamb>) => trace.ops.map(({ type }) => type);

  it("is one operation that moves the moments, too", () => {
    const split = lamb();
    expect(types(split)).toEqual(["Mul", "Mul", DIRECTION, "Square", "Sum", "Sqrt", "RealDiv"]);
    expect(momentsOf(split.trace.ops[2] as Op)).toEqual([1, 2]);
    // The step along it is one of descent. The powers are left; the moments are no results any more.
    expect(split.updates).toMatchObject([{ kind: "descent", weight: 0 }]);
    expect(split.kept).toEqual([3, 4]);
    expect(split.trace.outputs).toHaveLength(4);
  });

  it("stays as it is where something else reads a moment", () => {
    const split = lamb(([first]) => [tf.sum(first as Tensor)]);
    expect(types(split)).not.toContain(DIRECTION);
    expect(split.kept).toEqual([1, 2, 3, 4, 5]);
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
    expect(kinds).toEqual([]);
  });

  it("a rate for each weight", () => {
    expect(momentum(({ w, v, g }) => [tf.sub(w, tf.mul(g, v)), v])).toEqual([]);
  });

  it("a step from another weight", () => {
    expect(momentum(({ w, v, g, rate }) => [tf.sub(v, tf.mul(g, rate)), w])).toEqual([]);
  });
});
