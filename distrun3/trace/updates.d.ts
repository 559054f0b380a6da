import { type Ref, type Trace } from "./trace";
/** A state by its number among the inputs of the trace, which is also its number among the outputs. */
interface Common {
    weight: number;
    gradient: Ref;
    rate: Ref;
}
export type Update = ({
    kind: "descent";
} & Common) | ({
    kind: "momentum";
    velocity: number;
    momentum: Ref;
} & Common) | ({
    kind: "adam";
    first: number;
    second: number;
    power1: Ref;
    power2: Ref;
    beta1: Ref;
    beta2: Ref;
    epsilon: Ref;
} & Common);
/**
 * Updates that `optimizers/` write as several operations over all weights.
 * @param places for each output the input whose state it becomes, or −1
 */
export declare function findUpdates(trace: Trace, places: readonly number[]): Update[];
/** States other than the weight that an update moves. */
export declare const slotsOf: (update: Update) => number[];
/** The values that an update takes, in the order of TensorFlow's operation (after its variables). */
export declare const operandsOf: (update: Update) => Ref[];
/**
 * A trace without its updates: they are left for the program to do in place.
 * @param places as in `findUpdates`
 * @returns the trace, whose outputs are those in `kept` (numbers of the old outputs), then the operands of each update
 */
export declare function splitUpdates(trace: Trace, places: readonly number[]): {
    trace: Trace;
    kept: number[];
    updates: Update[];
};
export {};
