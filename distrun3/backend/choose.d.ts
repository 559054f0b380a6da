import { type Native } from "./native";
import { type Threads, type Work } from "./threads";
import { type Adapter, type Card } from "./webgpu";
/** Best first. `auto` takes the first that runs, but never `wasm` (it trains dense networks only) nor WebGPU without a card. */
export declare const BACKEND_NAMES: readonly ["tensorflow-gpu", "tensorflow-cpu", "webgpu", "wasm", "js"];
export type BackendName = (typeof BACKEND_NAMES)[number];
export interface Backend {
    name: BackendName;
    /** What computes: "GPU", "CPU (2 threads)", the name of WebGPU's card, … */
    device: string;
    /** Threads that TensorFlow may use for one operation; 1 for the other backends. */
    threads: number;
    /** Operations that TensorFlow may compute at a time; 1 for the other backends. With 1 thread and 1 operation, results are bit for bit the same each time. */
    sideBySide: number;
    /** Version of TensorFlow's library, where it is in use. */
    tensorflow?: string;
    /** For each better backend, why it is not in use. */
    notBetter: {
        name: BackendName;
        why: string;
    }[];
}
export interface BackendWish {
    /** A name of BACKEND_NAMES, `gpu`, `cpu`, or `auto` (the best that runs). Default: the environment's LARGEBATCH_BACKEND, else `auto`. */
    backend?: string;
    /** Threads of one operation. Default: the environment's LARGEBATCH_THREADS, else what suits the work. With 1, results are bit for bit the same each time. */
    threads?: number | string;
    /** What the process will do most; decides how the cores are shared where no threads are wished for. */
    work?: Work;
}
/** The backend of this process, once `useBackend` has chosen it. */
export declare const chosenBackend: () => Backend | undefined;
/**
 * The backend of this process; the first call decides.
 * @throws UserError for an unknown name, a backend that cannot run here, or a second wish that contradicts the first
 */
export declare function useBackend(wish?: BackendWish): Promise<Backend>;
/** What the machine offers. */
export interface Offer {
    native: Native;
    webgpu: Adapter;
    wasm: {
        missing?: string;
    };
}
/** The pure part of the choice. @throws UserError when the wanted backend cannot run */
export declare function decide(wanted: BackendName | "auto", threads: Threads, offer: Offer): Backend;
/** The name of WebGPU's card; says so where it is none. */
export declare const cardName: ({ name, software }: Card) => string;
/** The full name of a backend. @throws UsageError for an unknown one */
export declare function backendName(name: string): BackendName | "auto";
