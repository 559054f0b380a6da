import type { Optimizer } from "./optimizer";
/** Defaults of the paper: β₁ 0.9, β₂ 0.999, ε 1e-8. */
export declare const adam: ({ beta1, beta2, epsilon }?: {
    beta1?: number | undefined;
    beta2?: number | undefined;
    epsilon?: number | undefined;
}) => Optimizer;
