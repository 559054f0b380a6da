/** The panel's measure of gradient noise at the end of a run. */
import { expectFinite } from "../checks";
import { type NoiseBlock, sampleNoiseScale } from "../noise-blocks";
import { smithLeScale } from "../noise-scale";
import { dot } from "../operator";
import type { Measure, Subject } from "./measure";

/** Most blocks that the interval is made of. */
const BLOCKS = 20;

export const noiseMeasures: Record<string, Measure> = {
  noise: {
    about:
      "gradient noise scale tr Σ / |G|² from gradients of small batches, drawn at random, and of all examples, and the scale of Smith and Le of the training",
    settings: { batch: 32 },
    headline: "scale",
    kinds: ["gradient"],
    cost: () => ({ gradients: 3 }),
    refusal: ({ examples }, { batch = 1 }) => tooLarge(batch, examples),
    check({ batch = 1 }, { data, network }, { split, batchNorm }) {
      const why = tooLarge(batch, data[split].count);
      if (why) throw new RangeError(why);
      if (batchNorm === "batch" && network.statistics.length > 0)
        throw new RangeError(
          "with batch norm's statistics of the batch at hand, another batch size is another loss, not only another noise. Leave out --batch-norm, or choose running.",
        );
    },
    async run({ loss, another, w, stored, trainingExamples, random, onPass }, { batch = 1 }) {
      const { loss: value, gradient } = await loss.lossAndGradientAt(w);
      expectFinite(value, "at these weights");
      onPass(1);
      // The examples lie in a class-balanced order: batches cut from it would be more alike than random ones.
      const small = await another({ chunk: batch, shuffle: random.split("order").bits(), kinds: ["norms", "gradient"] });
      const norms = await small.gradientNormsAt(w);
      onPass(2);
      const blocks = await blocksOf(small, w, norms, gradient);
      onPass(3);
      const { learningRate: rate, momentum, optimizer, batch: trained, remedies } = stored.run;
      const smithLe = { rate, examples: trainingExamples, batch: trained, momentum: optimizer === "momentum" ? momentum : 0 };
      const all = dot(gradient, gradient);
      return {
        ...sampleNoiseScale({ batch, all, blocks }),
        gradientSquaredOfAll: all,
        // Adam scales its steps by itself, and remedies change rate or gradient; the formula is for gradient descent.
        smithLe: optimizer === "adam" || remedies ? null : smithLeScale(smithLe),
      };
    },
  },
};

const tooLarge = (batch: number, examples: number): string | undefined =>
  Number.isInteger(batch) && batch >= 1 && 2 * batch <= examples
    ? undefined
    : `batch must be an integer from 1 to ${Math.floor(examples / 2)}, half of the ${examples} examples; got ${batch}.`;

/** The small batches in blocks, each with the length of the gradient of all examples outside it. */
async function blocksOf(loss: Subject["loss"], w: Float64Array, norms: Float64Array, gradient: Float64Array): Promise<NoiseBlock[]> {
  const blocks: NoiseBlock[] = [];
  let at = 0;
  for await (const { examples, chunks, gradient: own } of loss.blockGradientsAt(w, Math.min(BLOCKS, norms.length))) {
    const rest = loss.examples - examples;
    const without = gradient.map((value, i) => (value * loss.examples - (own[i] as number) * examples) / rest);
    blocks.push({ examples, batches: [...norms.subarray(at, at + chunks)], without: dot(without, without) });
    at += chunks;
  }
  return blocks;
}
