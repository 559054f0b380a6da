/** Measures of finished runs: the one place where a sweep calls the panel. Each is taken with its own default settings. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors";
import { JOINT_MEASURES, MEASURES, measureName, measureNamed } from "../measure/panel";
import type { Untrained } from "../measure/panel/measure";
import { type MeasureOptions, measureRun } from "../measure/panel/session";
import { type StoredMeasure, versionOf } from "../measure/panel/stored";
import { RUN_FILES, type StoredResult } from "../train/run-folder";

/** @throws UsageError for a name that is none */
export function requireMeasures(what: readonly string[]): void {
  for (const name of what) measureNamed(name);
}

/**
 * Why a measure cannot be taken of the runs of a sweep, and what can be asked for; undefined where it can.
 * @param cells of the sweep, in words, and what is known of their runs
 */
export function measureFault(
  text: string,
  cells: readonly { name: string; untrained: Omit<Untrained, "snapshots"> }[],
): string | undefined {
  const refusals = (name: string) =>
    cells.flatMap((cell) => {
      const why = MEASURES[name]?.refusal?.({ ...cell.untrained, snapshots: false }, MEASURES[name].settings);
      return why === undefined ? [] : [{ cell: cell.name, why }];
    });
  let name: string;
  try {
    name = measureName(text);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  const [refused] = refusals(name);
  const possible = () =>
    `A sweep can take ${Object.keys(MEASURES)
      .filter((each) => refusals(each).length === 0)
      .join(", ")}`;
  if (Object.hasOwn(JOINT_MEASURES, name))
    return `${name} is of several runs together: when they are done, npx largebatch measure RUN RUN --what ${name}. ${possible()}`;
  return refused && `${name} cannot be taken of ${refused.cell}: ${refused.why.replace(/\.$/, "")}. ${possible()}`;
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
