import type { Optimizer } from "./optimizer";
export declare const sgd: () => Optimizer;
