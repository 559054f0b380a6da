import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { tensorCount, tf, useBackend } from "../../src/backend";
import { nativeBackend } from "../../src/backend/binding";
import type { Scalar, Tensor, Tensor2D } from "../../src/backend/tf";
import { RecordError } from "../../src/trace/record";
import { recordStep, type StepResult } from "../../src/trace/variables";

const example = (variant: number, batch = 4) => [tf.fill([batch, 3], 0.1 * variant)];
const recorded = (step: (inputs: Tensor[]) => StepResult, batch = 4) => recordStep(step, (variant) => example(variant, batch), ["x"]);
/** Weights, statistics, slots: everything that a step may have changed. */
const state = () => ({
  tensors: tensorCount(),
  variables: Object.values(tf.engine().registeredVariables).map((variable) => ({ id: variable.dataId, values: [...variable.dataSync()] })),
  binding: nativeBackend().binding,
  gather: tf.getKernel("GatherV2", "tensorflow").kernelFunc,
  makeVariable: tf.engine().makeVariable,
  minimize: tf.Optimizer.prototype.computeGradients,
});

function net() {
  const model = tf.sequential({
    layers: [tf.layers.dense({ inputShape: [3], units: 2 }), tf.layers.batchNormalization(), tf.layers.dense({ units: 1 })],
  });
  const optimizer = tf.train.adam(0.01);
  const step = ([x]: Tensor[]) =>
    optimizer.minimize(() => tf.mean(tf.square(model.apply(x as Tensor, { training: true }) as Tensor2D)), true);
  return { model, optimizer, step };
}

const { setLearningRate } = tf.SGDOptimizer.prototype;

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});
afterEach(() => {
  tf.disposeVariables();
});

describe("recording a step with variables", () => {
  it("finds weights, slots, statistics and counters, and leaves out other variables and what does not move", () => {
    const other = net();
    const { model, step } = net();
    const constant = tf.variable(tf.scalar(2), false, "scale");
    const { variables, inputs, outputs, optimizers } = recorded((x) => tf.mul(step(x) as Tensor, constant));
    const weights = model.getWeights().map(({ shape }) => `${shape}`);
    // Two slots a trainable weight, two powers of the betas, and the constant, which is read alone.
    expect(variables).toHaveLength(weights.length + 2 * 6 + 2 + 1);
    expect(variables).toContain(constant);
    expect(variables).not.toContain((other.model.trainableWeights[0] as unknown as { val: tf.Variable }).val);
    expect(outputs.filter(({ of }) => of === "variable")).toHaveLength(variables.length - 1);
    expect(outputs.filter(({ of }) => of === "report")).toHaveLength(1);
    expect(inputs.filter(({ of }) => of === "rate")).toEqual([{ of: "rate", index: 0 }]);
    expect(inputs.filter(({ of }) => of === "input")).toEqual([{ of: "input", index: 0 }]);
    expect(optimizers).toHaveLength(1);
  });

  it("changes nothing: no value, no tensor, no learning rate, no count of steps", () => {
    const { optimizer, step } = net();
    const sgd = tf.train.sgd(0.5);
    const both = (x: Tensor[]) => {
      sgd.applyGradients({});
      return step(x);
    };
    tf.tidy(() => void both(example(1)));
    const before = state();
    for (const batch of [4, 100]) recorded(both, batch);
    expect(state()).toEqual(before);
    expect([optimizer.iterations, sgd.iterations]).toEqual([1, 1]);
    expect([optimizer, sgd].map((each) => (each as unknown as { learningRate: number }).learningRate)).toEqual([0.01, 0.5]);
    expect((sgd as unknown as { c: Scalar }).c.dataSync()[0]).toBe(-0.5);
  });

  it("changes nothing after an error either", () => {
    const { optimizer, step } = net();
    tf.tidy(() => void step(example(1)));
    const before = state();
    let calls = 0;
    const wrong: [RegExp, (x: Tensor[]) => unknown][] = [
      [
        /^at once$/,
        (x) => {
          step(x);
          throw new Error("at once");
        },
      ],
      [
        /^later$/,
        (x) => {
          if (++calls > 1) throw new Error("later");
          return step(x);
        },
      ],
      [/read the value/, (x) => tf.mul(step(x) as Tensor, tf.sum(x[0] as Tensor).dataSync()[0] as number)],
      [/goes into Add differs/, (x) => tf.dropout(step(x) as Tensor, 0.5)],
      [/RotateWithOffset has no form/, (x) => [step(x) as Tensor, tf.image.rotateWithOffset(tf.zeros([1, 2, 2, 1]), 0.3)]],
      [
        /new variable at each call/,
        (x) => {
          if (++calls > 4) tf.variable(tf.zeros([2]));
          return step(x);
        },
      ],
    ];
    for (const [why, each] of wrong) expect(() => recorded(each as () => StepResult)).toThrow(why);
    expect(state()).toEqual(before);
    expect(optimizer.iterations).toBe(1);
  });

  it("lets slots stay that the first call makes, as they were made", () => {
    const w = tf.variable(tf.tensor1d([1, 2, 3]));
    const optimizer = tf.train.adagrad(0.1, 0.25);
    recorded(([x]) => optimizer.minimize(() => tf.sum(tf.mul(x as Tensor, w)) as Scalar, true));
    const values = Object.values(tf.engine().registeredVariables).map((variable) => [...variable.dataSync()]);
    expect(values).toHaveLength(2);
    expect(values).toEqual(
      expect.arrayContaining([
        [1, 2, 3],
        [0.25, 0.25, 0.25],
      ]),
    );
  });

  it("keeps two variables apart that were made of one tensor", () => {
    const start = tf.scalar(1);
    const [a, b] = [tf.variable(start), tf.variable(start)];
    const { trace, inputs, variables } = recorded(() => {
      a.assign(tf.add(b, start));
      return null;
    });
    expect(variables).toEqual([a, b]);
    expect(inputs).toEqual([{ of: "variable", index: 1 }]);
    expect(trace.ops[0]?.inputs).toEqual([
      { kind: "input", input: 0 },
      { kind: "constant", constant: 0 },
    ]);
  });
});

