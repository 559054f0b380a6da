/** Examples of a split as tensors: bytes stay bytes in memory, and only the examples of one call become float32. */
import { type Tensor1D, type Tensor2D } from "../backend/tf";
import type { DataSet, Split } from "../data/dataset";
export interface Examples {
    split: Split;
    shape: DataSet["shape"];
}
/**
 * The chosen examples; call inside a tidy or dispose of both.
 * @returns images `[n, height · width · channels]` float32 in [0, 1], labels `[n]` int32
 */
export declare function gatherExamples({ split, shape }: Examples, indices: Int32Array): {
    images: Tensor2D;
    labels: Tensor1D;
};
