/** Finds optimizer updates in a trace, which TensorFlow can do in place and in one go: gradient descent, momentum and Adam. */
import { type AdamDirection, AdamFinder, adamOperands } from "./directions";
import { DTYPES, type Ref, sameRef, type Trace } from "./trace";

/** A state by its number among the inputs of the trace, which is also its number among the outputs. */
interface Common {
  weight: number;
  gradient: Ref;
  rate: Ref;
}

export type Update =
  | ({ kind: "descent" } & Common)
  /** `moved`: the new velocity. */
  | ({ kind: "momentum"; velocity: number; momentum: Ref; moved: Ref } & Common)
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
  const updates: Update[] = [];
  for (const [weight, output] of next) {
    if (trace.inputs[weight]?.dtype !== DTYPES.float32) continue;
    const found = [find.adam(weight, output), find.momentum(weight, output), find.descent(weight, output)];
    const update = found.find((each) => each && find.isWhole(each, next));
    if (update) updates.push(update);
  }
  // A slot that two weights share would be moved twice.
  const movers = new Map<number, number>();
  for (const state of updates.flatMap(statesOf)) movers.set(state, (movers.get(state) ?? 0) + 1);
  return updates.filter((update) => statesOf(update).every((state) => movers.get(state) === 1));
}

/** All states that an update moves: the weight, then its slots. */
export const statesOf = (update: Update): number[] => [update.weight, ...slotsOf(update)];

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
    if (!moved || !gradient || !rate || !momentum || velocity?.kind !== "input" || !this.isScalar(momentum)) return undefined;
    return { kind: "momentum", weight, velocity: velocity.input, momentum, gradient, rate, moved };
  }

  /** Its direction · rate, taken from w. Where the direction is needed for more (LAMB's rate), the step is one of descent along it. */
  adam(weight: number, output: Ref): Update | undefined {
    const [taken, rate] = this.stepOf(weight, output) ?? [];
    const direction = this.directionAt(taken);
    return taken && rate && direction && this.usesOf(taken) === 1 ? { kind: "adam", weight, rate, ...direction } : undefined;
  }

  /** Whether the slots become what the fused operation leaves in them, and nothing is broadcast, which it does not do. */
  isWhole(update: Update, next: ReadonlyMap<number, Ref>): boolean {
    const shape = this.trace.inputs[update.weight]?.shape.join();
    const wide = [update.gradient, ...slotsOf(update).map((input): Ref => ({ kind: "input", input }))];
    if (wide.some((ref) => this.value(ref).shape.join() !== shape)) return false;
    const slots = update.kind === "adam" ? update.moments : update.kind === "momentum" ? [update.moved] : [];
    return slotsOf(update).every((slot, i) => sameRef(next.get(slot), slots[i]));
  }

  /** The step and the rate of w − step · rate. */
  private stepOf(weight: number, output: Ref): [Ref, Ref] | undefined {
    const [from, taken] = this.inputsOf(output, "Sub") ?? [];
    if (from?.kind !== "input" || from.input !== weight) return undefined;
    const [step, rate] = this.inputsOf(taken, "Mul") ?? [];
    return step && rate && this.isScalar(rate) ? [step, rate] : undefined;
  }
}
