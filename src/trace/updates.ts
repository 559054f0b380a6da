/** Finds optimizer updates in a trace, which TensorFlow can do in place and in one go: gradient descent, momentum and Adam. */
import { type AdamDirection, AdamFinder, adamOperands } from "./directions";
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
  | ({ kind: "adam" } & AdamDirection & Common);

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
      return adamOperands(update, update.rate);
  }
};

class Finder extends AdamFinder {
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

  /** Its direction · rate, taken from w. Where the direction is needed for more (LAMB's rate), the step is one of descent along it. */
  adam(weight: number, output: Ref): Update | undefined {
    const [taken, rate] = this.stepOf(weight, output) ?? [];
    const direction = this.directionAt(taken);
    return taken && rate && direction && this.usesOf(taken) === 1 ? { kind: "adam", weight, rate, ...direction } : undefined;
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
}
