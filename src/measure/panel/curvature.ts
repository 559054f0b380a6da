/** The panel's measures of curvature: eigenvalues, trace and density of the Hessian, the trace of the Fisher information. */
import { negativeShare, spectralDensity, spectralMean } from "../density";
import { topEigenpairs } from "../lanczos";
import { hutchinson, hutchPlusPlus } from "../trace";
import type { Measure, Subject } from "./measure";

/** Products, counted as passes. */
const hessian = ({ loss, w, onPass, signal }: Subject, which: "hessianAt" | "gaussNewtonAt" = "hessianAt") => {
  return { operator: loss[which](w), watch: { onProduct: (done: number) => onPass(done), ...(signal ? { signal } : {}) } };
};

export const curvatureMeasures: Record<string, Measure> = {
  hessian: {
    about: "largest and smallest eigenvalue of the Hessian (Lanczos, residuals reported)",
    settings: { k: 5, products: 100, tolerance: 1e-3 },
    headline: "lambdaMax",
    kinds: ["hessian"],
    cost: ({ products = 0 }) => ({ products: 2 * products }),
    check({ k = 1, products = 0 }, { network: { dimension } }) {
      if (k > dimension) throw new RangeError(`k must be an integer from 1 to ${dimension}, the weights of this network; got ${k}.`);
      if (products < 2 * k)
        throw new RangeError(`products must be ${2 * k} or more for k=${k}, half of them for the residuals; got ${products}.`);
    },
    async run(subject, { k = 1, products = 1, tolerance = 0 }) {
      const { operator, watch } = hessian(subject);
      const options = { ...watch, tolerance, maxProducts: products };
      const largest = await topEigenpairs(operator, k, {
        ...options,
        random: subject.random.split("largest"),
      });
      const onProduct = (done: number) => subject.onPass(largest.products + done);
      const smallest = await topEigenpairs(operator, 1, {
        ...options,
        onProduct,
        end: "smallest",
        random: subject.random.split("smallest"),
      });
      const pairs = (found: typeof largest) => found.pairs.map(({ value, residual }) => ({ value, residual }));
      return {
        lambdaMax: largest.pairs[0]?.value,
        lambdaMin: smallest.pairs[0]?.value,
        largest: pairs(largest),
        smallest: pairs(smallest),
        converged: largest.converged && smallest.converged,
        products: largest.products + smallest.products,
      };
    },
  },
  trace: {
    about: "trace of the Hessian (Hutch++, with its standard error)",
    settings: { products: 99 },
    headline: "trace",
    kinds: ["hessian"],
    cost: ({ products = 0 }) => ({ products }),
    run: async (subject, { products = 0 }) => {
      const { operator, watch } = hessian(subject);
      return hutchPlusPlus(operator, { ...watch, products, random: subject.random });
    },
  },
  density: {
    about: "spectral density of the Hessian (stochastic Lanczos quadrature) and the share of negative curvature",
    settings: { vectors: 4, steps: 60 },
    headline: "negativeShare.value",
    kinds: ["hessian"],
    cost: ({ vectors = 0, steps = 0 }) => ({ products: vectors * steps }),
    async run(subject, { vectors = 0, steps = 0 }) {
      const { operator, watch } = hessian(subject);
      const density = await spectralDensity(operator, { ...watch, vectors, steps, random: subject.random });
      const mean = spectralMean(density, (value) => value);
      return {
        negativeShare: negativeShare(density),
        trace: { value: mean.value * density.dimension, standardError: mean.standardError * density.dimension },
        ...density,
      };
    },
  },
  fisher: {
    about: "trace of the Fisher information, which for cross-entropy is the Gauss–Newton matrix (Hutchinson)",
    settings: { products: 40 },
    headline: "trace",
    kinds: ["gaussNewton"],
    cost: ({ products = 0 }) => ({ products }),
    run: async (subject, { products = 0 }) => {
      const { operator, watch } = hessian(subject, "gaussNewtonAt");
      return hutchinson(operator, { ...watch, products, random: subject.random });
    },
  },
};
