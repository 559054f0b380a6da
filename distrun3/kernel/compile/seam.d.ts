import { Judge } from "./diagnostics";
import { CellProgram } from "./program";
/** What stands behind a converter of tslab. */
export interface Behind {
    program: CellProgram;
    judge: Judge;
}
export declare const createConverter: typeof import("tslab/dist/converter").createConverter, isCompleteCode: typeof import("tslab/dist/converter").isCompleteCode;
export declare const createExecutor: typeof import("tslab/dist/executor").createExecutor;
/** Makes a converter for `folder` with `create`; tslab takes the current folder of the process for it. */
export declare function behind<T>(folder: string, create: () => T): {
    made: T;
} & Behind;
