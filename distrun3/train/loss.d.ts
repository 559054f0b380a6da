/** The loss: softmax cross-entropy in nats, and the number of right answers. */
import { type Scalar, type Tensor, type Tensor1D, type Tensor2D } from "../backend/tf";
/** Cross-entropy of each example: `logits [n, classes]` against `labels [n]` (int32) gives `[n]`. */
export declare const crossEntropies: (logits: Tensor2D, labels: Tensor1D) => Tensor1D;
/** Mean cross-entropy of a batch. */
export declare const crossEntropy: (logits: Tensor2D, labels: Tensor1D) => Scalar;
/** 1 for each example whose largest logit is at the label, else 0: `[n]` float32. */
export declare const correct: (logits: Tensor2D, labels: Tensor1D) => Tensor1D;
/** ½ Σ‖w‖² over all weights. */
export declare const halfSquaredNorm: (weights: Tensor[]) => Scalar;
