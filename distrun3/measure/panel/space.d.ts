import { type CurveName } from "../curve";
import type { BatchNormMode } from "../network-loss";
import { type MinimaPlane } from "../plane";
import { type Evaluations } from "../point-evaluations";
import { type SpaceMeasure } from "./joint";
/** One point of a curve between two runs. */
export interface PathRow extends Evaluations {
    curve: CurveName;
    /** Null for a network without batch norm. */
    batchNorm: BatchNormMode | null;
    /** 0 at the first run, 1 at the second. */
    alpha: number;
}
/** The largest loss between the ends of each curve above the straight line from one end's loss to the other's, nats; null where the points leave out an end. */
export declare function barriersOf(rows: readonly PathRow[]): {
    curve: "curvilinear" | "linear";
    batchNorm: "batch" | "recomputed" | "running" | null;
    train: number | null;
    test: number | null;
}[];
/** How much of each of the three points there is at a point of their plane; the shares add up to 1. */
export declare function sharesAt([, second, third]: MinimaPlane["points"], { alpha, beta }: {
    alpha: number;
    beta: number;
}): [number, number, number];
export declare const spaceMeasures: Record<string, SpaceMeasure>;
