/** Which runs of a store are meant. */
import { type RunRow, type Value } from "./row";
/** By column, the value or values that are taken, e.g. `{ network: "F1", batch: [256, 6000], status: "done" }`; columns that are absent take any. */
export type RunFilter = {
    readonly [column: string]: Value | readonly Value[] | undefined;
};
type Test = (row: RunRow) => boolean;
/** A filter made ready: `settled` tests what stays as long as a run has its name, `rest` all else. */
export declare function testsOf(filter?: RunFilter): {
    settled: Test;
    rest: Test;
};
export {};
