import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { tensorCount, tf, useBackend } from "../../src/backend";
import { nativeBackend } from "../../src/backend/binding";
import { uniform } from "../../src/backend/stateless";
import type { Scalar, Tensor, Tensor1D, Tensor2D } from "../../src/backend/tf";
import { UsageError, UserError } from "../../src/errors";
import { random } from "../../src/random";
import { type CompiledStep, compileStep } from "../../src/trace/compiled-step";

const ROWS = 24;
const CLASSES = 3;
const numbers = random(1).split("data");
const images = Float32Array.from({ length: ROWS * 36 }, () => numbers.bits() / 2 ** 32);
const labels = Int32Array.from({ length: ROWS }, (_, i) => (i * 7) % CLASSES);

const init = (seed: number) => tf.initializers.glorotUniform({ seed });
const NETWORKS = {
  "a dense net": (): tf.LayersModel =>
    tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [6, 6, 1] }),
        tf.layers.dense({ units: 8, activation: "relu", kernelInitializer: init(1) }),
        tf.layers.dense({ units: CLASSES, kernelInitializer: init(2) }),
      ],
    }),
  "a convolutional net with batch norm": (): tf.LayersModel =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [6, 6, 1], filters: 3, kernelSize: 3, useBias: false, kernelInitializer: init(3) }),
        tf.layers.batchNormalization({ momentum: 0.9 }),
        tf.layers.activation({ activation: "relu" }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: CLASSES, kernelInitializer: init(4) }),
      ],
    }),
};
const OPTIMIZERS = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  adam: () => tf.train.adam(0.01),
  rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.5),
  adagrad: () => tf.train.adagrad(0.1),
  adamax: () => tf.train.adamax(0.01),
  adadelta: () => tf.train.adadelta(1),
};

const training = (model: tf.LayersModel, optimizer: tf.Optimizer) => (inputs: Record<"x" | "y", Tensor>) =>
  optimizer.minimize(() => {
    const logits = model.apply(inputs.x, { training: true }) as Tensor2D;
    return tf.losses.softmaxCrossEntropy(tf.oneHot(inputs.y as Tensor1D, CLASSES), logits) as Scalar;
  }, true);
const dataOf = () => ({ x: tf.tensor4d(images, [ROWS, 6, 6, 1]), y: tf.tensor1d(labels, "int32") });
const rowsOf = (turns: number, batch: number) => Array.from({ length: turns * batch }, (_, i) => (i * 5 + 1) % ROWS);

/** The same turns without a graph. @returns the losses */
function eagerly(step: (inputs: Record<"x" | "y", Tensor>) => Tensor | null, rows: number[], batch: number): number[] {
  const losses: number[] = [];
  for (let at = 0; at < rows.length; at += batch) {
    tf.tidy(() => {
      const { x, y } = dataOf();
      const chosen = tf.tensor1d(rows.slice(at, at + batch), "int32");
      losses.push(...(step({ x: tf.gather(x, chosen), y: tf.gather(y, chosen) })?.dataSync() ?? []));
    });
  }
  return losses;
}

const variables = () => Object.values(tf.engine().registeredVariables);
const valuesOf = () => variables().map((variable) => [...variable.dataSync()]);
const distance = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));
  return norm(Array.from(a, (value, i) => value - (b[i] as number))) / (norm(b) + 1e-12);
};
function compiled(step: (inputs: Record<"x" | "y", Tensor>) => Tensor | null, batch: number): CompiledStep<never> {
  const data = dataOf();
  try {
    return compileStep(step, { batch, data });
  } finally {
    tf.dispose(data);
  }
}

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});
afterEach(() => {
  tf.disposeVariables();
});

