import { type Layer } from "./layer";
/** Fully connected: x·W + b, on flat examples. W is `[inputs, units]`. */
export declare const dense: (units: number) => Layer;
/** Convolution, stride 1, zero padding that keeps height and width. The kernel is `[size, size, channels, filters]`. */
export declare const conv: (size: number, filters: number) => Layer;
/** Max pooling over size × size, zero padding ("same"): the output is ⌈input / stride⌉. */
export declare const maxPool: (size: number, stride: number) => Layer;
export declare const relu: () => Layer;
export declare const flatten: () => Layer;
/** Inverted dropout (Srivastava et al., 2014): each value is zeroed with probability `rate`, the others divided by 1 − rate. */
export declare const dropout: (rate: number) => Layer;
