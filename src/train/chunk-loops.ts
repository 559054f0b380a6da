/** Loops of a program over the chunks of a split, the state left as it is: what evaluations, gradients and curvature of a whole data set are made of. */

import { nativeDevice } from "../backend/binding";
import { type Tensor, type Tensor1D, tf } from "../backend/tf";
import type { DataSet, Split } from "../data/dataset";
import { recordForBatch } from "../trace/batch";
import { optimize } from "../trace/passes";
import type { LoopSpec, Program, Source } from "../trace/program";
import type { TensorFunction } from "../trace/record";
import { DTYPES, type Trace, type Value } from "../trace/trace";
import type { ChunkInput } from "./evaluate";

export type SplitName = "train" | "test";

/** The data variables of some splits. @param size values an example */
export const dataVariables = (splits: Partial<Record<SplitName, Split>>, size: number): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(splits).flatMap(([name, { count }]) => [
      [`${name}Images`, { shape: [count, size], dtype: DTYPES.uint8 }],
      [`${name}Labels`, { shape: [count], dtype: DTYPES.int32 }],
    ]),
  );

/** Puts the splits into their variables. */
export function writeSplits(program: Program, splits: Partial<Record<SplitName, Split>>, size: number): void {
  for (const [name, split] of Object.entries(splits)) {
    program.writeData(`${name}Images`, { shape: [split.count, size], dtype: DTYPES.uint8, values: split.images });
    program.writeData(`${name}Labels`, { shape: [split.count], dtype: DTYPES.int32, values: Int32Array.from(split.labels) });
  }
}

/** This turn's images and labels. */
export const rowsOf = (split: SplitName): Source[] => [
  { from: "rows", data: `${split}Images` },
  { from: "rows", data: `${split}Labels` },
];

/** What a loop over chunks does. */
export interface ChunkWork {
  split: SplitName;
  /** Examples a chunk. */
  chunk: number;
  /** The step on state, images, labels and counts, recorded for this chunk. */
  trace: Trace;
  /** Numbers of the states that it reads. */
  states: number[];
  outputs: LoopSpec["outputs"];
}

export const chunkLoop = ({ split, chunk, trace, states, outputs }: ChunkWork): LoopSpec => ({
  trace,
  batch: chunk,
  inputs: [...states.map((index): Source => ({ from: "state", index })), ...rowsOf(split), { from: "feed", feed: "counts" }],
  outputs,
});

/** Records a step on state tensors and a chunk; plain, before any pass. */
export function recordChunk(
  step: (state: Tensor[], input: ChunkInput) => Tensor[],
  state: { shape: number[] }[],
  data: DataSet,
  size: number,
  chunk: number,
): Trace {
  const whole = (inputs: Tensor[]): Tensor[] => {
    const [images, labels, counts] = inputs.slice(state.length) as [Tensor, Tensor1D, Tensor1D];
    return step(inputs.slice(0, state.length), { images, labels, counts });
  };
  return recordPlain(
    whole,
    (n, variant) => [...stateExample(state, variant), ...batchExample(n, size, data.classes, variant), tf.fill([n], variant)],
    chunk,
  );
}

/** Records for a batch inside a tidy; plain, before any pass. @param grain of a step that cuts its batch */
export function recordPlain(step: TensorFunction, example: (n: number, variant: number) => Tensor[], batch: number, grain?: number): Trace {
  let trace: Trace | undefined;
  tf.tidy(() => {
    trace = recordForBatch(step, example, batch, grain);
  });
  return trace as Trace;
}

/** The trace that is run. */
export const optimized = (trace: Trace): Trace => optimize(trace, nativeDevice());

/** State to record with: any finite numbers will do, as only the operations are kept. */
export const stateExample = (specs: { shape: number[] }[], variant: number): Tensor[] =>
  specs.map(({ shape }) => tf.fill(shape, 0.01 * variant));

export const batchExample = (n: number, size: number, classes: number, variant: number): Tensor[] => [
  tf.fill([n, size], 0.1 * variant),
  tf.tensor1d(
    Int32Array.from({ length: n }, (_, i) => (i * variant) % classes),
    "int32",
  ),
];
