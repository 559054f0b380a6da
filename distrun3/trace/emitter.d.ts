/** Writes operations on float32 values into a trace under construction: what rules of differentiation are made of, and some passes. */
import type { Rewriter } from "./rewrite";
import { type Op, type Ref } from "./trace";
/** The shape of two values that are broadcast against each other. @throws RangeError when they do not fit */
export declare function broadcastShape(a: number[], b: number[]): number[];
export declare class Emitter {
    private readonly rewriter;
    constructor(rewriter: Rewriter);
    shape(ref: Ref): number[];
    /** The operation again, with other inputs; its outputs have the same shapes. @returns the first output */
    again(op: Op, inputs: Ref[]): Ref;
    unary(type: string, x: Ref): Ref;
    binary(type: "AddV2" | "Sub" | "Mul" | "RealDiv", a: Ref, b: Ref): Ref;
    /** An operation on `gradient` and a value of the same shape: ReluGrad, EluGrad, … */
    gradient(type: string, gradient: Ref, of: Ref): Ref;
    add: (a: Ref, b: Ref) => Ref;
    sub: (a: Ref, b: Ref) => Ref;
    mul: (a: Ref, b: Ref) => Ref;
    div: (a: Ref, b: Ref) => Ref;
    neg: (x: Ref) => Ref;
    scale: (x: Ref, by: number) => Ref;
    /** The sum of those that are there. */
    sum(refs: (Ref | undefined)[]): Ref | undefined;
    number(value: number): Ref;
    /** Numbers of a height and a width, for all examples and channels: `[1, height, width, 1]`. */
    plane(rows: number[][]): Ref;
    integers(values: number[]): Ref;
    /** The numbers of an int32 constant. @throws RangeError for a value that is computed */
    integersOf(ref: Ref): number[];
    reshape(x: Ref, shape: number[]): Ref;
    zeros(shape: number[]): Ref;
    /** The value in a larger shape; itself if it has that shape. */
    broadcast(x: Ref, shape: number[]): Ref;
    /** The sum over the last axis, which stays with size 1. */
    sumOfLast(x: Ref): Ref;
    /** The sum over all axes but the last: one number a channel. */
    sumToLast(x: Ref): Ref;
    /** `a` where the condition `x < 0`, `x > 0`, `a ≥ b` … holds, else `b`; all of one shape. */
    where(condition: Ref, a: Ref, b: Ref): Ref;
    compare(type: "Less" | "Greater" | "GreaterEqual" | "LessEqual", a: Ref, b: Ref): Ref;
    private op;
}
