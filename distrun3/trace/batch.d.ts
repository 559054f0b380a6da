/** The trace of a large batch from recordings of small ones: what changes with the batch is a linear function of it. */
import type { Tensor } from "../backend/tf";
import { type TensorFunction } from "./record";
import type { Trace } from "./trace";
/**
 * Records a step for a batch of any size at the cost of tiny ones: it is recorded at three small batches, and every size, shape and constant that differs between them
 * is continued in a straight line (a shape [n, 512], a divisor n). Also checks with two different inputs that nothing is frozen.
 * @param example inputs for a batch of `n`; other values for another `variant`
 * @throws RecordError as `record` does, and where something depends on the batch in another way
 */
export declare function recordForBatch(step: TensorFunction, example: (n: number, variant: number) => Tensor[], batch: number): Trace;
