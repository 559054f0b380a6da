/** Reads a trace backwards from a value, to recognise what an expression is. */
import { type Constant, type Ref, type Trace, type Value } from "./trace";
export declare class Matcher {
    readonly trace: Trace;
    constructor(trace: Trace);
    /** The inputs of the operation that computes a value, if it is of that type; `Add` stands for AddV2, too. */
    inputsOf(ref: Ref | undefined, type: string): Ref[] | undefined;
    attributeOf(ref: Ref | undefined, name: string): unknown;
    constant(ref: Ref | undefined): Constant | undefined;
    /** The number of a constant that is one number. */
    number(ref: Ref | undefined): number | undefined;
    /** The numbers of a small constant, such as a list of axes. */
    numbers(ref: Ref | undefined): number[] | undefined;
    value(ref: Ref): Value;
    isScalar(ref: Ref): boolean;
}
