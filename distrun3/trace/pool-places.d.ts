import { type Trace } from "./trace";
/**
 * MaxPool, its gradient and its tangent share the places of the largest values. Pooling without a tangent stays as it is: with places it takes longer.
 * Of equal values the first counts, as in the gradient of MaxPool.
 */
export declare function withPoolPlaces(trace: Trace): Trace;
