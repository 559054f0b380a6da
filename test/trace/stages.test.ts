import { beforeAll, describe, expect, it } from "vitest";
import { tf, useBackend } from "../../src/backend";
import type { Tensor } from "../../src/backend/tf";
import { DIRECTION, momentsOf } from "../../src/trace/directions";
import { compile } from "../../src/trace/program";
import { record } from "../../src/trace/record";
import { type Stages, stagesOf } from "../../src/trace/stages";
import { DTYPES, type Op } from "../../src/trace/trace";
import { buildOptimizer } from "../../src/train/optimizers";
import { adamDirection } from "../../src/train/optimizers/adam";

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

type Step = (state: Tensor[], g: Tensor, turn: Tensor) => Tensor[];

const typesOf = ({ trace }: Stages["before"]) => trace.ops.map(({ type }) => type);
const MOMENTUM = 0.5;
const RATE = 0.25;

/** Momentum on w with the velocity v. */
const moved = (w: Tensor, v: Tensor, g: Tensor) => {
  const velocity = tf.add(tf.mul(v, MOMENTUM), g);
  return { w: tf.sub(w, tf.mul(velocity, tf.scalar(RATE))), v: velocity };
};

/** Whether a turn's number is a multiple of `n`. */
const isMultiple = (turn: Tensor, n: number) => tf.equal(tf.mod(turn, tf.scalar(n, "int32")), tf.scalar(0, "int32"));

const shapesOf = (start: number[][]) => start.map((values) => tf.tensor1d(values));
const recorded = (step: Step, start: number[][]) =>
  record(
    (inputs) => step(inputs.slice(0, -2), inputs.at(-2) as Tensor, inputs.at(-1) as Tensor),
    [...shapesOf(start), tf.ones([start[0]?.length as number]), tf.scalar(1, "int32")],
  );
const stages = (step: Step, start: number[][]) => {
  const trace = recorded(step, start);
  return stagesOf(trace, trace.outputs.map((_, i) => (i < start.length ? i : -1))); // biome-ignore format: short
};

/** Runs a step as a program, four turns a call, and eagerly. @returns the states after each call */
function both(step: Step, start: number[][], calls = 3): { program: number[][][]; eager: number[][][]; reports: [number[], number[]] } {
  const width = start[0]?.length as number;
  const trace = recorded(step, start);
  const program = compile({
    state: start.map(({ length }) => ({ shape: [length], dtype: DTYPES.float32 })),
    data: { rows: { shape: [1, 1], dtype: DTYPES.float32 } },
    loops: {
      step: {
        trace,
        batch: 1,
        inputs: [
          ...start.map((_, index) => ({ from: "state", index }) as const),
          { from: "feed", feed: "g" },
          { from: "feed", feed: "turn" },
        ],
        outputs: trace.outputs.map((_, index) => (index < start.length ? { to: "state", index } : { to: "report" })),
      },
    },
  });
  program.writeData("rows", { shape: [1, 1], dtype: DTYPES.float32, values: Float32Array.of(0) });
  program.writeState(start.map((values) => Float32Array.from(values)));
  let state = shapesOf(start) as Tensor[];
  const results = { program: [] as number[][][], eager: [] as number[][][], reports: [[], []] as [number[], number[]] };
  for (let call = 0; call < calls; call++) {
    const g = Float32Array.from({ length: 4 * width }, (_, i) => (((call * 4 * width + i) * 7) % 11) - 5);
    const turn = Int32Array.from({ length: 4 }, (_, i) => call * 4 + i);
    results.reports[0].push(...program.run("step", new Int32Array(4), { g, turn }));
    for (const [i, number] of turn.entries()) {
      const all = step(state, tf.tensor1d(g.slice(i * width, (i + 1) * width)), tf.scalar(number, "int32"));
      state = all.slice(0, start.length);
      for (const report of all.slice(start.length)) results.reports[1].push(...report.dataSync());
    }
    results.program.push(program.readState().map((values) => [...values]));
    results.eager.push(state.map((tensor) => [...tensor.dataSync()]));
  }
  program.dispose();
  return results;
}

/** All numbers of these steps are short binary fractions, so that both ways give the same ones. */
function expectSame(step: Step, start: number[][]): void {
  const { program, eager, reports } = both(step, start);
  expect(program).toEqual(eager);
  expect(reports[0]).toEqual(reports[1]);
  for (const i of start.keys()) expect(program.map((state) => state[i])).not.toEqual(program.map(() => start[i]));
}
const VECTORS = [[1, 2], [0, 0], [8, 16]]; // biome-ignore format: short

