/** Passes over a trace before it becomes a graph: each leaves the numbers as they are and the graph smaller or quicker. */
import { withBatchNorm } from "./batch-norm-fusion";
import { withWorkBehindPooling } from "./behind-pooling";
import { withCrossEntropy } from "./cross-entropy-fusion";
import { withFoldedScale } from "./folded-scale";
import { withHalves } from "./halves";
import { withPoolTangents } from "./pool-tangent";
import { withoutDeadCode } from "./rewrite";
import { type Trace } from "./trace";
/** Casts to the type that is already there, and reshapes to the shape that is already there, are left out. */
export declare const withoutNoOps: (trace: Trace) => Trace;
/** Equal operations on equal inputs are computed once. All recorded operations are pure: the random ones depend on their inputs alone. */
export declare function withCommonSubexpressions(trace: Trace): Trace;
/** A product of matrices that was written as one of batches of matrices; TensorFlow knows more fusions for the plain one. */
export declare const withPlainProducts: (trace: Trace) => Trace;
/** A vector added to the last axis is a bias, which TensorFlow fuses with the product before it. */
export declare const withBiasAdd: (trace: Trace) => Trace;
/**
 * TensorFlow.js writes the gradient of ReLU as dy · step(x), with step made of IsNan, Greater, two selections and a constant as large as x. TensorFlow has one operation for it.
 * For a NaN in x the gradient is 0 instead of NaN; the loss is NaN then all the same.
 */
export declare const withReluGradient: (trace: Trace) => Trace;
/** Large constants that hold one number throughout, such as the ones of a gradient, are filled on the device. */
export declare function withFilledConstants(trace: Trace): Trace;
/** All passes, in an order in which each finds what the ones before it have uncovered. */
export declare const PASSES: {
    withoutNoOps: typeof withoutNoOps;
    withCommonSubexpressions: typeof withCommonSubexpressions;
    withPlainProducts: typeof withPlainProducts;
    withBiasAdd: typeof withBiasAdd;
    withReluGradient: typeof withReluGradient;
    withBatchNorm: typeof withBatchNorm;
    withCrossEntropy: typeof withCrossEntropy;
    withFoldedScale: typeof withFoldedScale;
    withWorkBehindPooling: typeof withWorkBehindPooling;
    withHalves: typeof withHalves;
    withPoolTangents: typeof withPoolTangents;
    withoutDeadCode: typeof withoutDeadCode;
    withFilledConstants: typeof withFilledConstants;
};
export declare const prepareDerivative: (trace: Trace) => Trace;
/** The trace that is run in place of the recorded one. */
export declare const optimize: (trace: Trace, device?: "cpu" | "gpu") => Trace;
