import { type Ref, type Trace, type Value } from "./trace";
/** Adds a trace on values of the one under construction. @returns its outputs there */
export type Add = (trace: Trace, inputs: Ref[]) => Ref[];
/** Builds a trace on `inputs` from others. */
export declare function chain(inputs: Value[], build: (add: Add, inputs: Ref[]) => Ref[]): Trace;
