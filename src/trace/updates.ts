/** Finds optimizer updates in a trace, which TensorFlow can do in place and in one go: gradient descent, momentum and Adam. */
import { Matcher } from "./match";
import { withoutDeadCode } from "./rewrite";
import { DTYPES, type Ref, refKey, type Trace } from "./trace";

/** A state by its number among the inputs of the trace, which is also its number among the outputs. */
interface Common {
  weight: number;
  gradient: Ref;
  rate: Ref;
}

export type Update =
  | ({ kind: "descent" } & Common)
  | ({ kind: "momentum"; velocity: number; momentum: Ref } & Common)
  | ({ kind: "adam"; first: number; second: number; power1: Ref; power2: Ref; beta1: Ref; beta2: Ref; epsilon: Ref } & Common);

/**
 * Updates that `optimizers/` write as several operations over all weights.
 * @param places for each output the input whose state it becomes, or −1
 */
export function findUpdates(trace: Trace, places: readonly number[]): Update[] {
  const find = new Finder(trace);
  const next = new Map<number, Ref>();
  places.forEach((place, output) => {
    if (place >= 0) next.set(place, trace.outputs[output] as Ref);
  });
  const states = new Set(next.keys());
  const updates: Update[] = [];
  for (const [weight, output] of next) {
    if (trace.inputs[weight]?.dtype !== DTYPES.float32) continue;
    const update = find.adam(weight, output) ?? find.momentum(weight, output) ?? find.descent(weight, output);
    if (update && slotsOf(update).every((slot) => states.has(slot)) && find.isWhole(update, next)) updates.push(update);
  }
  return updates;
}

/** States other than the weight that an update moves. */
export const slotsOf = (update: Update): number[] =>
  update.kind === "adam" ? [update.first, update.second] : update.kind === "momentum" ? [update.velocity] : [];

/** The values that an update takes, in the order of TensorFlow's operation (after its variables). */
export const operandsOf = (update: Update): Ref[] => {
  switch (update.kind) {
    case "descent":
      return [update.rate, update.gradient];
    case "momentum":
      return [update.rate, update.gradient, update.momentum];
    case "adam":
      return [update.power1, update.power2, update.rate, update.beta1, update.beta2, update.epsilon, update.gradient];
  }
};

/**
 * A trace without its updates: they are left for the program to do in place.
 * @param places as in `findUpdates`
 * @returns the trace, whose outputs are those in `kept` (numbers of the old outputs), then the operands of each update
 */
export function splitUpdates(trace: Trace, places: readonly number[]): { trace: Trace; kept: number[]; updates: Update[] } {
  const updates = findUpdates(trace, places);
  const done = new Set(updates.flatMap((update) => [update.weight, ...slotsOf(update)]));
  const kept = [...trace.outputs.keys()].filter((output) => !done.has(places[output] as number));
  const outputs = [...kept.map((output) => trace.outputs[output] as Ref), ...updates.flatMap(operandsOf)];
  return { trace: withoutDeadCode({ ...trace, outputs }), kept, updates };
}

class Finder extends Matcher {
  /** w − g · rate */
  descent(weight: number, output: Ref): Update | undefined {
    const [gradient, rate] = this.stepOf(weight, output) ?? [];
    return gradient && rate ? { kind: "descent", weight, gradient, rate } : undefined;
  }

  /** v' = v · m + g; w − v' · rate */
  momentum(weight: number, output: Ref): Update | undefined {
    const [moved, rate] = this.stepOf(weight, output) ?? [];
    const [scaled, gradient] = this.inputsOf(moved, "Add") ?? [];
    const [velocity, momentum] = this.inputsOf(scaled, "Mul") ?? [];
    if (!gradient || !rate || !momentum || velocity?.kind !== "input" || !this.isScalar(momentum)) return undefined;
    return { kind: "momentum", weight, velocity: velocity.input, momentum, gradient, rate };
  }

  /** m' / (1 − p₁) / (√(v' / (1 − p₂)) + ε) · rate, taken from w */
  adam(weight: number, output: Ref): Update | undefined {
    const [direction, rate] = this.stepOf(weight, output) ?? [];
    const [unbiased, spread] = this.inputsOf(direction, "RealDiv") ?? [];
    const [m, bias1] = this.inputsOf(unbiased, "RealDiv") ?? [];
    const [root, epsilon] = this.inputsOf(spread, "Add") ?? [];
    const [ratio] = this.inputsOf(root, "Sqrt") ?? [];
    const [v, bias2] = this.inputsOf(ratio, "RealDiv") ?? [];
    const [power1, power2] = [this.inputsOf(bias1, "Sub")?.[1], this.inputsOf(bias2, "Sub")?.[1]];
    const [first, second] = [this.average(m), this.average(v)];
    const [squared] = this.inputsOf(second?.news, "Square") ?? [];
    if (!rate || !epsilon || !power1 || !power2 || !first || !second || !squared || refKey(squared) !== refKey(first.news))
      return undefined;
    const slots = { first: first.slot, second: second.slot, beta1: first.share, beta2: second.share };
    return { kind: "adam", weight, gradient: first.news, rate, power1, power2, epsilon, ...slots };
  }

  /** Whether the new slots are those that the fused operation computes. */
  isWhole(update: Update, next: Map<number, Ref>): boolean {
    if (update.kind === "descent") return true;
    if (update.kind === "momentum") {
      const [, gradient] = this.inputsOf(next.get(update.velocity), "Add") ?? [];
      return gradient !== undefined && refKey(gradient) === refKey(update.gradient);
    }
    const [first, second] = [this.average(next.get(update.first)), this.average(next.get(update.second))];
    return first?.slot === update.first && second?.slot === update.second;
  }

  /** The step and the rate of w − step · rate. */
  private stepOf(weight: number, output: Ref): [Ref, Ref] | undefined {
    const [from, taken] = this.inputsOf(output, "Sub") ?? [];
    if (from?.kind !== "input" || from.input !== weight) return undefined;
    const [step, rate] = this.inputsOf(taken, "Mul") ?? [];
    return step && rate && this.isScalar(rate) ? [step, rate] : undefined;
  }

  /** slot · share + news · (1 − share) */
  private average(ref: Ref | undefined): { slot: number; share: Ref; news: Ref } | undefined {
    const [kept, added] = this.inputsOf(ref, "Add") ?? [];
    const [slot, share] = this.inputsOf(kept, "Mul") ?? [];
    const [news, rest] = this.inputsOf(added, "Mul") ?? [];
    if (slot?.kind !== "input" || !share || !news || !rest) return undefined;
    const [a, b] = [this.number(share), this.number(rest)];
    return a !== undefined && b !== undefined && Math.abs(a + b - 1) < 1e-6 ? { slot: slot.input, share, news } : undefined;
  }
}
