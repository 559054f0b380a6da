import type { Spread } from "./step";
import type { BenchNetwork } from "./work";
/** PyTorch in three ways (double backward; PyHessian; torch.func), SciPy's L-BFGS-B over PyTorch, and JAX. */
export declare const MEASURE_PEERS: readonly ["pytorch", "pyhessian", "torchFunc", "scipy", "jax"];
export type MeasurePeer = (typeof MEASURE_PEERS)[number];
export declare const BENCHES: readonly ["hvp", "sharpness", "landscape"];
export type MeasureBench = (typeof BENCHES)[number];
export interface MeasureCell {
    network: BenchNetwork;
    examples: number;
}
export declare const CELLS_OF: Record<MeasureBench, readonly MeasureCell[]>;
export interface MeasureRow {
    network: string;
    /** Examples that the loss is the mean of. */
    batch: number;
    /** Medians, milliseconds: of a gradient (with hvp only), a Hessian product, a search of ten iterations, a cell of a surface. */
    gradientMs?: number;
    ms: number;
    /** The same as `ms`, under the name of the benchmark: `hvpMs`, `sharpnessMs`, `landscapeMs`. */
    [named: `${string}Ms`]: number | undefined;
    peers: Record<string, number>;
    spreads: Record<string, Spread>;
}
export interface MeasureBenchOptions {
    peers?: boolean;
    rounds?: number;
    cells?: readonly MeasureCell[];
    onProgress?(line: string): void;
}
/** @throws UserError when an engine does other work than ours, or the peers are not set up */
export declare function benchMeasure(bench: MeasureBench, { peers, rounds, cells, onProgress }?: MeasureBenchOptions): Promise<MeasureRow[]>;
/** The rows as a Markdown table. */
export declare function measureTable(bench: MeasureBench, rows: MeasureRow[]): string;
