import { beforeAll, describe, expect, it } from "vitest";
import { tf, useBackend } from "../../src/backend";
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from "../../src/backend/tf";
import { batchNorm } from "../../src/model/batch-norm";
import { optimize, PASSES } from "../../src/trace/passes";
import { record } from "../../src/trace/record";
import type { Trace } from "../../src/trace/trace";
import { crossEntropies, crossEntropy } from "../../src/train/loss";
import { runTrace as run } from "./run";

const types = (trace: Trace) => trace.ops.map((op) => op.type);
const numbers = (shape: number[]) => tf.linspace(-1, 1.3, tf.util.sizeFromShape(shape)).reshape(shape);

/** What TensorFlow.js records for a little network's loss and gradients. */
const inputs = () => [numbers([6, 4]), numbers([4, 5]), numbers([5]), tf.tensor1d([0, 4, 2, 1, 3, 0], "int32")];
const gradients = ([x, w, b, labels]: Tensor[]): Tensor[] => {
  const loss = (w: Tensor, b: Tensor) => {
    const logits = tf.relu(tf.add(tf.matMul(x as Tensor2D, w as Tensor2D), b));
    return tf.neg(tf.mean(tf.sum(tf.mul(tf.oneHot(labels as Tensor1D, 5), tf.logSoftmax(logits)), 1))) as tf.Scalar;
  };
  const { value, grads } = tf.valueAndGrads((w, b) => loss(w as Tensor, b as Tensor))([w as Tensor, b as Tensor]);
  return [value, ...grads];
};

/** Batch norm's output, what it saw, and the gradients of a loss that depends on all of it. */
const normalised = ([x, gamma, beta]: Tensor[]): Tensor[] => {
  let seen: Tensor[] = [];
  const loss = (...inputs: Tensor[]) => {
    const [x, gamma, beta] = inputs as [Tensor, Tensor, Tensor];
    const pass = batchNorm().apply(x, [gamma, beta], [], { normalise: "batch", statistics: [] }, 0);
    seen = pass.seen.map((tensor) => tf.keep(tensor));
    return tf.sum(tf.mul(tf.square(pass.y), numbers(x.shape))) as tf.Scalar;
  };
  const { value, grads } = tf.valueAndGrads(loss)([x, gamma, beta] as Tensor[]);
  return [value, ...seen, ...grads];
};
const channels = () => [tf.tensor1d([1.5, -0.5, 0.1]), tf.tensor1d([0.2, 0.4, -3])];
const wavy = (shape: number[]) => tf.sin(tf.mul(numbers(shape), 40));

/** (x·w + b)·s + t through ReLU. */
const scaled = ([x, w, b, s, t]: Tensor[]): Tensor[] => {
  const product = tf.add(tf.matMul(x as Tensor2D, w as Tensor2D), b as Tensor);
  return [tf.relu(tf.add(tf.mul(product, s as Tensor), t as Tensor))];
};

/** Two large products with bias and ReLU, and the gradients of all weights. */
const large = ([x, w, b, v]: Tensor[]): Tensor[] => {
  const loss = (...[w, b, v]: Tensor[]) => {
    const hidden = tf.relu(tf.add(tf.matMul(x as Tensor2D, w as Tensor2D), b as Tensor));
    return tf.mean(tf.square(tf.matMul(hidden as Tensor2D, v as Tensor2D))) as tf.Scalar;
  };
  const { value, grads } = tf.valueAndGrads(loss)([w, b, v] as Tensor[]);
  return [value, ...grads];
};
const largeInputs = (batch: number) => () => [wavy([batch, 256]), wavy([256, 512]), wavy([512]), wavy([512, 256])];

/** Logits and labels; the loss, the losses and the gradient. */
const entropy = ([logits, labels]: Tensor[]): Tensor[] => {
  const of = (logits: Tensor) => crossEntropy(logits as Tensor2D, labels as Tensor1D);
  const weighted = (logits: Tensor) => tf.sum(tf.mul(crossEntropies(logits as Tensor2D, labels as Tensor1D), [1, 2, 0, -1, 3, 1]));
  return [of(logits as Tensor), tf.grad(of)(logits as Tensor), tf.grad(weighted)(logits as Tensor)];
};
const logits = () => [tf.mul(wavy([6, 5]), 30), tf.tensor1d([0, 4, 2, 1, 3, 0], "int32")];

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

