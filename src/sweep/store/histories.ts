/** The epochs of stored runs, one after the other, so that the histories of a hundred thousand runs need no more memory than one. */
import { join } from "node:path";
import { FILES } from "./paths";
import { pauses } from "./pauses";
import { MOST_BYTES, own, readObject, readText } from "./read";
import { COLUMNS, type Column, put, type RunRow, typed, type Value } from "./row";

/** An epoch of a run, with what tells the run from others. */
export type EpochRow = Record<string, Value | undefined>;

const ABOUT_RUN = ["id", "network", "data", "variant", "batch", "seed", "optimizer", "learningRate"] as const;

const EPOCH: { column: Column; path: string[] }[] = [
  { column: { name: "epoch", kind: "integer", about: "epochs trained so far" }, path: ["epoch"] },
  { column: { name: "step", kind: "integer", about: "steps trained so far" }, path: ["step"] },
  {
    column: { name: "trainLoss", kind: "real", about: "mean loss of the epoch's batches as they were trained on, nats" },
    path: ["trainLoss"],
  },
  { column: { name: "testLoss", kind: "real", about: "mean loss over the examples of evaluatedOn, nats" }, path: ["test", "loss"] },
  {
    column: { name: "testAccuracy", kind: "real", about: "share of the examples of evaluatedOn classified rightly" },
    path: ["test", "accuracy"],
  },
];

export const HISTORY_COLUMNS: readonly Column[] = [
  ...ABOUT_RUN.map((name) => COLUMNS.find((column) => column.name === name) as Column),
  ...EPOCH.map(({ column }) => column),
  COLUMNS.find(({ name }) => name === "evaluatedOn") as Column,
];

/** The epochs of runs, a block a run; of those that are not done, the epochs so far. What cannot be read of a damaged run is left out. */
export async function* historyRows(store: string, rows: Iterable<RunRow>): AsyncGenerator<EpochRow[]> {
  const pause = pauses();
  for (const row of rows) {
    await pause();
    const run: EpochRow = {};
    for (const name of [...ABOUT_RUN, "evaluatedOn"]) put(run, name, row[name]);
    yield epochsIn(join(store, row.id), row.status, run);
  }
}

/** The epochs of the run in a folder, as columns, behind what is said of the run. What cannot be read is left out. */
export const epochsIn = (folder: string, status: RunRow["status"], about: EpochRow = {}): EpochRow[] =>
  valuesIn(folder, status).map((epoch) => epochRow(epoch, about));

function epochRow(epoch: unknown, about: EpochRow): EpochRow {
  const row: EpochRow = { ...about };
  for (const { column, path } of EPOCH) put(row, column.name, typed(path.reduce<unknown>(own, epoch), column.kind));
  return row;
}

function valuesIn(folder: string, status: RunRow["status"]): unknown[] {
  try {
    if (status === "done") {
      const history = own(readObject(join(folder, FILES.result), MOST_BYTES.result), "history");
      return Array.isArray(history) ? history : [];
    }
    // A last line without its end is one that is being written, or never was finished.
    const lines = (readText(join(folder, FILES.history), MOST_BYTES.history) ?? "").split("\n").slice(0, -1);
    return lines.flatMap((line) => parsed(line));
  } catch {
    return [];
  }
}

function parsed(line: string): unknown[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
