/** The density of an operator's eigenvalues, by stochastic Lanczos quadrature (Ubaru, Chen and Saad, SIMAX 2017; Ghorbani, Krishnan and Xiao, ICML 2019). */
import type { Random } from "../random";
import { type Operator, type Watch } from "./operator";
/** What one random vector sees of the spectrum: eigenvalues and the share of each; the shares add up to 1. */
export interface Quadrature {
    values: number[];
    shares: number[];
}
export interface SpectralDensity {
    dimension: number;
    /** One a random vector. */
    quadratures: Quadrature[];
    products: number;
}
export interface DensityOptions extends Watch {
    random: Random;
    /** Random vectors; default 10. */
    vectors?: number;
    /** Products a vector: the nodes of the quadrature, and vectors held at once; default 80, or the dimension if that is smaller. */
    steps?: number;
}
/** @throws RangeError for fewer than 1 vector or step */
export declare function spectralDensity(operator: Operator, options: DensityOptions): Promise<SpectralDensity>;
/** An estimate from several random vectors. */
export interface Estimate {
    value: number;
    /** Standard error over the vectors; NaN for one. */
    standardError: number;
}
/** Mean over the vectors of Σ share · f(value): tr f(H) / dimension. */
export declare function spectralMean(density: SpectralDensity, f: (value: number) => number): Estimate;
/**
 * Share of the eigenvalues below −`threshold`.
 * @param threshold default: 1e-6 of the largest eigenvalue in size, below which a float32 gradient cannot tell a sign
 */
export declare function negativeShare(density: SpectralDensity, threshold?: number): Estimate;
/**
 * The density on a grid: each node a Gaussian. Its integral is 1.
 * @param sigma width of the Gaussians; default: 1 % of the span of the values, or of the one value there is
 */
export declare function densityOn(density: SpectralDensity, grid: readonly number[], sigma?: number): number[];
