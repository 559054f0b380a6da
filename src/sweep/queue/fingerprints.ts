/** Fingerprints of data sets, each worked out once a process: coordinator and workers must train on the same examples. */
import type { Run } from "../../config";
import { loadData } from "../../data";
import { fingerprint } from "../../data/fingerprint";
import { UserError } from "../../errors";

/** What was found here, and how the files differ from the official ones. */
export interface DataHere {
  sha256: string;
  variant: string | undefined;
}

export type Fingerprints = (run: Run) => Promise<DataHere>;

/** @returns a function that throws as `loadData` does where the data are not here */
export function fingerprints(): Fingerprints {
  const known = new Map<string, Promise<DataHere>>();
  return ({ data: name, trainSize, validation }) => {
    const key = JSON.stringify([name, trainSize, validation]);
    const found =
      known.get(key) ?? loadData(name, { trainSize, validation }).then((set) => ({ sha256: fingerprint(set), variant: set.variant }));
    known.set(key, found);
    // A download that failed is tried again by the next run.
    found.catch(() => known.delete(key));
    return found;
  };
}

/** Said by a worker whose data are not the coordinator's. */
export const dataRefused = ({ data }: Run, { variant }: DataHere): UserError =>
  new UserError(
    `The examples of ${data} on this machine are not the coordinator's${variant ? ` (here: ${variant})` : ""}: the runs would not be comparable. ` +
      "Put the same files in place on both machines (npx largebatch data), then start the worker again.",
  );
