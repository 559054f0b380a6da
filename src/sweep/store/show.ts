/** All that a store has of one run, for people. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../errors";
import { type EpochRow, epochsIn } from "./histories";
import { FILES } from "./paths";
import { type Json, MOST_BYTES, readObject } from "./read";
import type { RunRow } from "./row";
import { stateOf } from "./state";

export interface Description {
  row: RunRow;
  folder: string;
  files: { name: string; bytes: number }[];
  history: EpochRow[];
  /** Versions, device and source that it was computed with, where the file can be read. */
  environment?: Json;
}

/** @throws UserError where nothing of the run is there */
export async function describeRun(store: string, id: string): Promise<Description> {
  const folder = join(store, id);
  const row = (await stateOf(folder, id))?.row;
  if (!row) throw new UserError(`There is nothing of the run ${id} in ${store}.`);
  return { row, folder, files: filesIn(folder), history: epochsIn(folder, row.status), ...environmentIn(folder) };
}

function environmentIn(folder: string): { environment?: Json } {
  try {
    const environment = readObject(join(folder, FILES.environment), MOST_BYTES.config);
    return environment ? { environment } : {};
  } catch {
    return {};
  }
}

/** Files in a folder and those below it, by path. */
function filesIn(folder: string): Description["files"] {
  const found = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = found.map((entry) => join(entry.parentPath, entry.name)).sort();
  return paths.map((path) => ({ name: path.slice(folder.length + 1), bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0 }));
}
