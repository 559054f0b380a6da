import type { Symbolic } from "./parts";
/** Divides each value by a power of the energy in the channels beside it. */
export declare const responseNorm: (x: Symbolic) => Symbolic;
