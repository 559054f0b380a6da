/** The trace of an operator from products with random vectors, with its standard error. */
import type { Random } from "../random";
import { type Operator, type Watch } from "./operator";
export interface TraceOptions extends Watch {
    /** Where the random signs come from. */
    random: Random;
    /** Products at most. Hutchinson: as many vectors. Hutch++: a third of it for each of its three parts, and as many vectors held. Default 100. */
    products?: number;
}
export interface TraceEstimate {
    trace: number;
    /** Standard error of the mean over the vectors; of Hutch++, of its random part. */
    standardError: number;
    products: number;
}
/**
 * Hutchinson's estimator: the mean of zᵀHz over vectors z of random signs (Hutchinson, 1989). Unbiased; its error falls as 1/√products.
 * @throws RangeError for fewer than 2 products, which tell no error
 */
export declare function hutchinson(operator: Operator, options: TraceOptions): Promise<TraceEstimate>;
/**
 * Hutch++: the trace on the range of H·S, S random, exactly, and Hutchinson's estimator on the rest (Meyer, Musco, Musco and Woodruff, SOSA 2021, Algorithm 1). Its error falls as
 * 1/products where a few eigenvalues dominate. Where the products suffice for one a coordinate, it is the trace itself.
 * @throws RangeError for fewer than 6 products
 */
export declare function hutchPlusPlus(operator: Operator, options: TraceOptions): Promise<TraceEstimate>;
export declare const randomSigns: (n: number, random: Random) => Float64Array;
