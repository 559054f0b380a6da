/** How each operation carries a tangent: the rules of forward-mode differentiation, one an operation. `jvp.ts` applies them. */
import type { Emitter } from "./emitter";
import { type Op, type Ref } from "./trace";
/** The tangent of a value; undefined where it is zero. */
export type Tangent = Ref | undefined;
/** One application of an operation. */
export interface Applied {
    op: Op;
    outputs: Ref[];
    /** Its first output. */
    y: Ref;
    /** Tangents of its inputs; at least one is there. */
    tangents: Tangent[];
}
/** @returns the tangent of the first output, or those of all */
export type Rule = (applied: Applied, e: Emitter) => Tangent | Tangent[];
export declare const RULES: Record<string, Rule>;
