import { type LoopSpec } from "./loop";
import { type Constant, type Value } from "./trace";
export type { LoopSpec, Source } from "./loop";
export interface ProgramSpec {
    state: Value[];
    /** Data variables: `rows` are gathered from them. uint8 rows become float32 in [0, 1]. */
    data: Record<string, Value>;
    loops: Record<string, LoopSpec>;
}
/** One value or row a turn, by name. */
export type Feeds = Record<string, Float32Array | Int32Array>;
export interface Program {
    /** @param from number of the first state that is written; the others stay */
    writeState(values: Float32Array[], from?: number): void;
    readState(): Float32Array[];
    writeData(name: string, data: Constant): void;
    /**
     * Runs a loop.
     * @param rows `turns · batch` row numbers
     * @returns the reported scalars, `[turn][report]` flattened
     */
    run(loop: string, rows: Int32Array, feeds?: Feeds): Float32Array;
    /** Sets the sums of a loop to zero; `run` adds to them. */
    clearSums(loop: string): void;
    /** The sums over all turns since they were cleared, output by output. */
    readSums(loop: string): Float64Array[];
    dispose(): void;
}
/** Compiles a program. Its state is undefined until `writeState`, its data until `writeData`. */
export declare function compile(spec: ProgramSpec): Program;
