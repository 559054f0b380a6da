import type { WeightNorms } from "./norms";
export interface Margins {
    /** The 10th percentile, as Jiang et al. (ICLR 2020) use it in place of the minimum: the ⌈n/10⌉-th smallest margin. */
    percentile10: number;
    min: number;
    median: number;
    mean: number;
    /** Share of examples with a margin of 0 or below: not classified right. */
    wrong: number;
    examples: number;
}
/**
 * Output margins: the logit of the label less the largest other logit. In units of logits, so they grow with the scale of the last layer.
 * @param logits `[examples, classes]`, row by row
 * @param labels one an example, from 0 to classes − 1
 * @throws RangeError for no examples, one class, sizes that do not fit, an unknown label, or logits that are no finite numbers
 */
export declare function margins(logits: ArrayLike<number>, labels: ArrayLike<number>, classes: number): Margins;
export interface SpectralMarginOptions {
    /** γ: a margin above 0, such as `percentile10`. */
    margin: number;
    /** Training examples, m. */
    examples: number;
    /** What the Frobenius norms are of: the kernels (`origin`, the default) or kernel − start (`start`). */
    from?: "origin" | "start";
}
/**
 * Natural logarithm of √( ∏ ‖Wᵢ‖₂² · Σ ‖Wⱼ‖²_F / ‖Wⱼ‖₂² / (γ² m) ): the part of the bound of Neyshabur, Bhojanapalli and Srebro (ICLR 2018, Theorem 1) that depends on the weights, as Jiang et al. (2020)
 * compare networks by it ("spectral-orig", with `start` "spectral-init"); Bartlett, Foster and Telgarsky (2017) has another norm in the sum. Constants, the size of the inputs, depth, width and logarithms are
 * left out: it ranks networks of one shape on one data set and bounds nothing. For networks with batch norm the kernels say little: fold batch norm in first.
 * @throws RangeError for a margin of 0 or below (then the measure is not defined), a kernel that is 0, or `start` with norms that know none
 */
export declare function logSpectralMargin(norms: WeightNorms, { margin, examples, from }: SpectralMarginOptions): number;
/**
 * Path norm: √ of the sum of the outputs that the network with squared weights gives to an input of ones, which is the sum over all paths of the product of their squared weights, biases being paths, too
 * (Neyshabur, Tomioka and Srebro, 2015; as in Jiang et al., 2020). It does not change under rescaling T_α. One forward pass. For networks of dense, convolution, ReLU, max-pooling and flatten layers; batch norm
 * subtracts a mean, so that outputs are no sums of paths any more.
 * @param outputs the network's logits for an input of ones at given weights
 * @throws RangeError when the sum is no finite number or below 0
 */
export declare function pathNorm(outputs: (w: Float64Array) => ArrayLike<number> | Promise<ArrayLike<number>>, w: ArrayLike<number>): Promise<number>;
