import { type DataName } from "./data/dataset";
import { type NetworkName } from "./model/networks";
export declare const OPTIMIZER_NAMES: readonly ["sgd", "momentum", "adam"];
export type OptimizerName = (typeof OPTIMIZER_NAMES)[number];
/** When a training ends. `stall`: the loss has ceased to improve (see train/stopping.ts). */
export declare const UNTIL: readonly ["stall", "epochs", "steps"];
export type Until = (typeof UNTIL)[number];
/** One training, identified by its settings. */
export interface Run {
    network: NetworkName;
    data: DataName;
    /** Number of training examples, the first of a fixed class-balanced order; absent: all. */
    trainSize?: number;
    /** Training examples held out, in equal numbers of each class, for choices such as a learning rate: accuracy is then measured on them, and the test set is not read. Absent: none. */
    validation?: number;
    /** Size of a mini-batch. A last, partial batch of an epoch is dropped. */
    batch: number;
    seed: number;
    optimizer: OptimizerName;
    learningRate: number;
    /** Of `momentum`. */
    momentum: number;
    /** Of Adam. */
    beta1: number;
    beta2: number;
    epsilon: number;
    /** λ of the penalty λ/2 · ‖w‖² added to the loss. */
    weightDecay: number;
    /** Share of the old value that batch norm's running statistics keep at each step. */
    statisticsMomentum: number;
    until: Until;
    /** Epochs to train, or at most to train. */
    epochs: number;
    /** Steps to train, or at most to train; absent: no limit. */
    steps?: number;
    /** Epochs without improvement after which the loss counts as stalled. */
    patience: number;
    /** Improvement of the mean training loss (nats) that counts. */
    minDelta: number;
    /** Test (or validation) loss and accuracy are measured every so many epochs, and at the end. */
    evaluateEvery: number;
}
/** Adam: the default of its authors (Kingma and Ba, 2015); Keskar et al. trained with Adam. SGD and momentum: common first choices, to be tuned. */
export declare const LEARNING_RATES: Record<OptimizerName, number>;
/** What a user writes: differences from the defaults. */
export type RunInput = Partial<Run> & Pick<Run, "network">;
/**
 * A complete run from the settings that differ from the defaults.
 * @throws UsageError that names each wrong setting, what was expected and what was got
 */
export declare function parseRun(input: unknown): Run;
/** What is wrong with single settings of a run, by name; settings that are missing, or that do not go together, are `parseRun`'s to find. */
export declare function settingFaults(settings: Record<string, unknown>): {
    key: string;
    fault: string;
}[];
/** @throws UsageError unless the run has all its settings, as `parseRun` gives it */
export declare function requireComplete(run: Run): void;
/** The run as JSON in one fixed form: settings in alphabetical order, those that are absent left out. */
export declare const canonicalJson: (run: Run) => string;
/** Names of all settings. */
export declare const RUN_KEYS: string[];
/** The number that a text writes in decimal, e.g. "16", "-0.5" or "1e-3"; undefined where it is none. */
export declare const decimal: (text: string) => number | undefined;
/** Pairs from `key=value` texts, as given to --set; numbers as numbers. @throws UsageError for a text without "=" */
export declare const parsePairs: (texts: string[]) => [string, string | number][];
/**
 * Settings of a run from `key=value` texts.
 * @throws UsageError for a text without "=" or an unknown key
 */
export declare function parseSettings(texts: string[]): Record<string, string | number>;
