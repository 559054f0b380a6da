import { type Backend } from "../../backend/choose";
export declare const ENVIRONMENT_FILE: "environment.json";
export interface Environment {
    largebatch: string;
    /** Commit of the source, with "-dirty" where files differ from it; absent outside a checkout. */
    revision?: string;
    node: string;
    tensorflowjs?: string;
    /** The native library's. */
    tensorflow?: string;
    backend?: string;
    device?: string;
    /** Of one operation. */
    threads?: number;
    sideBySide?: number;
    system: string;
    processor: string;
    seed: number;
}
/** In the file: the environment of the process that had the run last, and those before it where they differ. */
export interface KeptEnvironment extends Environment {
    earlier?: Environment[];
}
/** @param backend that computes, once it is chosen */
export declare function environment(seed: number, backend?: Backend | undefined): Promise<Environment>;
/** Writes the environment of a run. @param resumed whether it goes on with what an earlier process computed, whose environment then stays in the file */
export declare function keepEnvironment(folder: string, seed: number, resumed: boolean): Promise<void>;
