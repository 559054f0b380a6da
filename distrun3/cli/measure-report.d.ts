import type { Along } from "../measure/panel/along";
import { type Comparison } from "../measure/panel/compare";
import type { StoredMeasure } from "../measure/panel/stored";
/** What `--json` prints, an entry each: of a run, of a run along its training, of several runs together. */
export type Entry = {
    run: string;
    measures: StoredMeasure[];
} | {
    run: string;
    along: Along[];
} | {
    runs: string[];
    measures: StoredMeasure[];
};
/** An entry in words and numbers. */
export declare function report(entry: Entry): string;
export interface ComparedMeasure extends Comparison {
    what: string;
    /** Which number of the result. */
    number: string;
}
/** Each measure's main number by batch. */
export declare function compared(results: readonly {
    run: string;
    measures: StoredMeasure[];
}[]): Promise<ComparedMeasure[]>;
export declare function comparisonTable(rows: ComparedMeasure[]): string;
export declare const short: (value: number) => string;
