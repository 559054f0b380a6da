/** Operations a second. */
export interface Rate {
    median: number;
    slowest: number;
    quickest: number;
    rounds: number;
}
export interface OwnRate {
    /** Product of two square matrices: the most that a network can hope for. */
    product: Rate;
    /** A 3 × 3 convolution with its two gradients, as in the middle of VGG-16 or ResNet-50: what a training can hope for. */
    convolution: Rate;
}
export interface OwnRateOptions {
    /** Of the numbers that are multiplied. Default 1. */
    seed?: number;
    /** Timed rounds, after one that is not. Default 7. */
    rounds?: number;
    /** Rows of the matrices. Default 1024. */
    size?: number;
    /** Images of the convolution. Default 8. */
    batch?: number;
    /** Pixels a side of those images. Default 56. */
    side?: number;
    /** Channels and filters. Default 64. */
    channels?: number;
    /** Milliseconds; default the clock of the process. */
    now?: () => number;
}
/** Measures on the backend in use. Frees its tensors. */
export declare function measureOwnRate(options?: OwnRateOptions): OwnRate;
