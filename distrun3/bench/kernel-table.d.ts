/** The rows of `bench kernel` as a Markdown table, kernels side by side. */
import type { KernelRow } from "./kernel";
/** Each value is the median with its smallest and largest. A line that nobody measured is left out; a dash is what a kernel failed. */
export declare function kernelTable(rows: KernelRow[]): string;
