/** A sweep as data, and its runs: networks × recipes × batches × seeds. A cell is a network, a recipe and a batch: its runs differ in the seed alone, and share a learning rate. */
import { type Run } from "../config";
import type { DataName } from "../data/dataset";
import type { NetworkName } from "../model/networks";
import type { Budget } from "./budget";
import type { Planned } from "./executor";
import { type RateRule } from "./rates";
/** What a user writes; `parseSweep` checks it. */
export interface SweepInput {
    network: NetworkName | NetworkName[];
    /** Default: glyphs. */
    data?: DataName;
    batches: number[];
    seeds: number[];
    /** "epochs:40", "steps:2000" or "stall" (default). */
    budget?: string;
    /** "fixed" (default), "linear:256", "sqrt:256", "tuned:1e-4..1e-1:7", or the same as an object. */
    rate?: string | RateRule;
    /** Settings of all runs. */
    settings?: Partial<Run>;
    /** Settings by the name of a recipe: each recipe makes the whole grid once more. Default: one, called "plain", without any. */
    recipes?: Record<string, Partial<Run>>;
    /** Measures of the panel taken of each finished run, e.g. "keskar", "hessian". */
    measure?: string[];
}
export interface Recipe {
    name: string;
    /** Those of the sweep, and its own. */
    settings: Partial<Run>;
}
/** Name of the one recipe of a sweep that names none. */
export declare const PLAIN = "plain";
/** A sweep that was checked: each run of it is valid. */
export interface Sweep {
    networks: NetworkName[];
    data: DataName;
    batches: number[];
    seeds: number[];
    budget: Budget;
    rate: RateRule;
    recipes: Recipe[];
    measure: string[];
    /** What was changed in the input, a sentence each: duplicates that count once. */
    notes: string[];
}
export interface Cell {
    network: NetworkName;
    recipe: Recipe;
    batch: number;
}
/** The learning rate found for a cell. */
export interface CellRate {
    network: NetworkName;
    /** Its name. */
    recipe: string;
    batch: number;
    learningRate: number;
}
export declare const cellsOf: ({ networks, recipes, batches }: Sweep) => Cell[];
/** "F1, batch 256", with its recipe where the sweep names any. */
export declare const cellName: ({ network, recipe: { name }, batch }: Cell) => string;
/** "F1 on mnist, batch 256, seed 3", with its recipe where the sweep names any, and with its rate where that is being tuned. */
export declare function runName({ run: { network, data, batch, seed, learningRate, validation }, recipe }: Omit<Planned, "id">): string;
/**
 * The runs of a sweep, seed by seed, so that one that is stopped early has whole comparisons.
 * @param rates where the rule is tuned: runs of a cell that none is given for are left out
 */
export declare function planRuns(sweep: Sweep, rates?: readonly CellRate[]): Planned[];
/** The rates that are tried for a cell, smallest first, each with its runs. Empty where the rule needs no tuning. */
export declare function tuningOf(sweep: Sweep, cell: Cell): {
    learningRate: number;
    runs: Planned[];
}[];
/** All runs that tune a sweep's learning rates. No test example is read in them, and no validation example trained on. */
export declare const tuningRuns: (sweep: Sweep) => Planned[];
/** The smallest seed that a sweep does not use: a rate is not chosen by the luck of a seed that it is then judged with. */
export declare function unusedSeed(seeds: readonly number[]): number;
