import { type BenchNetwork, type Cell } from "./work";
/**
 * `work.json` (sizes and shapes), `weights.f32` (all weights in order; kernels `[height, width, in, out]` and `[in, out]`), `images.u8`, `labels.u8`, `rows.i32`.
 * @returns the folder, and its removal
 */
export declare const exportWork: (cell: Cell) => Exported;
/** The same for the benchmarks of measures, with a direction in `direction.f32`. */
export declare function exportMeasureWork(network: BenchNetwork, examples: number): Exported;
interface Exported {
    folder: string;
    remove(): void;
}
export {};
