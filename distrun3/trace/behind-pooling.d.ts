import { type Trace } from "./trace";
/**
 * With y = MaxPool(x), x is positive at the place of a window's largest value where y is: ReLU's gradient at x can be taken at y instead, on the way back and on the way of a tangent.
 * The gradient brings each value of y to one place: its sum over an image is the sum over y.
 */
export declare const withWorkBehindPooling: (trace: Trace) => Trace;
