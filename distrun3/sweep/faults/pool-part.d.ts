import { type SweepInput } from "../grid";
import type { FaultOptions, FaultReport, Part } from "./part";
export interface PoolFaultOptions extends FaultOptions {
    input?: SweepInput;
}
export declare const poolPart: Part;
/** Strikes until the number of kills is reached, a sweep after the other, and compares each with an undisturbed one. */
export declare function poolFaults({ seed, kills, folder, onLine, input }: PoolFaultOptions): Promise<FaultReport>;
