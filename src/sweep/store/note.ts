/** Notes what became of a run: that it is done, with the checksums of its files, or that it failed and why. */
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson, type Run } from "../../config";
import { makeFolder, sha256, writeWhole } from "../../data/files";
import { UserError } from "../../errors";
import { appendIndex } from "./index-file";
import { FILES, INDEX_FILE } from "./paths";
import { isObject, type Json, MOST_BYTES, own, readBytes } from "./read";
import type { RunRow } from "./row";
import { finishedRow, glance, readResult, sealOf, stateOf } from "./state";

/** The files whose checksums a result holds. Weights are left out: their file has a checksum of its own, and the result has that of the vector. */
export const SEALED = [FILES.config, FILES.environment, FILES.history] as const;

/**
 * Reads a finished run back, gives its result the checksums of the files beside it and of itself, and puts its row into the index.
 * @throws UserError where the run is not there, or damaged
 */
export async function noteDone(store: string, folder: string, id: string): Promise<RunRow> {
  const path = join(folder, FILES.result);
  const result = readResult(path);
  if (!result) throw new UserError(`There is no finished run ${id} in ${store}: it has no ${FILES.result}.`);
  // The run is done, and stays so where the disk is full now: `runs verify` says that it has no checksums.
  if (!isObject(result.checksums)) await writeWhole(path, sealed(result, folder)).catch(() => undefined);
  await rm(join(folder, FILES.failure), { force: true }).catch(() => undefined);
  const seen = glance(folder);
  const row = finishedRow(folder, id);
  if (!seen || !row) throw new UserError(`The run ${id} was taken away from ${store} meanwhile.`);
  await appendIndex(join(store, INDEX_FILE), [{ seen, row }]);
  return row;
}

/** A result's text, with the checksums of the files beside it. */
export function sealed(result: Json, folder: string): string {
  const checksums: Record<string, string> = {};
  for (const name of SEALED) {
    const bytes = readBytes(join(folder, name), MOST_BYTES.history);
    if (bytes) checksums[name] = sha256(bytes);
  }
  const whole = { ...result, checksums };
  return `${JSON.stringify({ ...whole, sha256: sealOf(whole, join(folder, FILES.result)) }, null, 2)}\n`;
}

/** The checksum that a result holds of a file; undefined where it holds none. */
export const checksumIn = (result: Json, name: string): string | undefined => {
  const sum = own(result.checksums, name);
  return typeof sum === "string" ? sum : undefined;
};

/**
 * Notes that a run failed. One that is done stays done.
 * @throws UserError where the folder cannot be written to
 */
export async function noteFailure(folder: string, id: string, run: Run, failure: { error: string; attempts: number }): Promise<void> {
  if ((await stateOf(folder, id))?.row.status === "done") return;
  let file = join(folder, FILES.config);
  try {
    makeFolder(folder);
    if (!(await stat(file).catch(() => undefined))) await writeWhole(file, `${canonicalJson(run)}\n`);
    file = join(folder, FILES.failure);
    await writeWhole(file, `${JSON.stringify({ ...failure, when: new Date().toISOString() }, null, 2)}\n`);
  } catch (error) {
    throw new UserError(
      `That the run ${id} failed cannot be kept in ${file}: ${(error as Error).message}. It failed with: ${failure.error} Make room, or give another folder (LARGEBATCH_RUNS).`,
    );
  }
}
