/** The tool of all passes: walks a trace in order and builds a new one, each operation kept, replaced or left out. */
import { type Constant, type Op, type Ref, type Trace, type Value } from "./trace";
export interface Rewriter {
    /** The new trace so far. */
    readonly trace: Trace;
    /** Adds an operation. @returns its outputs */
    emit(op: Op): Ref[];
    addConstant(constant: Constant): Ref;
    /** The value of the new trace for one of the old. */
    moved(ref: Ref): Ref;
    /** The operation that computes a value of the new trace, if one does. */
    producer(ref: Ref): Op | undefined;
    /** A constant's values, if the value is one. */
    constant(ref: Ref): Constant | undefined;
    value(ref: Ref): Value;
}
/**
 * Looks at an operation whose inputs are already of the new trace.
 * @param index its number in the old trace
 * @returns the values that stand for its outputs, or nothing to keep it
 */
export type Visit = (op: Op, rewriter: Rewriter, index: number) => Ref[] | undefined;
/** @param finish adds operations behind the last one */
export declare function rewrite(old: Trace, visit: Visit, finish?: (rewriter: Rewriter) => void): Trace;
/** Leaves out operations and constants that no output needs. */
export declare function withoutDeadCode(old: Trace): Trace;
/** Whether all values of a constant are this number. */
export declare const isAll: (constant: Constant | undefined, number: number) => boolean;
export declare const sameShape: (a: Value, b: Value) => boolean;
export declare const isFloat: (value: Value) => boolean;
