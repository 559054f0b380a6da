import { type KernelName } from "./kernels";
/** Of each kernel, every test with `ok` or why it did not pass. */
export type Outcomes = {
    kernel: KernelName;
    version: string;
    outcomes: Record<string, string>;
}[];
/** The official test suite of Jupyter with our samples, or our own probes. */
export type Probe = "suite" | "features";
/** Which kernels: those that run TypeScript. @throws UserError when Deno is asked for and not installed, or a probe itself fails */
export declare function probeKernels(probe: Probe, { peers, only, onProgress }?: {
    peers?: boolean;
    only?: KernelName[];
    onProgress?(line: string): void;
}): Promise<Outcomes>;
/** What each kernel passes, one line a test, and how many in all. */
export declare function probesTable(found: Outcomes): string;