describe("states that read each other", () => {
  const steps = {
    // A condition that is a state itself, and changes in the same turn.
    flags: () => {
      const w = tf.variable(tf.fill([4, 3], 1));
      const [f, g] = [true, false].map((value) => tf.variable(tf.scalar(value, "bool"))) as [tf.Variable, tf.Variable];
      const k = tf.variable(tf.scalar(0, "int32"));
      const step = () => {
        const old = f.clone();
        w.assign(tf.where(f, tf.mul(w, 0.5), w));
        f.assign(tf.where(g as Tensor, tf.scalar(false, "bool"), f as Tensor) as Scalar);
        g.assign(tf.where(old, tf.equal(tf.mod(k, tf.scalar(3, "int32")), tf.scalar(0, "int32")), g));
        k.assign(tf.add(k, tf.scalar(1, "int32")));
        return tf.mean(w);
      };
      return { step, variables: [w, f, g, k] };
    },
    // A gradient that arrives two steps late, and a rate that is a state.
    delayed: () => {
      const [w, g, h] = [1, 2, 3].map((value) => tf.variable(tf.fill([4, 3], value))) as [tf.Variable, tf.Variable, tf.Variable];
      const rate = tf.variable(tf.scalar(0.5));
      const step = () => {
        w.assign(tf.sub(w, tf.mul(g, rate)) as Tensor);
        g.assign(tf.sub(g, tf.mul(h, tf.scalar(0.25))) as Tensor);
        h.assign(tf.sub(h, tf.mul(tf.sub(w, 4), tf.scalar(0.125))) as Tensor);
        rate.assign(tf.sub(rate as Tensor, tf.mul(rate, tf.scalar(0.0625))) as Scalar);
        return tf.mean(w);
      };
      return { step, variables: [w, g, h, rate] };
    },
    // Two weights, one velocity; a gradient that is one number; a velocity that goes its own way.
    shared: () => {
      const [w, u, v] = [1, 2, 0].map((value) => tf.variable(tf.fill([4, 3], value))) as [tf.Variable, tf.Variable, tf.Variable];
      const step = () => {
        const moved = tf.add(tf.mul(v, 0.5), tf.mean(w)) as Tensor;
        w.assign(tf.sub(w, tf.mul(moved, tf.scalar(0.25))) as Tensor);
        u.assign(tf.sub(u, tf.mul(moved, tf.scalar(0.25))) as Tensor);
        v.assign(moved);
        return tf.mean(u);
      };
      return { step, variables: [w, u, v] };
    },
  };

  it.each(Object.keys(steps) as (keyof typeof steps)[])("%s: the same as without a graph, every time", (name) => {
    const [plain, ...compiled] = Array.from({ length: 9 }, () => steps[name]());
    for (let turn = 0; turn < 12; turn++) tf.tidy(() => plain?.step());
    const expected = plain?.variables.map((each) => [...each.dataSync()]);
    const x = tf.zeros([1, 1]);
    for (const { step, variables } of compiled) {
      const run = compileStep(step as () => Scalar, { batch: 1, data: { x } });
      run.run(new Array(12).fill(0));
      run.sync();
      run.dispose();
      variables.forEach((each, i) => {
        for (const [j, value] of [...each.dataSync()].entries()) expect(value).toBeCloseTo(expected?.[i]?.[j] as number, 5);
      });
    }
  });
});

describe("ten compiled steps are ten steps of TensorFlow.js", () => {
  for (const [network, build] of Object.entries(NETWORKS)) {
    it.each(Object.entries(OPTIMIZERS))(`for ${network} and %s`, (_, make) => {
      const rows = rowsOf(10, 4);
      const reference = make();
      const wanted = eagerly(training(build(), reference), rows, 4);
      const wantedValues = valuesOf();
      tf.disposeVariables();

      const optimizer = make();
      const step = compiled(training(build(), optimizer), 4);
      const losses = [...step.run(rows.slice(0, 12)), ...step.run(rows.slice(12))];
      step.sync();
      expect(distance(losses, wanted)).toBeLessThan(1e-5);
      // Weights, statistics, slots and powers of the betas, in the order in which they are made.
      const values = valuesOf();
      expect(values.length).toBe(wantedValues.length);
      for (const [i, value] of values.entries())
        expect(distance(value, wantedValues[i] as number[]), variables()[i]?.name).toBeLessThan(1e-5);
      expect(optimizer.iterations).toBe(reference.iterations);
      step.dispose();
    });
  }
});