describe("each pass leaves the numbers as they are", () => {
  const examples: Record<string, [(inputs: Tensor[]) => Tensor[], () => Tensor[]]> = {
    "the gradients of a dense network": [gradients, inputs],
    "the gradients of a convolution with a bias": [
      ([x, k, b]) => {
        const loss = (k: Tensor, b: Tensor) =>
          tf.sum(tf.square(tf.relu(tf.add(tf.conv2d(x as Tensor4D, k as Tensor4D, 1, "same"), b)))) as tf.Scalar;
        return tf.grads((k, b) => loss(k as Tensor, b as Tensor))([k as Tensor, b as Tensor]);
      },
      () => [numbers([2, 5, 5, 2]), numbers([3, 3, 2, 3]), numbers([3])],
    ],
    "batch norm of vectors and its gradient": [normalised, () => [wavy([7, 3]), ...channels()]],
    "batch norm of images and its gradient": [normalised, () => [wavy([2, 4, 5, 3]), ...channels()]],
    "batch norm of one example": [normalised, () => [wavy([1, 3]), ...channels()]],
    "cross-entropy and its gradient": [entropy, logits],
    "a scaled and shifted product": [scaled, () => [numbers([6, 4]), wavy([4, 3]), ...channels(), tf.tensor1d([3, 0.5, -1])]],
    "a scaled and shifted convolution": [
      ([x, k, b, s, t]) => [
        tf.relu(tf.add(tf.mul(tf.add(tf.conv2d(x as Tensor4D, k as Tensor4D, 1, "same"), b as Tensor), s as Tensor), t as Tensor)),
      ],
      () => [numbers([2, 5, 5, 2]), wavy([3, 3, 2, 3]), ...channels(), tf.tensor1d([3, 0.5, -1])],
    ],
    "norms of a vector and of a matrix": [(all) => all.map((x) => tf.sqrt(tf.sum(tf.square(x)))), () => [wavy([300]), wavy([20, 30])]],
    "large products": [large, largeInputs(64)],
    "large products of an odd batch": [large, largeInputs(65)],
    "large constants": [([x]) => [tf.mul(tf.add(x as Tensor, tf.fill([20, 20], 0.5)), tf.ones([20, 20]))], () => [numbers([20, 20])]],
  };
  for (const [what, [step, make]] of Object.entries(examples)) {
    it.each([...Object.entries(PASSES), ["all of them", optimize] as const])(`${what}: %s`, (_, pass) => {
      const trace = record(step, make());
      const [before, after] = [run(trace, make()), run(pass(trace), make())];
      after.forEach((values, i) => {
        const expected = before[i] as number[];
        const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        const farthest = values.reduce((most, value, j) => Math.max(most, Math.abs(value - (expected[j] as number))), 0);
        expect(values).toHaveLength(expected.length);
        expect(farthest).toBeLessThanOrEqual(3e-6 * largest);
      });
    });
  }
});

