/** Variables of a graph: made, set from outside, cleared and read, float64 in two halves. */
import { type Graph, type Port } from "./graph";
import { type Value } from "./trace";
export interface Variable {
    handle: Port;
    dtype: number;
    shape: number[];
}
export declare function variable(graph: Graph, name: string, { dtype, shape }: Value): Variable;
/** Feeding `put_<name>` and fetching `set_<name>` assigns the variable. */
export declare function setter(graph: Graph, name: string, { handle, dtype, shape }: Variable): void;
export declare const DOUBLE: import("./proto").AttrMessage;
export declare const TO_DOUBLE: {
    SrcT: import("./proto").AttrMessage;
    DstT: import("./proto").AttrMessage;
};
/** Sets a variable to a number throughout. @returns the node that has done it */
export declare function clear(graph: Graph, { handle, dtype }: Variable, shape: Port, number: Port): Port;
/** A float64 variable as two float32 values, `<name>_high` + `<name>_low`: tfjs-node knows no float64. Exact to 48 bits. */
export declare function readDouble(graph: Graph, { handle }: Variable, name: string): void;
