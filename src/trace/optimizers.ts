/** The tf.train optimizers that a step uses, and what they keep in JavaScript numbers, where a recording does not see it: the learning rate, other settings, the count of steps. */
import { tf } from "../backend/tf";

/** What optimizers of TensorFlow.js hold; protected there. */
interface Held {
  learningRate?: number;
  iterations_?: number;
  setLearningRate?(rate: number): void;
  getClassName(): string;
  getConfig(): Record<string, unknown>;
}

const held = (optimizer: tf.Optimizer): Held => optimizer as unknown as Held;

/** An optimizer and how many steps of its own it does in one step of the training; more than one where it is used more than once. */
export interface UsedOptimizer {
  optimizer: tf.Optimizer;
  steps: number;
}

/** Runs `work` and finds the optimizers that compute or apply gradients in it. Their counts of steps are put back. */
export function optimizersIn(work: () => void): UsedOptimizer[] {
  const before = new Map<tf.Optimizer, number>();
  const prototype = tf.Optimizer.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  const methods = ["computeGradients", "incrementIterations"] as const;
  const real = methods.map((method) => prototype[method]);
  methods.forEach((method, i) => {
    prototype[method] = function (this: tf.Optimizer, ...args) {
      if (!before.has(this)) before.set(this, this.iterations);
      return real[i]?.apply(this, args);
    };
  });
  const used: UsedOptimizer[] = [];
  try {
    work();
  } finally {
    methods.forEach((method, i) => {
      prototype[method] = real[i] as () => unknown;
    });
    for (const [optimizer, count] of before) {
      used.push({ optimizer, steps: optimizer.iterations - count });
      held(optimizer).iterations_ = count;
    }
  }
  return used;
}

/** The learning rate, if the optimizer has one as a number. */
export const rateOf = (optimizer: tf.Optimizer): number | undefined => {
  const { learningRate } = held(optimizer);
  return typeof learningRate === "number" ? learningRate : undefined;
};

/** Sets the learning rate. */
export function setRate(optimizer: tf.Optimizer, rate: number): void {
  const { setLearningRate } = held(optimizer);
  if (setLearningRate) setLearningRate.call(optimizer, rate);
  else held(optimizer).learningRate = rate;
}

/** Counts turns of the training as the optimizer would have; the count is saved with its weights. */
export function countTurns({ optimizer, steps }: UsedOptimizer, turns: number): void {
  held(optimizer).iterations_ = optimizer.iterations + turns * steps;
}

/** The name of the optimizer and its settings other than the learning rate. */
export function settingsOf(optimizer: tf.Optimizer): { name: string; settings: Record<string, unknown> } {
  const { learningRate: _, ...settings } = held(optimizer).getConfig();
  return { name: held(optimizer).getClassName(), settings };
}

/** Remembers learning rates and counts. @returns puts them back */
export function keepNumbers(optimizers: readonly UsedOptimizer[]): () => void {
  const kept = optimizers.map(({ optimizer }) => ({ optimizer, rate: rateOf(optimizer), steps: optimizer.iterations }));
  return () => {
    for (const { optimizer, rate, steps } of kept) {
      if (rate !== undefined && rate !== rateOf(optimizer)) setRate(optimizer, rate);
      held(optimizer).iterations_ = steps;
    }
  };
}
