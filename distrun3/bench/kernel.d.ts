import { type BenchKernel, type KernelName } from "./kernels";
import { type Spread } from "./step";
/** What is measured, in this order; `bench/kernel/driver.py` says how. */
export declare const KERNEL_TASKS: readonly ["start", "trivial", "declaring", "lines", "display", "memory"];
export type KernelTask = (typeof KERNEL_TASKS)[number];
export interface KernelRow {
    kernel: KernelName;
    version: string;
    /** Milliseconds of each task but `memory`. A task that the kernel failed is absent. */
    ms: Partial<Record<Exclude<KernelTask, "memory">, Spread>>;
    /** Of the 100,000 lines, how many arrived, each counted once. */
    lines?: Spread;
    /** Megabytes after the declaring cells, and how many of them those added. */
    memoryMB?: Spread;
    addedMB?: Spread;
    /** What a kernel failed, and how. */
    failures: Partial<Record<KernelTask, string>>;
}
export interface KernelBenchOptions {
    /** Also Deno and ipykernel. */
    peers?: boolean;
    /** Measurements of each task, in turn. */
    rounds?: number;
    tasks?: readonly KernelTask[];
    /** Declaring cells before the memory is read; 500. */
    cells?: number;
    onProgress?(line: string): void;
}
interface Answer {
    error?: string;
    version?: string;
    ms?: number;
    arrived?: number;
    ordered?: boolean;
    /** Answers of cells that never came. */
    lost?: number;
    bytes?: number;
    added?: number;
}
/** @throws UserError when a peer is not set up, or lines of our own kernel are lost */
export declare function benchKernel(options?: KernelBenchOptions): Promise<KernelRow[]>;
/** @throws UserError for our own kernel where lines are lost or out of order: its time would mean nothing */
export declare function rowOf({ name, version }: BenchKernel, tasks: readonly KernelTask[], answersOf: (task: KernelTask) => Answer[]): KernelRow;
export {};
