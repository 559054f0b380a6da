/** The claims of the second notebook: large batches cut the time, devices without large batches do not, and the published records are far below and above 3 % of the data. */
import { type Scaled } from "../scaling/cost-model";
import type { Estimate } from "../scaling/fit";
import { type DerivedRecord } from "../scaling/records";
import type { Throughput } from "../scaling/throughput";
import { type Claim } from "./claim";
/** The published trainings, oldest first, each with what follows from it; speed against the first. */
export declare function recordTable(): DerivedRecord[];
/** The row of a team. @throws RangeError where there is none */
export declare function recordOf(team: string, records: readonly DerivedRecord[]): DerivedRecord;
/** What the cost model makes of two published rows on the same card, and what it then expects of a third. */
export interface Forecast {
    /** Milliseconds a step that the two rows differ by, and the latency of a message that explains it: both have as many examples a device. */
    differenceMs: number;
    latencyMs: number;
    /** Minutes of the third row by a ring with that latency, and by no further cost at all. */
    ringMinutes: number;
    levelMinutes: number;
    /** As published. */
    minutes: number;
}
/**
 * From 8 and 256 P100 (He, Goyal) to 1,024 (Akiba), each with 32 images a device. A ring hands on 2 (p − 1) messages, so its latency grows with p, while the bytes of a device hardly do.
 * @param weights of ResNet-50
 */
export declare function forecastRecord(records: readonly DerivedRecord[], weights: number): Forecast;
export interface LargeBatchEvidence {
    records: readonly DerivedRecord[];
    forecast: Forecast;
    throughput: readonly Throughput[];
    /** Of the cost model's line: milliseconds of a step beside its examples. */
    overhead: Estimate;
    /** Strong scaling of a small and of a large batch over the same devices, by the cost model. */
    smallBatch: readonly Scaled[];
    largeBatch: readonly Scaled[];
    /** Largest distance of a weight after data-parallel training from the same weight after training alone, as a share of how far it moved; one a number of replicas. */
    apart: readonly number[];
}
/** The notebook's part of the ledger. */
export declare function largeBatchClaims(evidence: LargeBatchEvidence): Claim[];
/** Rows of the records for a table in a notebook; a dash is what was not published. */
export declare const recordRows: (records: readonly DerivedRecord[]) => Record<string, string | number>[];