describe("a step that would be frozen is refused", () => {
  it("a variable that is read, by its name", () => {
    const w = tf.variable(tf.scalar(1), true, "gain");
    const step = () => tf.mul(w, w.dataSync()[0] as number);
    expect(() => recorded(step)).toThrow(RecordError);
    expect(() => recorded(step)).toThrow(/read the value of the variable gain/);
    expect(() => recorded(([x]) => tf.mul(w, (x as Tensor).dataSync()[0] as number))).toThrow(/the value of the input x/);
  });

  it("a counter or a schedule in JavaScript", () => {
    const w = tf.variable(tf.scalar(1));
    let turn = 0;
    expect(() => recorded(() => w.assign(tf.add(w, ++turn) as Scalar) as never)).toThrow(/constant that goes into Add differs/);
  });

  it("a learning rate that the step sets, in whatever way; it stays what it was", () => {
    const w = tf.variable(tf.scalar(1));
    const rateOf = (optimizer: tf.Optimizer) => (optimizer as unknown as { learningRate: number }).learningRate;
    const [sgd, adam, other] = [tf.train.sgd(0.1), tf.train.adam(0.1), tf.train.momentum(0.1, 0.9)];
    const assign = (optimizer: tf.Optimizer, learningRate: number) => Object.assign(optimizer, { learningRate });
    const minimize = (optimizer: tf.Optimizer) => optimizer.minimize(() => tf.square(w) as Scalar, true);
    let turn = 0;
    const steps: (() => StepResult)[] = [
      () => {
        sgd.setLearningRate(0.5);
        return minimize(sgd);
      },
      () => {
        sgd.setLearningRate(1 / ++turn);
        minimize(sgd);
        sgd.setLearningRate(0.1);
        return null;
      },
      () => {
        minimize(adam);
        assign(adam, rateOf(adam) * 0.9);
        return null;
      },
      () => {
        other.setLearningRate(0.5);
        return minimize(sgd);
      },
    ];
    const tensors = tensorCount();
    for (const step of steps) {
      expect(() => recorded(step)).toThrow(/sets the learning rate of the optimizer (SGD|Adam|Momentum) to .* by itself/);
      expect([sgd, adam, other].map(rateOf)).toEqual([0.1, 0.1, 0.1]);
      expect([sgd, other].map((each) => (each as unknown as { c: Scalar }).c.dataSync()[0]?.toFixed(6))).toEqual([
        "-0.100000",
        "-0.100000",
      ]);
    }
    expect(tf.SGDOptimizer.prototype.setLearningRate).toBe(setLearningRate);
    // Before the optimizer is used, an assigned field is seen too late to know what it was; it is refused all the same.
    const early = () => {
      assign(adam, 0.5);
      return minimize(adam);
    };
    expect(() => recorded(early)).toThrow(/sets the learning rate of the optimizer Adam to 0.5/);
    adam.minimize(() => tf.square(w) as Scalar);
    assign(adam, 0.2);
    expect(rateOf(adam)).toBe(0.2);
    // Two moments of Adam.
    expect(tensorCount()).toBe(tensors + 2);
  });

  it("but not a rate that is set to what it is, and not an optimizer that the step makes at its first call", () => {
    const w = tf.variable(tf.scalar(1));
    let optimizer: tf.SGDOptimizer | undefined;
    const { optimizers, inputs } = recorded(() => {
      optimizer ??= tf.train.sgd(0.1);
      optimizer.setLearningRate((optimizer as unknown as { learningRate: number }).learningRate);
      return optimizer.minimize(() => tf.square(w) as Scalar, true);
    });
    expect(optimizers).toHaveLength(1);
    expect(inputs).toContainEqual({ of: "rate", index: 0 });
  });

  it("a number made of the learning rate", () => {
    const w = tf.variable(tf.scalar(1));
    const optimizer = tf.train.adam(0.1);
    const decayed = (batch: number) => () =>
      recorded(() => {
        w.assign(tf.mul(w, 1 - 0.1 * (optimizer as unknown as { learningRate: number }).learningRate));
        return optimizer.minimize(() => tf.square(w) as Scalar, true);
      }, batch);
    for (const batch of [4, 100]) expect(decayed(batch)).toThrow(/constant that goes into Mul differs/);
  });

  it("a mask of tf.layers.dropout", () => {
    const model = tf.sequential({ layers: [tf.layers.dropout({ rate: 0.5, inputShape: [3] }), tf.layers.dense({ units: 1 })] });
    for (const batch of [4, 100]) {
      expect(() => recorded(([x]) => tf.mean(model.apply(x as Tensor, { training: true }) as Tensor), batch)).toThrow(
        /draw it with uniform\(\)/,
      );
    }
  });

  it("an assignment that is not always done", () => {
    const w = tf.variable(tf.scalar(1));
    let turn = 0;
    const step = () => {
      const moved = tf.add(w, 1) as Scalar;
      if (turn++ % 2 === 0) w.assign(moved);
      return null;
    };
    expect(() => recorded(step)).toThrow(/not always return or assign the same/);
  });

  it("variables that are made or disposed of at each call, and results that are no scalars", () => {
    expect(() => recorded(() => void tf.variable(tf.scalar(1)) as never)).toThrow(/new variable at each call \(.*shape \[\]/);
    const w = tf.variable(tf.scalar(1), true, "gain");
    expect(() => recorded(() => w.dispose() as never)).toThrow(/disposes of the variable gain/);
    expect(() => recorded(([x]) => x)).toThrow(/tensor of shape \[4,3\]. Return scalars/);
    expect(() => recorded((async () => null) as never)).toThrow(/asynchronous/);
  });
});
