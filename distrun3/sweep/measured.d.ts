import { type MeasureOptions } from "../measure/panel/session";
import { type StoredMeasure } from "../measure/panel/stored";
/** @throws UsageError for a name that is none */
export declare function requireMeasures(what: readonly string[]): void;
/** Takes measures of the finished run in a folder; those that are there already are left as they are. @throws what `measureRun` throws */
export declare const measureFinished: (folder: string, what: readonly string[], hooks?: Pick<MeasureOptions, "signal" | "onEstimate" | "onPass">) => Promise<StoredMeasure[]>;
/** Which measures of a finished run are not there yet; found without loading its weights or its data. */
export declare function missingMeasures(folder: string, what: readonly string[]): Promise<string[]>;
