/** What a compiled step is given: rows of data and values of each turn, as typed arrays. */
import { type Tensor, tf } from "../backend/tf";
import { UsageError } from "../errors";
import { describeTensor } from "./notes";
import { type Constant, DTYPES } from "./trace";

/** Data of a step, one row an example: a tensor, or bytes that the step gets as float32 in [0, 1]. */
export type Rows = Tensor | { shape: number[]; values: Uint8Array };

export type Hosted = Constant & { name: string };

/** Copies data to typed arrays. */
export function hosted(rows: Rows): Constant {
  if (rows instanceof tf.Tensor) return { ...describeTensor(rows), values: rows.dataSync() as Constant["values"] };
  return { shape: rows.shape, dtype: DTYPES.uint8, values: rows.values };
}

/** How many rows there are. @throws UsageError where the data differ in it */
export function rowCount(data: readonly Hosted[]): number {
  const [first, ...others] = data;
  if (!first) return 1;
  const other = others.find(({ shape }) => shape[0] !== first.shape[0]);
  if (other) {
    throw new UsageError(
      `The data must have as many rows each; ${first.name} has ${first.shape[0]} and ${other.name} has ${other.shape[0]}.`,
    );
  }
  return first.shape[0] as number;
}

/** `n` rows to record with; bytes become float32 in [0, 1], as in the program. */
export function exampleOf({ shape: [count = 1, ...shape], dtype, values }: Constant, n: number, variant: number): Tensor {
  const size = values.length / count;
  const rows = Array.from({ length: n }, (_, i) => (i * variant + variant - 1) % count);
  const chosen = new (values.constructor as new (length: number) => Constant["values"])(n * size);
  for (const [i, row] of rows.entries()) chosen.set(values.subarray(row * size, (row + 1) * size), i * size);
  if (dtype === DTYPES.uint8) return tf.div(tf.tensor(Float32Array.from(chosen), [n, ...shape]), 255);
  return tf.tensor(chosen, [n, ...shape], dtype === DTYPES.int32 ? "int32" : dtype === DTYPES.bool ? "bool" : "float32");
}

/** @throws UsageError for a row that is not there */
export function rowNumbers(rows: ArrayLike<number>, count: number): Int32Array {
  const checked = Int32Array.from(rows);
  // A GPU would take zeros for a row that is not there.
  const wrong = checked.find((row) => row < 0 || row >= count);
  if (wrong !== undefined) throw new UsageError(`There is no row ${wrong}: the data have the rows 0 to ${count - 1}.`);
  return checked;
}

/** The values of a feed for some turns. @throws UsageError where they are not as many as needed */
export function fedValues(name: string, { size, dtype }: Tensor, turns: number, values: ArrayLike<number> | undefined): Constant["values"] {
  if (values?.length !== turns * size) {
    throw new UsageError(`Expected ${turns * size} values of ${name} for ${turns} turns, got ${values?.length ?? "none"}.`);
  }
  return dtype === "int32" ? Int32Array.from(values) : dtype === "bool" ? Uint8Array.from(values) : Float32Array.from(values);
}
