import { type Executor } from "./executor";
import { type PlaceWish } from "./pool/places";
export interface PoolOptions extends PlaceWish {
    /** Megabytes beyond which a process is replaced when its run is done. Default: its part of four fifths of the machine's memory, at most 2,000. */
    memoryMB?: number;
    /** Seconds without a sign that any run may take; slow ones may take more. Default: 60. */
    silence?: number;
}
/** @throws UsageError for options that make no sense */
export declare function pool(options?: PoolOptions): Executor;
