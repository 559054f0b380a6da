/** The optimizers by name. */
import type { Run } from "../../config";
import type { Optimizer } from "./optimizer";
/** The optimizer that a run's settings describe. */
export declare function buildOptimizer(run: Pick<Run, "optimizer" | "momentum" | "beta1" | "beta2" | "epsilon">): Optimizer;
