/** Records a tensor function: runs it once on TensorFlow and writes down every operation that it calls. */
import { type Tensor } from "../backend/tf";
import type { Trace } from "./trace";
export { RecordError } from "./refusals";
export interface TensorFunction {
    /** @param numbers values of the inputs that `numbers` lists */
    (inputs: Tensor[], numbers: number[]): Tensor[];
    /** Names of the inputs, for messages. */
    readonly names?: readonly string[];
    /**
     * Inputs (float32 scalars) that the function takes as JavaScript numbers. Wherever such a number or its negative becomes a scalar tensor, the input stands in the trace.
     * The examples must hold numbers that occur nowhere else in the function.
     */
    readonly numbers?: readonly number[];
}
/**
 * Records `step`. Variables (tf.Variable) that it reads or assigns must be given as inputs and outputs; `recordStep` does so.
 * @param step made of tensor operations alone; called once for each of `examples`
 * @param examples two lists of inputs of the same shapes and different values. What differs between the two recordings was computed in JavaScript, and would have
 *   been frozen; with one list that check is left out
 * @throws RecordError for a value that is read, a constant that depends on the inputs, a shape that does, or an operation that has no graph form
 */
export declare function record(step: TensorFunction, ...examples: Tensor[][]): Trace;
