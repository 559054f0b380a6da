import { type Trace } from "./trace";
/**
 * product(x, W) + b, times s, plus t → product(x, W·s) + (b·s + t). With the gradient g that comes back to it, G = ∂/∂(W·s) and Γ = Σ g over all but the channels,
 * the gradients are ∂W = G·s, ∂b = Γ·s and ∂s = Σ W·G + b·Γ. With gradients only where activations are so much more than weights that passes over weights do not count.
 */
export declare const withFoldedScale: (trace: Trace) => Trace;
/**
 * The same before second derivatives, for convolutions with few multiplications a value. A folded one needs its kernel's gradient, which is no result then;
 * it stands against a dozen passes over the activations.
 */
export declare const withFewFoldedScales: (trace: Trace) => Trace;
