/** The ledger: what is claimed, the test that was stated before, what came out, and the verdict that follows. A verdict is computed here and nowhere written by hand. */
import type { Summary } from "../stats/summary";
import { type Mark } from "./published";
export type Verdict = "reproduced" | "direction only" | "not reproduced" | "not tested";
/** A published figure, with its interval where one was published. */
export interface PublishedValue {
    value: number;
    low?: number;
    high?: number;
    mark: Mark;
}
/** A number that can be counted: it is the published one, or it is not. */
export interface CountTest {
    kind: "count";
    /** What is counted, with its unit. */
    effect: string;
    /** Relative deviation that still counts as the same, for figures that were published rounded. Default 0: exactly the same. */
    tolerance?: number;
}
/**
 * A measured quantity with an interval. `direction`: only its side of `from` was claimed. `difference` and `ratio`: its size was published, too; a difference is
 * compared with 0 and a ratio with 1, unless `from` says otherwise.
 */
export interface EffectTest {
    kind: "direction" | "difference" | "ratio";
    /** What is measured, with its unit. */
    effect: string;
    /** On which side of `from` the claim expects it. */
    direction: "above" | "below";
    from?: number;
    /** Measurements (seeds, as a rule) that the test asks for at least. */
    seeds: number;
}
export type ClaimTest = CountTest | EffectTest;
/** A claim before it is tested. */
export interface Hypothesis {
    /** Short and lasting, such as "resnet-152-depth". */
    id: string;
    statement: string;
    /** Who claims it, and where. */
    source: string;
    published?: PublishedValue;
    test: ClaimTest;
}
/** What a test gave. Without an estimate the claim is not tested, and `reason` says why. */
export interface Evidence {
    estimate?: number;
    /** 95 % interval unless `test.effect` says otherwise. */
    interval?: readonly [low: number, high: number];
    /** Measurements behind the estimate. Default 1. */
    n?: number;
    reason?: string;
    /** The runs behind it, by their ids. */
    runs?: readonly string[];
}
/** A claim with its verdict. Plain data: it goes into JSON as it is. */
export interface Claim extends Hypothesis {
    estimate: number | null;
    interval: [low: number, high: number] | null;
    n: number;
    verdict: Verdict;
    /** Why the verdict is not "reproduced". */
    reason?: string;
    runs: string[];
}
/** Tests a claim. @throws RangeError for an interval whose ends are swapped */
export declare function judge(hypothesis: Hypothesis, evidence: Evidence): Claim;
/** The evidence of a summary over seeds. @param transform from the scale of the summary to that of the claim (rising), such as Math.exp for logarithms */
export declare const evidenceOf: ({ n, mean, low, high }: Summary, runs?: readonly string[], transform?: (x: number) => number) => Evidence;
/**
 * The verdict alone.
 *
 * - No estimate, too few measurements or no interval: *not tested*.
 * - `count`: *reproduced* when the estimate is the published number (within the tolerance), else *not reproduced*.
 * - Else the interval must lie wholly on the claimed side: on the other side, or with `from` inside, it is *not reproduced*.
 * - On the claimed side: *reproduced* when the published value (or its interval) meets ours, or when no size was published; *direction only* when it does not.
 *
 * A published value that is only recalled is never compared with.
 */
export declare function verdictOf({ test, published }: Pick<Hypothesis, "test" | "published">, evidence: Evidence): {
    verdict: Verdict;
    reason?: string;
};
/** A number as it is read: integers with grouped digits, others to four significant ones. */
export declare const readable: (value: number) => string;
