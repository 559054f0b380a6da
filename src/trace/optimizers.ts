/** The tf.train optimizers that a step uses, and what they keep in JavaScript numbers, where a recording does not see it: the learning rate, other settings, the count of steps. */
import { tf } from "../backend/tf";
import { RecordError } from "./refusals";

/** What optimizers of TensorFlow.js hold; protected there. */
interface Held {
  learningRate?: number;
  iterations_?: number;
  /** Of sgd and momentum: the negated rate as a tensor, made by `setLearningRate`. */
  c?: tf.Tensor;
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

/**
 * Runs `work` and finds the optimizers that compute or apply gradients in it. Their counts of steps are put back.
 * @throws RecordError where `work` sets a rate; a field `learningRate` that it assigns before the optimizer is used is seen only by `withRatesFixed`
 */
export function optimizersIn(work: () => void): UsedOptimizer[] {
  const before = new Map<tf.Optimizer, number>();
  const release: (() => void)[] = [];
  const prototype = tf.Optimizer.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  const methods = ["computeGradients", "incrementIterations"] as const;
  const real = methods.map((method) => prototype[method]);
  methods.forEach((method, i) => {
    prototype[method] = function (this: tf.Optimizer, ...args) {
      if (!before.has(this)) {
        before.set(this, this.iterations);
        release.push(fixRate(this));
      }
      return real[i]?.apply(this, args);
    };
  });
  // An optimizer that has not been used yet is known by this call alone. Those that `work` makes set their first rate with it.
  const { setLearningRate } = tf.SGDOptimizer.prototype;
  tf.SGDOptimizer.prototype.setLearningRate = function (rate) {
    if (held(this).c && !Object.is(rate, rateOf(this))) throw setsRate(this, rate);
    setLearningRate.call(this, rate);
  };
  const used: UsedOptimizer[] = [];
  try {
    work();
  } finally {
    methods.forEach((method, i) => {
      prototype[method] = real[i] as () => unknown;
    });
    tf.SGDOptimizer.prototype.setLearningRate = setLearningRate;
    for (const each of release) each();
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

/** Runs `work` and refuses that it sets a rate. @throws RecordError */
export function withRatesFixed<T>(optimizers: readonly UsedOptimizer[], work: () => T): T {
  const release = optimizers.map(({ optimizer }) => fixRate(optimizer));
  try {
    return work();
  } finally {
    for (const each of release) each();
  }
}

/** Lets no other rate be assigned to an optimizer, in whatever way. @returns lets it again */
function fixRate(optimizer: tf.Optimizer): () => void {
  const rate = rateOf(optimizer);
  if (rate === undefined) return () => {};
  const set = (other: unknown) => {
    if (!Object.is(other, rate)) throw setsRate(optimizer, other);
  };
  Object.defineProperty(optimizer, "learningRate", { get: () => rate, set, enumerable: true, configurable: true });
  return () => void Object.defineProperty(optimizer, "learningRate", { value: rate, writable: true, enumerable: true, configurable: true });
}

const setsRate = (optimizer: tf.Optimizer, rate: unknown): RecordError =>
  new RecordError(
    `The step sets the learning rate of the optimizer ${held(optimizer).getClassName()} to ${rate} by itself, which would be frozen. Give the rates of the turns as \`rates\` of \`run\`, or set the rate between two runs.`,
  );

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
