/** Diagonal blocks of an operator on weight space: what a measure sees of one weight or one layer when all others stay where they are. */
import type { WeightSpec } from "../model/layer";
import type { Operator } from "./operator";
/** The coordinates from `from` to before `to`. */
export interface Block {
    name: string;
    from: number;
    to: number;
}
type Shaped = Pick<WeightSpec, "name" | "shape">;
/** A block a weight, in the order of the flat vector: `0/kernel`, `0/bias`, … @param weights `Network.weights` */
export declare function weightBlocks(weights: readonly Shaped[]): Block[];
/** A block a layer that has weights: `0`, `2`, …: what stands before the `/` in the names. */
export declare function layerBlocks(weights: readonly Shaped[]): Block[];
/**
 * The diagonal block of an operator: P H Pᵀ, P the choice of coordinates. A product costs as much as one with the whole.
 * @throws RangeError for a block that is empty or reaches out of the operator's dimension
 */
export declare function blockOperator(operator: Operator, { name, from, to }: Block): Operator;
export {};
