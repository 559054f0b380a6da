import { beforeAll, expect, it } from "vitest";
import { useBackend } from "../../../src/backend";
import { networkLoss } from "../../../src/measure/network-loss";
import { norm } from "../../../src/measure/operator";
import { batchNorm } from "../../../src/model/batch-norm";
import { dense, flatten } from "../../../src/model/layers";
import { network } from "../../../src/model/network";
import { compiledEngine } from "../../../src/train/compiled-engine";
import { startingState, startOf } from "../../../src/train/engine";
import { trainingOf } from "../../../src/train/remedies/compose";
import { BATCH, data, EXAMPLES, runOf } from "./small";

// Smooth, so that no kink lies within the step of the difference.
const net = network("test", [8, 8, 2], [flatten(), dense(6), batchNorm(), dense(5)]);
const ALPHA = 3;

beforeAll(async () => {
  await useBackend();
});

/** w before and after one step of SGD of rate 1 on the first batch. */
function stepWith(remedies: object) {
  const run = runOf({ optimizer: "sgd", learningRate: 1, remedies: remedies as never });
  const training = trainingOf(run, net, EXAMPLES);
  const start = startingState(net, training.optimizer, startOf(1));
  const engine = compiledEngine({ network: net, data, training });
  engine.write(start);
  engine.train(
    Int32Array.from({ length: BATCH }, (_, i) => i),
    Float32Array.of(1),
    0,
  );
  const { weights } = engine.read();
  engine.dispose();
  return { before: start.weights, after: weights };
}

const penalty = (epsilon: number) => stepWith({ gradientPenalty: { alpha: ALPHA, timesRate: false, epsilon } });

it("adds α times the Hessian times the gradient, but for the error of the difference", async () => {
  const { before, after } = stepWith({});
  const first = { ...data.train, count: BATCH, images: data.train.images.slice(0, BATCH * 128), labels: data.train.labels.slice(0, BATCH) };
  const statistics = new Float32Array(12);
  const loss = await networkLoss({ network: net, data: { ...data, train: first }, statistics, batchNorm: "batch", chunk: BATCH });
  const gradient = Float64Array.from(before, (weight, i) => weight - (after[i] as number));
  const exact = (await loss.hessianAt(before).apply(gradient)).map((value) => ALPHA * value);
  loss.dispose();
  const errorAt = (epsilon: number) => {
    const moved = penalty(epsilon).after;
    return norm(exact.map((value, i) => value - ((after[i] as number) - (moved[i] as number)))) / norm(exact);
  };
  const [far, near] = [errorAt(0.01), errorAt(0.001)] as [number, number];
  expect(near).toBeLessThan(0.01);
  // A forward difference: the error is in proportion to ε.
  expect(far / near).toBeGreaterThan(7);
  expect(far / near).toBeLessThan(13);
});
