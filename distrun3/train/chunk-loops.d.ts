/** Loops of a program over the chunks of a split, the state left as it is: what evaluations, gradients and curvature of a whole data set are made of. */
import { type Tensor } from "../backend/tf";
import type { DataSet, Split } from "../data/dataset";
import type { LoopSpec, Program, Source } from "../trace/program";
import type { TensorFunction } from "../trace/record";
import { type Trace, type Value } from "../trace/trace";
import type { ChunkInput } from "./evaluate";
export type SplitName = "train" | "test";
/** The data variables of some splits. @param size values an example */
export declare const dataVariables: (splits: Partial<Record<SplitName, Split>>, size: number) => Record<string, Value>;
/** Puts the splits into their variables. */
export declare function writeSplits(program: Program, splits: Partial<Record<SplitName, Split>>, size: number): void;
/** This turn's images and labels. */
export declare const rowsOf: (split: SplitName) => Source[];
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
export declare const chunkLoop: ({ split, chunk, trace, states, outputs }: ChunkWork) => LoopSpec;
/** Records a step on state tensors and a chunk; plain, before any pass. */
export declare function recordChunk(step: (state: Tensor[], input: ChunkInput) => Tensor[], state: {
    shape: number[];
}[], data: DataSet, size: number, chunk: number): Trace;
/** Records for a batch inside a tidy; plain, before any pass. */
export declare function recordPlain(step: TensorFunction, example: (n: number, variant: number) => Tensor[], batch: number): Trace;
/** The trace that is run. */
export declare const optimized: (trace: Trace) => Trace;
/** State to record with: any finite numbers will do, as only the operations are kept. */
export declare const stateExample: (specs: {
    shape: number[];
}[], variant: number) => Tensor[];
export declare const batchExample: (n: number, size: number, classes: number, variant: number) => Tensor[];
