import { type SweepInput } from "../grid";
import type { FaultOptions, FaultReport, Part } from "./part";
export interface QueueFaultOptions extends FaultOptions {
    input?: SweepInput;
    /** Milliseconds between two strikes: at least, at most. */
    every?: readonly [number, number];
}
export declare const queuePart: Part;
/** Strikes until the number of kills is reached, a sweep after the other, and compares each with one that a pool did undisturbed. */
export declare function queueFaults({ seed, kills, folder, onLine, input, every }: QueueFaultOptions): Promise<FaultReport>;
