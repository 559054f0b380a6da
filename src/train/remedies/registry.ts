/** All remedies, in the order in which they are put together: a later one is outside of an earlier one. */
import { asam } from "./asam";
import { augmentation } from "./augmentation";
import { batchWarmStart } from "./batch-warm-start";
import { clipping } from "./clipping";
import { conservative } from "./conservative";
import { entropySgd } from "./entropy-sgd";
import { extrapSgd } from "./extrap-sgd";
import { ghostBatchNorm } from "./ghost-batch-norm";
import { gradientNoise } from "./gradient-noise";
import { gradientPenalty } from "./gradient-penalty";
import { growingBatch } from "./growing-batch";
import { labelSmoothing } from "./label-smoothing";
import { lamb } from "./lamb";
import { lars } from "./lars";
import { postLocalSgd } from "./post-local-sgd";
import { regimeAdaptation } from "./regime-adaptation";
import type { Remedy } from "./remedy";
import { robust } from "./robust";
import { sam } from "./sam";
import { scaling } from "./scaling";
import { smoothOut } from "./smooth-out";
import { swa } from "./swa";
import { warmUp } from "./warm-up";

export const REMEDIES: readonly Remedy[] = [
  // Schedule: what the run asks for, then what is made of it.
  batchWarmStart,
  scaling,
  warmUp,
  growingBatch,
  regimeAdaptation,
  // Images, loss and network.
  augmentation,
  labelSmoothing,
  gradientNoise,
  ghostBatchNorm,
  // Gradient: where it is taken, then what becomes of it.
  robust,
  gradientPenalty,
  smoothOut,
  sam,
  asam,
  extrapSgd,
  entropySgd,
  clipping,
  // Update.
  lars,
  lamb,
  // Step.
  conservative,
  postLocalSgd,
  swa,
];

export const REMEDY_NAMES: readonly string[] = REMEDIES.map(({ name }) => name);

export const remedyNamed = (name: string): Remedy | undefined => REMEDIES.find((each) => each.name === name);