describe("a compiled step", () => {
  const dense = NETWORKS["a dense net"];

  it("leaves the variables alone until they are synchronised, and keeps no tensor", () => {
    const optimizer = tf.train.momentum(0.1, 0.9);
    const state = () => [tensorCount(), valuesOf()];
    const model = dense();
    eagerly(training(model, optimizer), rowsOf(1, 4), 4);
    const start = state();
    const graphs = nativeBackend().binding.getNumOfSavedModels();
    const step = compiled(training(model, optimizer), 4);
    step.run(rowsOf(3, 4));
    expect(state()).toEqual(start);
    step.sync();
    expect(valuesOf()).not.toEqual(start[1]);
    expect(tensorCount()).toBe(start[0]);
    step.dispose();
    expect(nativeBackend().binding.getNumOfSavedModels()).toBe(graphs);
    expect(() => step.run([0, 1, 2, 3])).toThrow(/disposed of/);
  });

  it("follows the learning rate, at each call or at each turn", () => {
    const rows = rowsOf(6, 4);
    const rates = [0.1, 0.1, 0.1, 0.02, 0.03, 0.04];
    for (const kind of ["sgd", "adam"] as const) {
      const setRate = (optimizer: tf.Optimizer, rate: number) =>
        kind === "sgd" ? (optimizer as tf.SGDOptimizer).setLearningRate(rate) : Object.assign(optimizer, { learningRate: rate });
      const reference = { model: dense(), optimizer: OPTIMIZERS[kind]() };
      const wanted = rates.flatMap((rate, turn) => {
        setRate(reference.optimizer, rate);
        return eagerly(training(reference.model, reference.optimizer), rows.slice(4 * turn, 4 * turn + 4), 4);
      });
      tf.disposeVariables();

      const optimizer = OPTIMIZERS[kind]();
      const step = compiled(training(dense(), optimizer), 4);
      setRate(optimizer, 0.1);
      const losses = [...step.run(rows.slice(0, 12)), ...step.run(rows.slice(12, 20), { rates: [0.02, 0.03] })];
      setRate(optimizer, 0.04);
      losses.push(...step.run(rows.slice(20)));
      expect(distance(losses, wanted), kind).toBeLessThan(1e-5);
      step.dispose();
      tf.disposeVariables();
    }
  });

  it("refuses rates that are no numbers, its own and given ones", () => {
    const optimizer = tf.train.adam(0.01);
    const step = compiled(training(dense(), optimizer), 4);
    const run = (rates: unknown) => () => step.run(rowsOf(2, 4), { rates } as never);
    for (const wrong of ["a", "0.1", Number.NaN, undefined, Number.POSITIVE_INFINITY])
      expect(run([0.1, wrong])).toThrow(/finite numbers; that of turn 2 of 2 is ("a"|"0.1"|NaN|undefined|Infinity)/);
    for (const wrong of [[0.1], 0.1]) expect(run(wrong)).toThrow(/a rate for each of 2 turns, got (1|0.1)/);
    Object.assign(optimizer, { learningRate: Number.NaN });
    expect(run(undefined)).toThrow(UsageError);
    Object.assign(optimizer, { learningRate: 0.01 });
    expect(step.run(rowsOf(2, 4)).every(Number.isFinite)).toBe(true);
    step.dispose();
  });

  it("refuses a step that sets a rate, which stays what it was", () => {
    const optimizer = tf.train.sgd(0.1);
    const inner = training(dense(), optimizer);
    const setting = (inputs: Parameters<typeof inner>[0]) => {
      optimizer.setLearningRate(0.5);
      return inner(inputs);
    };
    expect(() => compiled(setting, 4)).toThrow(/sets the learning rate of the optimizer SGD to 0.5 by itself.*`rates` of `run`/);
    const before = valuesOf();
    const step = compiled(inner, 4);
    step.run(rowsOf(1, 4), { rates: [0] });
    step.sync();
    expect(valuesOf()).toEqual(before);
    expect((optimizer as unknown as { learningRate: number }).learningRate).toBe(0.1);
    step.dispose();
  });

  it("refuses another setting of the optimizer, which is frozen", () => {
    const optimizer = tf.train.adam(0.01);
    const step = compiled(training(dense(), optimizer), 4);
    Object.assign(optimizer, { beta1: 0.5 });
    expect(() => step.run(rowsOf(1, 4))).toThrow(/setting beta1 of the optimizer Adam was 0.9 .* is 0.5 now.*compile the step again/);
    step.dispose();
  });

  it("takes over variables that were assigned outside, and no others", () => {
    const [a, b] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(10))];
    const step = compileStep(
      () => {
        a.assign(tf.add(a, 1));
        b.assign(tf.add(b, a));
        return [tf.clone(a), tf.clone(b)];
      },
      { batch: 1, data: {} },
    );
    expect([...step.run([0, 0])]).toEqual([2, 12, 3, 15]);
    b.assign(tf.scalar(100));
    expect([...step.run([0])]).toEqual([4, 104]);
    a.assign(tf.scalar(-1));
    step.sync();
    expect([a.dataSync()[0], b.dataSync()[0]]).toEqual([-1, 104]);
    a.dispose();
    expect(() => step.run([0])).toThrow(/variable .* has been disposed of/);
    step.dispose();
  });

  it("may have no variables: there is nothing to synchronise", () => {
    const step = compileStep(({ x }) => tf.mean(x), { batch: 2, data: { x: tf.tensor1d([1, 2, 3, 5]) } });
    expect([...step.run([0, 1, 2, 3])]).toEqual([1.5, 4]);
    expect(() => step.sync()).not.toThrow();
    expect([...step.run([0, 3])]).toEqual([3]);
    step.dispose();
  });

  it("keeps counters and flags, and may return nothing", () => {
    const count = tf.variable(tf.scalar(41, "int32"));
    const flag = tf.variable(tf.tensor1d([false, true], "bool"));
    const step = compileStep(
      () => {
        count.assign(tf.add(count, tf.scalar(1, "int32")));
        flag.assign(tf.logicalNot(flag));
        return undefined;
      },
      { batch: 1, data: {} },
    );
    expect(step.run([0, 0, 0])).toHaveLength(0);
    step.sync();
    expect([count.dataSync()[0], [...flag.dataSync()]]).toEqual([44, [1, 0]]);
    step.dispose();
  });

  it("gets values of each turn, such as the key of a mask, and bytes as numbers in [0, 1]", () => {
    const sum = tf.variable(tf.zeros([2]));
    const values = Uint8Array.of(255, 0, 0, 51);
    const key = tf.tensor1d([3, 0], "int32");
    const masked = (x: Tensor, at: Tensor) => tf.mul(x, tf.cast(tf.less(uniform([2], at as Tensor1D), 0.5), "float32"));
    const step = compileStep(
      ({ x, key: at }) => {
        sum.assign(tf.add(sum, tf.sum(masked(x, at), 0)));
        return null;
      },
      { batch: 1, data: { x: { shape: [2, 2], values } }, feeds: { key } },
    );
    const turns = Array.from({ length: 8 }, (_, turn) => turn);
    step.run(
      turns.map((turn) => turn % 2),
      { feeds: { key: turns.flatMap((turn) => [3, turn]) } },
    );
    step.sync();
    const wanted = turns.reduce(
      (total, turn) => tf.add(total, masked(tf.tensor1d(turn % 2 ? [0, 0.2] : [1, 0]), tf.tensor1d([3, turn], "int32"))),
      tf.zeros([2]),
    );
    expect(distance(sum.dataSync(), wanted.dataSync())).toBeLessThan(1e-6);
    expect(() => step.run([0], { feeds: { key: [1] } })).toThrow(/Expected 2 values of key for 1 turns, got 1/);
    step.dispose();
  });

  it("runs large batches, also where it is made for one batch alone", () => {
    const build = NETWORKS["a convolutional net with batch norm"];
    const forOne = (step: ReturnType<typeof training>) => (inputs: Record<"x" | "y", Tensor>) =>
      step({ ...inputs, x: tf.reshape(inputs.x, [48, 6, 6, 1]) });
    for (const made of [training, (...parts: Parameters<typeof training>) => forOne(training(...parts))]) {
      const rows = rowsOf(3, 48);
      const wanted = eagerly(made(build(), tf.train.adam(0.01)), rows, 48);
      tf.disposeVariables();
      const step = compiled(made(build(), tf.train.adam(0.01)), 48);
      expect(distance(step.run(rows), wanted)).toBeLessThan(1e-5);
      step.dispose();
      tf.disposeVariables();
    }
  });

  it("does with any batch what JavaScript makes of its size", () => {
    const x = tf.tensor2d(images, [ROWS, 36]);
    const steps: ((inputs: Record<"x", Tensor>) => Tensor)[] = [
      ({ x }) => tf.sum(tf.topk(tf.sum(x, 1), Math.min(x.shape[0] as number, 16)).values),
      ({ x }) => tf.mul(tf.sum(x), (x.shape[0] as number) > 10 ? 0.1 : 1),
    ];
    const rows = rowsOf(1, 48);
    for (const step of steps) {
      const each = compileStep(step, { batch: 48, data: { x } });
      expect(distance(each.run(rows), step({ x: tf.gather(x, tf.tensor1d(rows, "int32")) }).dataSync())).toBeLessThan(1e-6);
      each.dispose();
    }
  });

  it("goes on where another step of the same model stopped, whichever is synchronised first", () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      // biome-ignore format: a list of pairs
      const a = tf.variable(tf.scalar(1));
      const own = tf.variable(tf.scalar(0));
      const times = compileStep(
        () => {
          a.assign(tf.mul(a, 10));
          own.assign(tf.add(own, 1));
          return tf.clone(a);
        },
        { batch: 1, data: {} },
      );
      const plus = compileStep(
        () => {
          a.assign(tf.add(a, 1));
          return tf.clone(a);
        },
        { batch: 1, data: {} },
      );
      const both = [times, plus];
      expect([times, plus, times].map((step) => step.run([0])[0])).toEqual([10, 11, 110]);
      plus.run([0]);
      for (const i of order) both[i]?.sync();
      expect([a.dataSync()[0], own.dataSync()[0]]).toEqual([111, 2]);
      // What a step has not given back is lost with it, and nobody asks for it; nor for a variable that is gone.
      times.run([0]);
      times.dispose();
      expect(plus.run([0])[0]).toBe(112);
      plus.sync();
      expect(a.dataSync()[0]).toBe(112);
      plus.dispose();
    }
  });

  it("does not stop at a variable that only another step needed", () => {
    const [a, gone] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(1))];
    const adding = (...variables: tf.Variable[]) =>
      compileStep(
        () => {
          for (const each of variables) each.assign(tf.add(each, 1));
          return tf.clone(a);
        },
        { batch: 1, data: {} },
      );
    const [first, second] = [adding(a, gone), adding(a)];
    first.run([0]);
    gone.dispose();
    expect(second.run([0])[0]).toBe(3);
    expect(() => first.sync()).toThrow(/has been disposed of/);
    for (const each of [first, second]) each.dispose();
  });

  it("has two optimizers with a learning rate each", () => {
    const [a, b] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(1))];
    const [slow, quick] = [tf.train.sgd(0.01), tf.train.sgd(0.1)];
    const step = compileStep(
      () => {
        slow.minimize(() => tf.mul(a, 1) as Scalar, false, [a]);
        quick.minimize(() => tf.mul(b, 1) as Scalar, false, [b]);
        return null;
      },
      { batch: 1, data: {} },
    );
    slow.setLearningRate(0.02);
    step.run([0, 0]);
    step.sync();
    expect([a, b].map((each) => each.dataSync()[0]?.toFixed(5))).toEqual(["0.96000", "0.80000"]);
    expect(() => step.run([0], { rates: [1] })).toThrow(/one optimizer; this one has 2/);
    step.dispose();
  });

  it("refuses what it cannot run", () => {
    const data = { x: tf.zeros([3, 2]) };
    const step = compileStep(({ x }) => tf.sum(x), { batch: 2, data });
    expect(() => step.run([0])).toThrow(/2 rows a turn, got 1/);
    expect(() => step.run([0, 3])).toThrow(/no row 3: the data have the rows 0 to 2/);
    expect(() => step.run([0, -1])).toThrow(/no row -1/);
    expect(() => step.run([0, Number.NaN])).toThrow(/no row NaN/);
    expect(() => step.run(Float32Array.of(0.5, 1))).toThrow(/no row 0.5/);
    expect(() => step.run([0, 1], { rates: [1] })).toThrow(/this one has 0/);
    expect(() => step.run([0, 1], { rate: [1] } as never)).toThrow(/no option of `run` "rate". Known: rates, feeds/);
    expect(() => step.run([0, 1], { feeds: { key: [1] } } as never)).toThrow(/no feed "key". The step has none/);
    step.dispose();
    for (const use of [() => step.run([0, 1]), () => step.sync()]) {
      expect(use).toThrow(UserError);
      expect(use).toThrow(/has been disposed of. Compile the step again/);
    }
    expect(() => step.dispose()).not.toThrow();
    expect(() => compileStep(() => null, { batch: 0, data })).toThrow(/batch must be an integer/);
    expect(() => compileStep(() => null, { batch: 1, data: { ...data, y: tf.zeros([4]) } })).toThrow(/x has 3 and y has 4/);
    const given = (wrong: unknown) => () => compileStep(() => null, { batch: 1, data: wrong } as never);
    for (const wrong of [undefined, null, data.x]) expect(given(wrong)).toThrow(/needs `data`: its inputs by name/);
    expect(given({ x: [1, 2] })).toThrow(/data x must be a tensor, or bytes/);
    expect(given({ x: { shape: [2], values: [1, 2] } })).toThrow(/data x must be a tensor, or bytes/);
    expect(given({ x: tf.scalar(1) })).toThrow(/data x of shape \[\] have no rows/);
    expect(given({ x: { shape: [2, 3], values: new Uint8Array(5) } })).toThrow(/data x of shape \[2,3\] take 6 bytes, got 5/);
  });

  it("refuses feeds that it cannot tell apart, and names those that it has", () => {
    const data = { x: tf.zeros([3, 2]) };
    const total = ({ x }: Record<"x", Tensor>) => tf.sum(x);
    const fed = (feeds: unknown) => () => compileStep(total, { batch: 1, data, feeds } as never);
    expect(fed({ x: tf.scalar(1) })).toThrow(/data and a feed of the name x/);
    expect(fed({ key: [1, 0] })).toThrow(/feed key must be a tensor/);
    expect(() => compileStep(total, { batch: 1, data, feed: {} } as never)).toThrow(/no setting "feed". Known: batch, data, feeds/);
    const feeds = { noise: tf.scalar(0), key: tf.tensor1d([1, 0], "int32") };
    const step = compileStep(({ x, noise }) => tf.sum(tf.add(x, noise)), { batch: 1, data, feeds });
    const turn = { noise: [1], key: [1, 0], kee: [1, 0] };
    expect(() => step.run([0], { feeds: turn })).toThrow(/no feed "kee". Known: noise, key/);
    expect(() => step.run([0], { feeds: turn })).toThrow(UsageError);
    step.dispose();
  });
});
