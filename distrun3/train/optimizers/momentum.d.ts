import type { Optimizer } from "./optimizer";
/** @param momentum m in [0, 1) */
export declare const momentum: (momentum: number) => Optimizer;
