import { type Trace } from "../trace/trace";
import type { SumsSpec } from "./sums";
/**
 * A trace on weights, statistics, direction, images, labels, counts. Its outputs are the sums over the examples that count, weight by weight.
 * For softmax cross-entropy the Hessian with respect to the logits is diag(p) − p pᵀ, so that the matrix is the Fisher information, and never indefinite.
 */
export declare function gaussNewtonTrace({ network, data, normalise }: SumsSpec, chunk: number): Trace;
