import { type Run } from "../config";
import type { DataSet } from "../data/dataset";
import type { Checkpoint } from "./loop";
export declare const CHECKPOINT_FILE = "checkpoint.safetensors";
export declare const LOCK_FILE = "checkpoint.safetensors.lock";
export interface DiskCheckpoint extends Checkpoint {
    /** Path of the file, whether or not it is there. */
    file: string;
    /** When the training is done and its result is safe. A file of another run, or of another process by now, stays. @returns whether there was a checkpoint */
    remove(): Promise<boolean>;
    /** Gives the folder back. What is saved stays. */
    close(): Promise<void>;
}
export interface CheckpointOptions {
    folder: string;
    run: Run;
    data: DataSet;
    /** Default 60. */
    everySeconds?: number;
}
/**
 * The checkpoint of a run in a folder, which it holds from its first `load` or `save` on until `close` or `remove`: one process a folder, one training at a time.
 * What is saved stays whole whenever the process is killed; the next one takes the folder over from a dead process. Its methods throw a UserError that names the file, what is wrong and what to do.
 */
export declare function checkpointIn({ folder, run, data, everySeconds }: CheckpointOptions): DiskCheckpoint;
