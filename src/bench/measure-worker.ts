/** Ours in the benchmarks of measures, in a process of its own: repeats a gradient, a Hessian product, a cell of a surface or a search for φ as often as each line on standard input says. */
import { createInterface } from "node:readline";
import { useBackend } from "../backend/choose";
import { fullBox } from "../measure/box";
import { keskarIn } from "../measure/keskar";
import { type NetworkLoss, networkLoss } from "../measure/network-loss";
import { dot } from "../measure/operator";
import type { SumKind } from "../measure/sums";
import { lossSurface } from "../measure/surface";
import { trainingWork } from "../model/networks";
import { random } from "../random";
import { type BenchNetwork, directionOf, EPSILON, ITERATIONS, measureWorkOf, type Work } from "./work";

/** What can be repeated: how to prepare it, and the numbers that must be those of every engine. */
interface Repeated {
  kinds: SumKind[];
  prepare(f: NetworkLoss, work: Work): { values(): Promise<number[]>; repeat(count: number): Promise<void> };
}

const times = async (count: number, once: () => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < count; i++) await once();
};

const vectors = (once: () => Promise<Float64Array>, direction: Float64Array) => ({
  values: async () => {
    const v = await once();
    return [dot(v, v), dot(v, direction)];
  },
  repeat: (count: number) => times(count, once),
});

const WHAT: Record<string, Repeated> = {
  gradient: {
    kinds: ["gradient"],
    prepare: (f, work) => {
      const w = Float64Array.from(work.start.weights);
      return vectors(async () => (await f.lossAndGradientAt(w)).gradient, Float64Array.from(directionOf(work)));
    },
  },
  hvp: {
    kinds: ["hessian"],
    prepare: (f, work) => {
      const direction = Float64Array.from(directionOf(work));
      const hessian = f.hessianAt(Float64Array.from(work.start.weights));
      return vectors(async () => hessian.apply(direction), direction);
    },
  },
  landscape: {
    kinds: ["loss"],
    prepare: (f, work) => {
      const spec = {
        centre: Float64Array.from(work.start.weights),
        directions: [Float64Array.from(directionOf(work))],
        evaluateAt: f.evaluateAt,
      };
      // As far from the centre as cells of a surface are.
      const alphas = (count: number) => Array.from({ length: count }, (_, i) => 0.01 * ((i % 10) + 1));
      return {
        values: async () => (await lossSurface({ ...spec, alphas: alphas(2) })).losses.flat(),
        repeat: async (count) => void (await lossSurface({ ...spec, alphas: alphas(count) })),
      };
    },
  },
  sharpness: {
    kinds: ["loss", "gradient"],
    prepare: (f, work) => {
      const w = Float64Array.from(work.start.weights);
      const search = () =>
        keskarIn(f, w, fullBox(w, EPSILON), {
          starts: 1,
          publishedIterations: ITERATIONS,
          iterations: 0,
          ascentSteps: 0,
          random: random(1),
        });
      // Where a search ends depends on its start; that of all engines begins at the same loss.
      return { values: async () => [await f.lossAt(w)], repeat: (count) => times(count, search) };
    },
  },
};

async function main([what = "", network, examples]: string[]): Promise<void> {
  const count = Number(examples);
  await useBackend({ backend: "cpu", work: trainingWork(network as BenchNetwork, count) });
  const work = measureWorkOf(network as BenchNetwork, count);
  const { kinds, prepare } = WHAT[what] as Repeated;
  const f = await networkLoss({ network: work.network, data: work.data, statistics: work.start.statistics, kinds });
  const { values, repeat } = prepare(f, work);
  say({ losses: await values() });
  for await (const line of createInterface({ input: process.stdin })) {
    const repetitions = Number(line);
    const began = performance.now();
    await repeat(repetitions);
    say({ ms: (performance.now() - began) / repetitions, memory: process.resourceUsage().maxRSS * 1024 });
  }
}

const say = (answer: object): void => console.log(JSON.stringify(answer));

void main(process.argv.slice(2));
