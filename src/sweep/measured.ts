/** Measures of finished runs: the one place where a sweep calls the panel. Each is taken with its own default settings. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { measureNamed } from "../measure/panel";
import { type MeasureOptions, measureRun } from "../measure/panel/session";
import { type StoredMeasure, versionOf } from "../measure/panel/stored";
import { RUN_FILES, type StoredResult } from "../train/run-folder";

/** @throws UsageError for a name that is none */
export function requireMeasures(what: readonly string[]): void {
  for (const name of what) measureNamed(name);
}

/** Takes measures of the finished run in a folder; those that are there already are left as they are. @throws what `measureRun` throws */
export const measureFinished = (
  folder: string,
  what: readonly string[],
  hooks: Pick<MeasureOptions, "signal" | "onEstimate" | "onPass"> = {},
): Promise<StoredMeasure[]> => measureRun(folder, { what, ...hooks });

/** Which measures of a finished run are not there yet; found without loading its weights or its data. */
export async function missingMeasures(folder: string, what: readonly string[]): Promise<string[]> {
  requireMeasures(what);
  if (what.length === 0) return [];
  const result = JSON.parse(await readFile(join(folder, RUN_FILES.result), "utf8")) as StoredResult;
  const there = await storedMeasures(folder);
  return what.filter((name) => !there.some((stored) => stored.what === name && isDefault(stored, result)));
}

/** What lies beside a run, read as it is: a damaged file counts as none here, and is refused by its reader when it is to be used. */
async function storedMeasures(folder: string): Promise<StoredMeasure[]> {
  const place = join(folder, "measures");
  const names = await readdir(place).catch(() => []);
  const texts = await Promise.all(
    names.filter((name) => /^[^.]+\.json$/.test(name)).map((name) => readFile(join(place, name), "utf8").catch(() => "")),
  );
  return texts.flatMap((text) => {
    try {
      return [JSON.parse(text) as StoredMeasure];
    } catch {
      return [];
    }
  });
}

/** Whether a measure is of these very weights and data, all training examples, and the settings that a sweep measures with. */
function isDefault(stored: StoredMeasure, { weightsSha256, dataSha256 }: StoredResult): boolean {
  const { settings, on, also } = measureNamed(stored.what);
  return (
    // A measure that depends on more than the weights has a hash of all of it.
    (stored.weights === weightsSha256 || also !== undefined) &&
    stored.data === dataSha256 &&
    stored.version === versionOf(stored.what) &&
    stored.seed === 1 &&
    // One that chooses its own loss names that.
    ((stored.split === "train" && stored.batchNorm === "running") || on !== undefined) &&
    JSON.stringify(sorted(stored.settings)) === JSON.stringify(sorted(settings))
  );
}

const sorted = (settings: Record<string, number> = {}): [string, number][] => Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
