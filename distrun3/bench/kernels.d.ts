import { type Kernelspec } from "../kernel/install";
/** Names of the kernels, in the order in which they take their turns. */
export declare const KERNELS: readonly ["largebatch", "tslab", "deno", "ipykernel"];
export type KernelName = (typeof KERNELS)[number];
export interface BenchKernel {
    name: KernelName;
    version: string;
    /** Which cells it is given: Python, TypeScript, or TypeScript with stock tslab's own displays. */
    cells: "typescript" | "tslab" | "python";
    spec: Kernelspec;
}
/**
 * @param peers Also Deno and ipykernel.
 * @throws UserError when Deno is not installed
 */
export declare function benchKernels(peers: boolean): BenchKernel[];
/** A temporary folder to run kernels in: `node_modules` at hand, and kernelspecs where `JUPYTER_PATH` may point. `remove` deletes it. */
export declare function kernelFolder(kernels: BenchKernel[]): {
    folder: string;
    jupyter: string;
    remove(): void;
};
