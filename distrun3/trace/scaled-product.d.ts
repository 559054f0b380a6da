import { type Ref, type Trace } from "./trace";
/** (product(x, W) + b) · s + t, with vectors b, s, t. Operations by their numbers. */
export interface ScaledProduct {
    product: number;
    whole: number;
    bias: Ref;
    scale: Ref;
    shift: Ref;
    back?: Back;
}
/** The gradients of a scaled convolution. */
export interface Back {
    /** The gradient with respect to the whole, g. */
    above: Ref;
    /** ∂W from g · s */
    kernel: number;
    /** ∂s = Σ g · (product(x, W) + b) */
    scale: number;
    /** ∂b = Σ g · s; TensorFlow.js has it for each bias that is a weight. */
    bias?: number;
    /** ∂x from g · s; none for the first layer. */
    input?: number;
}
/** All that are in a trace, where nothing but their gradients needs what lies between. */
export declare function scaledProducts(trace: Trace): ScaledProduct[];
