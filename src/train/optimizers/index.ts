/** The optimizers by name. */
import type { Run } from "../../config";
import { adam } from "./adam";
import { momentum } from "./momentum";
import type { Optimizer } from "./optimizer";
import { sgd } from "./sgd";

/** The optimizer that a run's settings describe. */
export function buildOptimizer(run: Pick<Run, "optimizer" | "momentum" | "beta1" | "beta2" | "epsilon">): Optimizer {
  switch (run.optimizer) {
    case "sgd":
      return sgd();
    case "momentum":
      return momentum(run.momentum);
    case "adam":
      return adam(run);
  }
}
