/** A recorded step as a loop of a graph: each turn gathers its rows, runs the step and moves the state. */
import { type Graph } from "./graph";
import { type Variable } from "./storage";
import { type Trace } from "./trace";
/** Where an input of a recorded step comes from. */
export type Source = {
    from: "state";
    index: number;
}
/** Rows of a data variable, those of this turn. */
 | {
    from: "rows";
    data: string;
}
/** One value a turn, fed with the call: float32 or int32 scalars, or rows of equal length. */
 | {
    from: "feed";
    feed: string;
};
export interface LoopSpec {
    trace: Trace;
    /** Rows a turn. */
    batch: number;
    inputs: Source[];
    /** For each output of the trace: the state that it becomes, a scalar that is reported each turn, or a tensor that is summed over the turns in float64. */
    outputs: ({
        to: "state";
        index: number;
    } | {
        to: "report";
    } | {
        to: "sum";
    })[];
}
/** Numbers of the outputs that are summed. */
export declare const sumsOf: ({ outputs }: LoopSpec) => number[];
/** Adds a loop named `name`: fed with `<name>/turns`, `<name>/rows` and `<name>/feed_…`, run by reading `<name>/result`. Its sums go on until `<name>/clear`, and are read from `<name>/sum_…`. */
export declare function addLoop(graph: Graph, name: string, loop: LoopSpec, state: Variable[], data: Record<string, Variable>): void;
