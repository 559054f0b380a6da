/** The processes of a worker that execute its runs: those of the pool, one a place, each given one run after the other. */
import type { Planned } from "../executor";
import { type Ended, type Watch } from "../pool/process";
import type { RunSettings } from "../pool/protocol";
/** `unfit`: this machine cannot execute any run. */
export type Executed = Ended | {
    kind: "unfit";
    error: string;
};
/** Executes one run on this machine. */
export type Execute = (planned: Planned, settings: RunSettings, watch: Watch) => Promise<Executed>;
export interface Hands {
    execute: Execute;
    end(): Promise<void>;
}
/** @throws UsageError for a number that makes no sense */
export declare function makeHands(concurrency: number): Hands;
