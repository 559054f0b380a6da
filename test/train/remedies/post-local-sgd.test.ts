import { beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../../src/backend";
import { UsageError } from "../../../src/errors";
import { dense, flatten, relu } from "../../../src/model/layers";
import { network } from "../../../src/model/network";
import { compiledEngine } from "../../../src/train/compiled-engine";
import { startingState, startOf } from "../../../src/train/engine";
import { trainingOf } from "../../../src/train/remedies/compose";
import { BATCH, data, EXAMPLES, farthest, runOf, STEPS, twentySteps, net as withBatchNorm } from "./small";

const net = network("test", [8, 8, 2], [flatten(), dense(6), relu(), dense(5)]);

beforeAll(async () => {
  await useBackend();
});

/** Twenty steps of a network without batch norm. @returns the losses and the weights after each step */
function course(remedies: object) {
  const run = runOf({ optimizer: "momentum", learningRate: 0.05, weightDecay: 0.01, remedies: remedies as never });
  const training = trainingOf(run, net, EXAMPLES);
  const engine = compiledEngine({ network: net, data, training });
  engine.write(startingState(net, training.optimizer, startOf(1), training.extraOf));
  const steps = Array.from({ length: STEPS }, (_, step) => {
    const rows = Int32Array.from({ length: BATCH }, (_, i) => step * BATCH + i);
    const [loss = Number.NaN] = engine.train(rows, Float32Array.of(0.05), step);
    return { loss, state: engine.read() };
  });
  engine.dispose();
  return steps;
}

const weightsOf = (steps: ReturnType<typeof course>) => Float32Array.from(steps.flatMap(({ state }) => [...state.weights]));

describe("post-local SGD", () => {
  it("with one worker is the optimizer itself, to the bit", () => {
    const plain = twentySteps(runOf({ weightDecay: 0.01 }), compiledEngine, 8);
    const local = twentySteps(
      runOf({ weightDecay: 0.01, remedies: { postLocalSgd: { workers: 1, steps: 3, start: 0.1 } } }),
      compiledEngine,
      8,
    );
    expect(local.losses).toEqual(plain.losses);
    expect(local.end.weights).toEqual(plain.end.weights);
    expect(local.end.slots).toEqual(plain.end.slots);
    expect(local.end.statistics).toEqual(plain.end.statistics);
  });

  it.each([
    ["averaging after every step", { workers: 3, steps: 1, start: 0 }],
    ["before the local steps begin", { workers: 3, steps: 16, start: 1 }],
  ])("%s is momentum on the whole batch", (_, postLocalSgd) => {
    expect(farthest(weightsOf(course({ postLocalSgd })), weightsOf(course({})))).toBeLessThan(1e-5);
  });

  it("has workers with weights of their own between two averages, whose mean is that of the training", () => {
    const steps = course({ postLocalSgd: { workers: 2, steps: 4, start: 0.25 } });
    const size = net.dimension;
    const apart = steps.map(({ state: { weights, extra } }) => {
      const own = [0, 1].map((worker) => (extra as Float32Array).slice(worker * 2 * size, worker * 2 * size + size));
      const mean = weights.map((_, i) => (((own[0] as Float32Array)[i] as number) + ((own[1] as Float32Array)[i] as number)) / 2);
      expect(farthest(weights, mean)).toBeLessThan(1e-6);
      return own[0]?.some((value, i) => value !== own[1]?.[i]);
    });
    // Five steps together, then an average after every fourth.
    const together = apart.flatMap((isApart, step) => (isApart ? [] : [step + 1]));
    expect(together).toEqual([1, 2, 3, 4, 5, 9, 13, 17]);
  });

  it.each(["postLocalSgd:workers=5", "extrapSgd:workers=5", "smoothOut:parts=5", "gradientPenalty:parts=12", "postLocalSgd:workers=12"])(
    "%s is refused where the batch cannot be cut so",
    (remedy) => {
      const run = runOf({ remedies: [remedy] });
      expect(() => trainingOf(run, withBatchNorm, EXAMPLES)).toThrow(UsageError);
      expect(() => trainingOf(run, withBatchNorm, EXAMPLES)).toThrow(/batch of 12 cannot be cut into \d+ equal parts/);
    },
  );
});
