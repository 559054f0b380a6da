/** The panel's measures of where a minimum lies and how wide it is: norms, PAC-Bayes flatness, local entropy, and the loss around it. */
import { expectFinite } from "../checks";
import { randomDirection } from "../directions";
import { keptSurface } from "../grid-file";
import { localEntropy, localEntropyEvaluations } from "../local-entropy";
import { weightNorms } from "../norms";
import { flatness, flatnessEvaluations, isotropicKl, pacBayesMeasure } from "../pac-bayes";
import { evenly } from "../surface";
import { type Measure, watch } from "./measure";

export const geometryMeasures: Record<string, Measure> = {
  norms: {
    about: "norms of the weights and their distance from the start, whole and layer by layer",
    settings: {},
    headline: "distance",
    kinds: ["loss"],
    cost: () => ({}),
    run: ({ stored, network, w, random, signal }) =>
      weightNorms(w, network.weights, { start: stored.start, random, ...(signal ? { signal } : {}) }),
  },
  flatness: {
    about: "PAC-Bayes flatness: the normal noise at which the training loss has risen by `rise` nats, and the measure made of it",
    settings: { rise: 0.1, draws: 10, tolerance: 0.05 },
    headline: "sigma",
    kinds: ["loss"],
    cost: (settings) => ({ losses: flatnessEvaluations(settings) }),
    async run(subject, { rise, draws, tolerance }) {
      const { stored, trainingExamples, w, loss } = subject;
      const result = await flatness(loss, w, { ...watch(subject), rise, draws, tolerance });
      const { sigma } = result;
      const measureFrom = (centre: ArrayLike<number>) =>
        sigma === null ? null : pacBayesMeasure(isotropicKl(w, centre, sigma), sigma, trainingExamples);
      return { ...result, pacBayesFromStart: measureFrom(stored.start), pacBayesFromOrigin: measureFrom(new Float32Array(w.length)) };
    },
  },
  localEntropy: {
    about: "local entropy around the weights (thermodynamic integration over Langevin chains)",
    settings: { gamma: 1e3, beta: 1e4, chains: 3, nodes: 5, burnIn: 20, samples: 40 },
    kinds: ["loss", "gradient"],
    cost: (settings) => ({ gradients: localEntropyEvaluations(settings) }),
    run: (subject, settings) =>
      localEntropy(subject.loss, subject.w, { ...watch(subject), ...(settings as typeof settings & { gamma: number }) }),
  },
  landscape: {
    about: "losses and accuracies on a filter-normalised grid around the weights (dimensions 1 or 2); goes on where it was stopped",
    settings: { dimensions: 2, points: 25, span: 1 },
    kinds: ["loss"],
    cost: ({ dimensions = 2, points = 1 }) => ({ losses: 1 + (dimensions === 1 ? points : points * points) }),
    async run(subject, settings) {
      const { dimensions = 2, points = 1, span = 1 } = settings;
      if (dimensions !== 1 && dimensions !== 2) throw new RangeError(`A landscape has 1 or 2 dimensions, got ${dimensions}.`);
      const { network, w, loss, random, key, partial, signal } = subject;
      const first = randomDirection(w, network.weights, { random: random.split("first") });
      const second = () => randomDirection(w, network.weights, { random: random.split("second"), orthogonalTo: first });
      // Around it a loss may be no number, and is a hole in the picture.
      expectFinite((await loss.evaluateAt(w)).loss, "at these weights");
      subject.onPass(1);
      const alphas = evenly(-span, span, points);
      return keptSurface(
        partial,
        { key },
        {
          centre: w,
          directions: dimensions === 1 ? [first] : [first, second()],
          alphas,
          ...(dimensions === 1 ? {} : { betas: alphas }),
          evaluateAt: loss.evaluateAt,
          onCell: (_cell, done) => subject.onPass(1 + done),
          ...(signal ? { signal } : {}),
        },
      );
    },
  },
};