describe("each pass does what it is for", () => {
  const recorded = () => record(gradients, inputs());

  it("no-ops go", () => {
    const trace = record(([x]) => [tf.reshape(tf.cast(tf.reshape(x as Tensor, [6, 4]), "float32"), [24])], inputs().slice(0, 1));
    expect(types(PASSES.withoutNoOps(trace))).toEqual(["Reshape"]);
  });

  it("what is computed twice is computed once", () => {
    const trace = record(([x]) => [tf.add(tf.exp(x as Tensor), tf.exp(x as Tensor))], inputs().slice(0, 1));
    expect(types(trace)).toEqual(["Exp", "Exp", "Add"]);
    expect(types(PASSES.withCommonSubexpressions(trace))).toEqual(["Exp", "Add"]);
  });

  it("but not what differs in an attribute or a constant", () => {
    const trace = record(
      ([x]) => [
        tf.add(tf.sum(x as Tensor, 0), tf.sum(x as Tensor, 1).slice(0, 4)),
        tf.mul(x as Tensor, 2),
        tf.mul(x as Tensor, -0),
        tf.mul(x as Tensor, 0),
      ],
      inputs().slice(0, 1),
    );
    expect(types(PASSES.withCommonSubexpressions(trace))).toEqual(types(trace));
  });

  it("dead code goes", () => {
    const trace = record(
      ([x]) => {
        tf.exp(x as Tensor);
        return [tf.mul(x as Tensor, 3)];
      },
      inputs().slice(0, 1),
    );
    const live = PASSES.withoutDeadCode(trace);
    expect(types(live)).toEqual(["Mul"]);
    expect(live.constants).toHaveLength(1);
  });

  it("products, biases and the gradient of ReLU get their own operations", () => {
    const all = types(optimize(recorded()));
    expect(all).toContain("MatMul");
    expect(all).toContain("BiasAdd");
    expect(all).toContain("ReluGrad");
    for (const gone of ["BatchMatMulV2", "IsNan", "Select"]) expect(all).not.toContain(gone);
    expect(types(recorded())).toContain("IsNan");
  });

  it("the gradient of ReLU reads the output of ReLU, which is kept anyway", () => {
    const { ops } = optimize(recorded());
    const gradient = ops.find(({ type }) => type === "ReluGrad");
    expect(gradient?.inputs[1]).toEqual({ kind: "op", op: types({ ops } as Trace).indexOf("Relu"), output: 0 });
  });

  it("a scale and a shift go into the product before them, unless something else needs what lies between", () => {
    const inputs = () => [numbers([6, 4]), wavy([4, 3]), ...channels(), tf.tensor1d([3, 0.5, -1])];
    const folded = types(optimize(record(scaled, inputs())));
    // The kernel and the bias are scaled, and the bias is shifted; the activations are passed over by bias and ReLU alone.
    expect(folded).toEqual(["Mul", "Mul", "AddV2", "MatMul", "BiasAdd", "Relu"]);
    const kept = ([x, w, b, s, t]: Tensor[]) => {
      const product = tf.add(tf.matMul(x as Tensor2D, w as Tensor2D), b as Tensor);
      return [tf.add(tf.mul(product, s as Tensor), t as Tensor), product];
    };
    expect(types(optimize(record(kept, inputs())))).toEqual(["MatMul", "BiasAdd", "Mul", "Add"]);
  });

  it("large products of the forward pass are computed in halves, on a CPU and where there are halves", () => {
    const count = (trace: Trace, type: string) => types(trace).filter((each) => each === type).length;
    const products = (batch: number, device: "cpu" | "gpu") => {
      const trace = optimize(record(large, largeInputs(batch)()), device);
      return ["Split", "MatMul", "BiasAdd", "Relu", "ConcatV2"].map((type) => count(trace, type));
    };
    // Two forward products and the gradient of the first weights twice, two other products back once; x is cut once, and so is the gradient that comes back to the first layer.
    expect(products(64, "cpu")).toEqual([2, 8, 2, 2, 2]);
    for (const [batch, device] of [
      [65, "cpu"],
      [8, "cpu"],
      [64, "gpu"],
    ] as const)
      expect(products(batch, device)).toEqual([0, 5, 1, 1, 0]);
  });

  it("a bias is a vector on the last axis of a product: other sums stay", () => {
    const trace = record(
      ([x, w, b]) => [
        tf.add(tf.matMul(x as Tensor2D, w as Tensor2D), tf.reshape(tf.sum(x as Tensor, 1), [6, 1])),
        tf.add(x as Tensor, 1),
        tf.add(b as Tensor, b as Tensor),
      ],
      inputs(),
    );
    expect(types(optimize(trace))).not.toContain("BiasAdd");
  });

  it("a sum of all squares needs no squares; one over some axes, or of squares that are needed anyway, does", () => {
    const optimized = (step: (x: Tensor) => Tensor[]) => types(optimize(record(([x]) => step(x as Tensor), [wavy([20, 30])])));
    expect(optimized((x) => [tf.sum(tf.square(x))])).toEqual(["L2Loss", "Mul"]);
    expect(optimized((x) => [tf.sum(tf.square(x), 1)])).toEqual(["Square", "Sum"]);
    expect(optimized((x) => [tf.sum(tf.square(x)), tf.square(x)])).toEqual(["Square", "Sum"]);
  });

  it("large constants of one number are filled", () => {
    const trace = record(([x]) => [tf.mul(x as Tensor, tf.ones([20, 20]))], [numbers([20, 20])]);
    const filled = PASSES.withFilledConstants(trace);
    expect(Math.max(...PASSES.withoutDeadCode(filled).constants.map(({ values }) => values.length))).toBeLessThan(400);
    expect(types(filled)).toEqual(["Fill", "Mul"]);
  });

  it.each([[[7, 3]], [[2, 4, 5, 3]]])("batch norm of %j and its gradient are one operation each", (shape) => {
    const all = types(optimize(record(normalised, [wavy(shape), ...channels()])));
    expect(all.filter((type) => type.startsWith("FusedBatchNorm"))).toEqual(["FusedBatchNormV3", "FusedBatchNormGradV3"]);
    for (const gone of ["Rsqrt", "RealDiv"]) expect(all).not.toContain(gone);
  });

  it("what only looks like batch norm is left alone: other axes, a variance around something else", () => {
    const like = (axis: number, around: (mean: Tensor) => Tensor) =>
      record(
        ([x, gamma, beta]) => {
          const mean = tf.mean(x as Tensor, axis);
          const variance = tf.mean(tf.square(tf.sub(x as Tensor, around(mean))), axis);
          const standard = tf.mul(tf.sub(x as Tensor, mean), tf.rsqrt(tf.add(variance, 1e-3)));
          return [tf.add(tf.mul(standard, gamma as Tensor), beta as Tensor)];
        },
        [wavy([3, 3]), ...channels()],
      );
    const fused = (trace: Trace) => types(optimize(trace)).includes("FusedBatchNormV3");
    expect(fused(like(0, (mean) => mean))).toBe(true);
    expect(fused(like(1, (mean) => mean))).toBe(false);
    expect(fused(like(0, (mean) => tf.mul(mean, 2)))).toBe(false);
  });

  it("cross-entropy and its gradient are one operation", () => {
    const all = types(optimize(record((inputs) => entropy(inputs).slice(0, 2), logits())));
    expect(all.filter((type) => type.startsWith("Sparse"))).toHaveLength(1);
    for (const gone of ["OneHot", "Exp", "Log", "Max"]) expect(all).not.toContain(gone);
  });

  it("smoothed labels are no plain labels", () => {
    const smooth = ([x, labels]: Tensor[]) => [
      tf.neg(tf.sum(tf.mul(tf.add(tf.mul(tf.oneHot(labels as Tensor1D, 5), 0.9), 0.02), tf.logSoftmax(x as Tensor2D)), 1)),
    ];
    expect(types(optimize(record(smooth, logits())))).not.toContain("SparseSoftmaxCrossEntropyWithLogits");
  });
});
