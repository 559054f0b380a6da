/** What cannot be recorded, by TensorFlow's names: operations that reach outside, remember something of their own, or give results of no fixed size. */
import { UserError } from "../errors";
import { DTYPES } from "./trace";

/** What cannot be recorded, with the operation's name and what to do instead. */
export class RecordError extends UserError {
  override readonly name = "RecordError";
}

/** TensorFlow's number of complex64, which only the results of operations may have. */
const COMPLEX64 = 8;

const REFUSED: [RegExp, string][] = [
  [
    /^(Random|Multinomial|TruncatedNormal|ParameterizedTruncatedNormal|Stateful)/,
    "draws random numbers from a state of its own. Draw them with uniform(), of a seed and a step",
  ],
  [
    /^(Where|Unique|ListDiff|NonMaxSuppression|DynamicPartition|SetSize)/,
    "gives a result whose shape depends on the data. Use operations of fixed shape, such as a mask (tf.where), or do it outside the step",
  ],
  [/Summary|^(Print|Encode|Decode|ReadFile|WriteFile|Save|Restore)/, "reads or writes files. Do it outside the step"],
];

/** Why an operation is refused whatever it is given. @returns the rest of a sentence that begins with its name, or nothing */
export function refusedAlways(type: string): string | undefined {
  return REFUSED.find(([names]) => names.test(type))?.[1];
}

const RESULTS: readonly number[] = [DTYPES.float32, DTYPES.int32, DTYPES.uint8, DTYPES.int64, DTYPES.bool, COMPLEX64];
const CONSTANTS: readonly number[] = [DTYPES.float32, DTYPES.int32, DTYPES.bool];

/** Why a result of this type is refused. */
export const refusedResult = (dtype: number): string | undefined =>
  RESULTS.includes(dtype) ? undefined : "gives strings or a resource, which a graph does not hand on. Do it outside the step";

/** Why a constant of this type is refused. */
export const refusedConstant = (dtype: number): string | undefined =>
  CONSTANTS.includes(dtype)
    ? undefined
    : "takes a constant of strings or complex numbers. Do it outside the step, or build it from numbers";
