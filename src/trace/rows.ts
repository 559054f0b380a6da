/** What a compiled step is given: rows of data and values of each turn, as typed arrays. */
import { isUint8Array } from "node:util/types";
import { type Tensor, tf } from "../backend/tf";
import { UsageError } from "../errors";
import { describeTensor } from "./notes";
import { type Constant, DTYPES } from "./trace";

/** Data of a step, one row an example: a tensor, or bytes that the step gets as float32 in [0, 1]. */
export type Rows = Tensor | { shape: number[]; values: Uint8Array };

export type Hosted = Constant & { name: string };

/** Copies data to typed arrays. @throws UsageError for what is no data, by its name */
export function hostedData(data: Record<string, Rows>): Hosted[] {
  if (typeof data !== "object" || data === null || (data as object) instanceof tf.Tensor) {
    throw new UsageError(
      "The step needs `data`: its inputs by name, such as { batch: 64, data: { x: images } }, or {} for a step without.",
    );
  }
  return Object.entries(data).map(([name, rows]) => ({ name, ...hosted(name, rows) }));
}

function hosted(name: string, rows: Rows): Constant {
  const isTensor = rows instanceof tf.Tensor;
  if (!isTensor && !(Array.isArray(rows?.shape) && isUint8Array(rows.values))) {
    throw new UsageError(`The data ${name} must be a tensor, or bytes as { shape: [rows, …], values: Uint8Array }.`);
  }
  const { shape } = rows;
  if (!shape[0]) throw new UsageError(`The data ${name} of shape [${shape}] have no rows. Their first dimension counts the rows.`);
  if (isTensor) return { ...describeTensor(rows), values: rows.dataSync() as Constant["values"] };
  const size = shape.reduce((a, b) => a * b, 1);
  if (rows.values.length !== size) {
    throw new UsageError(`The data ${name} of shape [${shape}] take ${size} bytes, got ${rows.values.length}.`);
  }
  return { shape, dtype: DTYPES.uint8, values: rows.values };
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
  // A GPU would take zeros for a row that is not there, and Int32Array row 0 for NaN.
  const wrong = Array.prototype.findIndex.call(rows, (row) => !(Number.isInteger(row) && row >= 0 && row < count));
  if (wrong >= 0) throw new UsageError(`There is no row ${rows[wrong]}: the data have the rows 0 to ${count - 1}.`);
  return Int32Array.from(rows);
}

export interface Feed {
  name: string;
  /** One turn's value: its shape and type are those of all turns. */
  tensor: Tensor;
}

/** The feeds of a step. @throws UsageError for one that is no tensor, or has the name of data */
export function feedsOf(feeds: Record<string, Tensor>, data: readonly Hosted[]): Feed[] {
  return Object.entries(feeds).map(([name, tensor]) => {
    if (!(tensor instanceof tf.Tensor)) {
      throw new UsageError(
        `The feed ${name} must be a tensor of one turn's value, such as tf.scalar(0.1) or tf.tensor1d([1, 0], "int32").`,
      );
    }
    if (data.some((each) => each.name === name)) {
      throw new UsageError(`There are data and a feed of the name ${name}, and the step gets one of them. Rename one.`);
    }
    return { name, tensor };
  });
}

/** @throws UsageError for a key that nobody reads */
export function expectKnown(what: string, given: object | undefined, known: readonly string[]): void {
  const other = Object.keys(given ?? {}).find((key) => !known.includes(key));
  if (other === undefined) return;
  throw new UsageError(`There is no ${what} "${other}". ${known.length > 0 ? `Known: ${known.join(", ")}.` : "The step has none."}`);
}

/** The values of a feed for some turns. @throws UsageError where they are not as many as needed */
export function fedValues(name: string, { size, dtype }: Tensor, turns: number, values: ArrayLike<number> | undefined): Constant["values"] {
  if (values?.length !== turns * size) {
    throw new UsageError(`Expected ${turns * size} values of ${name} for ${turns} turns, got ${values?.length ?? "none"}.`);
  }
  return dtype === "int32" ? Int32Array.from(values) : dtype === "bool" ? Uint8Array.from(values) : Float32Array.from(values);
}
