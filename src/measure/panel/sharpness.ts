/** The panel's measures of sharpness: Keskar's φ, SAM, ASAM, and the mean rise under random perturbations. */
import { averageEvaluations, averageSharpness } from "../average-sharpness";
import { randomDirection } from "../directions";
import { keskarCost, keskarFull, keskarSubspaces } from "../keskar";
import { perturbationEvaluations, perturbationSharpness } from "../perturbation";
import { samEvaluations, samSharpness } from "../sam";
import { type Measure, type Settings, watch } from "./measure";

const keskarSettings = { epsilon: 1e-3, starts: 2, publishedIterations: 10, iterations: 50, ascentSteps: 20 };

/** A measure in SAM's ball. */
const sam = (about: string, rho: number, scale: "none" | "weight"): Measure => ({
  about,
  settings: { rho, steps: 20, starts: 3, linf: 0 },
  headline: "sharpness",
  kinds: ["loss", "gradient"],
  cost: (settings) => ({ gradients: samEvaluations(settings) }),
  run: (subject, { rho = 0, steps, starts, linf }) =>
    samSharpness(subject.loss, subject.w, {
      ...watch(subject),
      rho,
      steps,
      starts,
      scale,
      norm: linf ? "linf" : "l2",
      weights: subject.network.weights,
    }),
});

export const sharpnessMeasures: Record<string, Measure> = {
  keskar: {
    about: "Keskar's φ in the full space: largest rise of the loss in the box ε(|w| + 1), in percent of 1 + loss",
    settings: keskarSettings,
    headline: "phi",
    kinds: ["loss", "gradient"],
    cost: (settings) => ({ gradients: keskarCost(settings) }),
    run: (subject, settings) => keskarFull(subject.loss, subject.w, { ...watch(subject), ...settings }),
  },
  keskarSubspace: {
    about: "φ in random subspaces of p dimensions, several draws",
    settings: { ...keskarSettings, p: 100, draws: 5, starts: 1 },
    headline: "phi.mean",
    kinds: ["loss", "gradient"],
    cost: (settings) => ({ gradients: keskarCost(settings) }),
    check({ p = 1 }, { network }) {
      const { dimension } = network;
      if (p > dimension) throw new RangeError(`p must be from 1 to ${dimension}, as many as there are weights, got ${p}.`);
    },
    run: (subject, settings) => keskarSubspaces(subject.loss, subject.w, { ...watch(subject), ...settings }),
  },
  sam: sam("SAM's sharpness: largest rise in a ball of radius ρ (linf=1: in a cube)", 0.05, "none"),
  asam: sam("ASAM's sharpness: the same in units of each weight, so that rescaling layers does not change it", 0.5, "weight"),
  average: {
    about: "mean rise under normal noise of standard deviation ρ (adaptive=1: ρ|w|)",
    settings: { rho: 0.01, draws: 20, adaptive: 0 },
    headline: "rise",
    kinds: ["loss"],
    cost: (settings) => ({ losses: averageEvaluations(settings) }),
    run: (subject, { rho = 0, draws, adaptive }: Settings) =>
      averageSharpness(subject.loss, subject.w, {
        ...watch(subject),
        rho,
        draws,
        scale: adaptive ? "weight" : "none",
        weights: subject.network.weights,
      }),
  },
  perturbation: {
    about: "mean rise along random filter-normalised directions, at several relative lengths",
    settings: { draws: 10 },
    kinds: ["loss"],
    cost: (settings) => ({ losses: perturbationEvaluations(settings) }),
    run: (subject, { draws }) =>
      perturbationSharpness(subject.loss, subject.w, {
        ...watch(subject),
        draws,
        direction: (random) => randomDirection(subject.w, subject.network.weights, { random }),
      }),
  },
};
