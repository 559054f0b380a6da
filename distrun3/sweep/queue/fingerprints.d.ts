/** Fingerprints of data sets, each worked out once a process: coordinator and workers must train on the same examples. */
import type { Run } from "../../config";
import { UserError } from "../../errors";
/** What was found here, and how the files differ from the official ones. */
export interface DataHere {
    sha256: string;
    variant: string | undefined;
}
export type Fingerprints = (run: Run) => Promise<DataHere>;
/** @returns a function that throws as `loadData` does where the data are not here */
export declare function fingerprints(): Fingerprints;
/** Said by a worker whose data are not the coordinator's. */
export declare const dataRefused: ({ data }: Run, { variant }: DataHere) => UserError;
