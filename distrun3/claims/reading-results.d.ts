import { type Summary } from "../stats/summary";
import { type Claim } from "./claim";
/** One imagined experiment: `seeds` differences between two batch sizes. */
export interface Experiment {
    summary: Summary;
    /** Whether the 95 % interval holds the true difference. */
    holds: boolean;
    values: number[];
}
export interface ExperimentOptions {
    /** Of the random numbers. */
    seed: number;
    /** How many experiments. */
    experiments: number;
    /** Runs of each. */
    seeds: number;
    /** The true mean difference. */
    truth: number;
    /** Standard deviation between runs. */
    sd: number;
}
/** Experiments with nearly normal values around a known truth. The same seed gives the same numbers. */
export declare function drawExperiments({ seed, experiments, seeds, truth, sd }: ExperimentOptions): Experiment[];
/** How many of the experiments hold the truth, with Wilson's 95 % interval of that share. */
export declare function coverage(experiments: readonly Experiment[]): {
    share: number;
    low: number;
    high: number;
    n: number;
};
/** The promise of the intervals, as a claim like any other. */
export declare const coverageClaim: (experiments: readonly Experiment[]) => Claim;
/** The same values read for the claim "larger than 0" and, with their signs turned, for the same claim again. */
export declare const readBothWays: (values: readonly number[]) => {
    straight: Claim;
    turned: Claim;
};
/**
 * A noisy quadratic model of training (after Zhang et al., 2019): loss ½ Σ hᵢwᵢ², steps along a gradient with noise of variance hᵢσ²/batch.
 * No network: it has a loss, a batch and a learning rate, and that is enough to see what a budget does.
 */
export interface Quadratic {
    /** Curvatures h: 1, ½, ⅓, … so many. */
    dimension: number;
    /** Standard deviation σ of one example's noise. */
    noise: number;
    rate: number;
    /** Examples of an epoch. */
    examples: number;
}
export declare const QUADRATIC: Quadratic;
export interface QuadraticRun {
    batch: number;
    seed: number;
    stepsPerEpoch: number;
    /** Loss after each step; the first is that of the start. */
    losses: number[];
    /** Epoch in which the loss ceased to improve, by the rule of all trainings here. */
    stalled: number;
}
/** One run to its stall, or to `limit` epochs. Runs of one seed start at the same point. */
export declare function runQuadratic(batch: number, seed: number, { dimension, noise, rate, examples }?: Quadratic, limit?: number): QuadraticRun;
export interface BudgetRow {
    budget: string;
    small: Summary;
    large: Summary;
    /** Large less small, seed by seed, with its interval. */
    difference: Summary;
}
/**
 * The three budgets on pairs of runs: as many epochs, as many steps, until the loss ceases to improve.
 * @param epochs of the first budget; the second gives both as many steps as the large batch made in them
 */
export declare function threeBudgets(pairs: readonly {
    small: QuadraticRun;
    large: QuadraticRun;
}[], epochs: number): BudgetRow[];
/** What the three budgets say of "the large batch ends with the higher training loss". */
export declare const budgetClaims: (rows: readonly BudgetRow[]) => Claim[];