describe("an update in place", () => {
  it("leaves only what it does not do: Adam's powers", () => {
    const optimizer = buildOptimizer({ optimizer: "adam", momentum: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
    const step = ([w, ...rest]: Tensor[]) => {
      const next = optimizer.update(w as Tensor, rest[4] as Tensor, rest.slice(0, 4), tf.scalar(RATE));
      return [next.weight, ...next.slots];
    };
    const slots = [tf.zeros([3]), tf.zeros([3]), tf.scalar(1), tf.scalar(1)];
    const found = stagesOf(record(step, [tf.ones([3]), ...slots, tf.ones([3])]), [0, 1, 2, 3, 4]);
    expect(found.kept.map(({ output }) => output)).toEqual([3, 4]);
    expect(typesOf(found.before)).toEqual(["Mul", "Mul"]);
  });

  it("whose result another state needs is read behind it, not computed again", () => {
    const mean: Step = ([w, v, m], g) => {
      const next = moved(w as Tensor, v as Tensor, g);
      return [next.w, next.v, tf.add(tf.mul(m as Tensor, 0.5), tf.mul(next.w, 0.5)), tf.sum(next.w)];
    };
    const found = stages(mean, VECTORS);
    expect(found.updates).toMatchObject([{ kind: "momentum", weight: 0, velocity: 1 }]);
    expect(found.fresh).toMatchObject([{ state: 0 }]);
    expect(typesOf(found.before)).toEqual(["Mul"]);
    expect(typesOf(found.behind).sort()).toEqual(["Add", "Mul", "Sum"]);
    expectSame(mean, VECTORS);
  });

  it("keeps the old value for what needs that, too", () => {
    expectSame(([w, v, m], g) => {
      const next = moved(w as Tensor, v as Tensor, g);
      return [next.w, next.v, tf.add(m as Tensor, tf.mul(tf.sub(next.w, w as Tensor), 0.5))];
    }, VECTORS);
    // A state that becomes another one's old value, one that becomes its new value.
    expectSame(([w, v], g) => {
      const next = moved(w as Tensor, v as Tensor, g);
      return [next.w, next.v, w as Tensor];
    }, VECTORS);
    expectSame(([w, v], g) => {
      const next = moved(w as Tensor, v as Tensor, g);
      return [next.w, next.v, next.w];
    }, VECTORS);
  });

  it("reads what another update moves before that does", () => {
    // A ring: each takes the old value of the next.
    const ring: Step = ([a, b, c]) => [a, b, c].map((each, i) => tf.sub(each as Tensor, tf.mul([b, c, a][i] as Tensor, tf.scalar(0.5))));
    expect(stages(ring, VECTORS).updates.map(({ kind }) => kind)).toEqual(["descent", "descent", "descent"]);
    const start = [[1, 2], [3, 5], [8, 16]]; // biome-ignore format: short
    for (let i = 0; i < 5; i++) expectSame(ring, start);
  });

  it("that waits for another update's result is computed apart from it", () => {
    const chained: Step = ([w, u], g) => {
      const next = tf.sub(w as Tensor, tf.mul(g, tf.scalar(RATE)));
      return [next, tf.sub(u as Tensor, tf.mul(next, tf.scalar(RATE)))];
    };
    expect(stages(chained, [[1, 2], [4, 8]])).toMatchObject({ fresh: [], updates: [{ weight: 0 }, { weight: 1 }] }); // biome-ignore format: short
    expectSame(chained, [[1, 2], [4, 8]]); // biome-ignore format: short
  });
});

describe("a state that a scalar condition chooses", () => {
  const average =
    (every: number): Step =>
    ([w, v, m], g, turn) => {
      const next = moved(w as Tensor, v as Tensor, g);
      const mean = tf.mul(tf.add(m as Tensor, next.w), 0.5);
      return [next.w, next.v, tf.where(isMultiple(turn, every), mean, m as Tensor)];
    };

  it("is computed in those turns alone, from what the update left", () => {
    const found = stages(average(3), VECTORS);
    expect(found.branches.map(({ choices, stage }) => [choices.map(({ state }) => state), typesOf(stage)])).toEqual([
      [[2], ["Add", "Mul"]],
    ]);
    expect(found.kept).toEqual([]);
    expect(typesOf(found.before)).toEqual(["FloorMod", "Equal"]);
    expectSame(average(3), VECTORS);
  });

  it("in each turn, and in the first alone", () => {
    expectSame(average(1), VECTORS);
    expectSame(average(1000), VECTORS);
  });

  it("and otherwise its update: done in place, then replaced", () => {
    // Two workers that go their own ways and meet every third turn; their mean is kept all the time.
    const workers: Step = ([mean, a, va, b, vb], g, turn) => {
      const [first, second] = [moved(a as Tensor, va as Tensor, g), moved(b as Tensor, vb as Tensor, tf.neg(tf.mul(g, 2)))];
      const middle = tf.mul(tf.add(first.w, second.w), 0.5);
      const meets = isMultiple(turn, 3);
      return [
        tf.add(middle, tf.mul(mean as Tensor, 0)),
        tf.where(meets, middle, first.w),
        first.v,
        tf.where(meets, middle, second.w),
        second.v,
      ];
    };
    const start = [[0, 0], [1, 2], [0, 0], [1, 2], [0, 0]]; // biome-ignore format: short
    const found = stages(workers, start);
    expect(found.updates).toMatchObject([{ kind: "momentum", weight: 1, velocity: 2 }, { kind: "momentum", weight: 3, velocity: 4 }]); // biome-ignore format: short
    expect(found.branches.map(({ choices, stage }) => [choices.map(({ state }) => state), stage.made])).toEqual([[[1, 3], []]]);
    expectSame(workers, start);
  });

  it("with several conditions, and values that are there already", () => {
    expectSame(([w, u, x], g, turn) => {
      const shared = tf.mul(g, 4);
      const own = tf.add(shared, u as Tensor);
      return [
        tf.where(isMultiple(turn, 2), shared, w as Tensor),
        tf.where(isMultiple(turn, 3), tf.mul(own, 0.25), u as Tensor),
        // Another state as it was, and a constant.
        tf.where(isMultiple(turn, 5), w as Tensor, x as Tensor),
        tf.sum(shared),
      ];
    }, VECTORS);
    expectSame(([w, u], g, turn) => [tf.where(isMultiple(turn, 4), tf.tensor1d([3, 5]), w as Tensor), tf.add(u as Tensor, tf.mul(tf.add(w as Tensor, g), 0.5))], VECTORS.slice(0, 2)); // biome-ignore format: short
  });

  it("but not by a condition of its own for each value, nor between two values that are both new", () => {
    const eachValue: Step = ([w, u], g) => [tf.where(tf.greater(g, 0), g, w as Tensor), tf.add(u as Tensor, g)];
    expect(stages(eachValue, [[1, 2], [0, 0]])).toMatchObject({ branches: [], kept: [{ output: 0 }, { output: 1 }] }); // biome-ignore format: short
    expectSame(eachValue, [[1, 2], [0, 0]]); // biome-ignore format: short
    const bothNew: Step = ([w, u], g, turn) => [tf.where(isMultiple(turn, 2), g, tf.mul(w as Tensor, 0.5)), tf.add(u as Tensor, g)];
    expect(stages(bothNew, [[1, 2], [0, 0]])).toMatchObject({ branches: [], kept: [{ output: 0 }, { output: 1 }] }); // biome-ignore format: short
    expectSame(bothNew, [[1, 2], [0, 0]]); // biome-ignore format: short
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
    return stagesOf(record(step, inputs), [0, 1, 2, 3, 4, -1]);
  };

  it("is one operation that moves the moments, too", () => {
    const found = lamb();
    expect(typesOf(found.before)).toEqual(["Mul", "Mul", DIRECTION, "Square", "Sum", "Sqrt", "RealDiv"]);
    expect(momentsOf(found.before.trace.ops[2] as Op)).toEqual([1, 2]);
    // The step along it is one of descent. The powers are left; the moments are no results any more.
    expect(found.updates).toMatchObject([{ kind: "descent", weight: 0 }]);
    expect(found.kept.map(({ output }) => output)).toEqual([3, 4]);
    expect(found.before.trace.outputs).toHaveLength(4);
  });

  it("stays as it is where something else reads a moment", () => {
    const found = lamb(([first]) => [tf.sum(first as Tensor)]);
    expect(typesOf(found.before)).not.toContain(DIRECTION);
    expect(found.kept.map(({ output }) => output)).toEqual([1, 2, 3, 4, 5]);
  });
});
