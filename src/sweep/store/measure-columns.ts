/** The measures that lie beside a run, as columns of its row: each measure's main number. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../data/files";
import { MEASURES } from "../../measure/panel";
import { headlineOf, type Measure } from "../../measure/panel/measure";
import { versionOf } from "../../measure/panel/stored";
import { MEASURES_FOLDER } from "./paths";
import { Fault, isObject, type Json, MOST_BYTES, own, readObject } from "./read";
import type { RunRow } from "./row";

/** Columns that are not named as their measure is. */
const NAMES: Record<string, string> = {
  keskar: "keskarFull",
  hessian: "lambdaMax",
  average: "averageRise",
  fisher: "fisherTrace",
  noise: "noiseScale",
};

/** Names of files of measures; what is half done has another one. */
const NAME = /^[A-Za-z][A-Za-z0-9-]{0,79}-[0-9a-f]{12}\.json$/;

/** Paths of the measures that lie in a run's folder. @throws Fault for a folder that cannot be read */
export function measureFiles(folder: string): string[] {
  const place = join(folder, MEASURES_FOLDER);
  try {
    const names = readdirSync(place).filter((name) => NAME.test(name));
    return names.sort().map((name) => join(place, name));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw new Fault(place, `cannot be read (${message})`);
  }
}

/** A measure's file, checked against the SHA-256 that it holds. @throws Fault */
export function readStoredMeasure(path: string): Json {
  const { sha256: sum, ...stored } = readObject(path, MOST_BYTES.measure) ?? {};
  if (sum !== sha256(Buffer.from(JSON.stringify(stored)))) throw new Fault(path, "is damaged: its SHA-256 does not agree with its content");
  return stored;
}

/**
 * Puts the measures of a finished run into its row. Left out: those that are damaged, of other weights or of an older version, and those without a main number.
 * Settings that differ from the defaults are a part of the column's name, so that one column holds one quantity.
 */
export function addMeasures(row: RunRow, folder: string, result: unknown): void {
  for (const path of measureFiles(folder)) {
    try {
      const stored = readStoredMeasure(path);
      const found = numberOf(stored, result);
      if (found) row[found.column] = found.value;
    } catch {
      // `runs verify` names the file.
    }
  }
}

function numberOf(stored: Json, result: unknown): { column: string; value: number } | undefined {
  const what = stored.what;
  if (typeof what !== "string" || !Object.hasOwn(MEASURES, what)) return undefined;
  if (stored.version !== versionOf(what) || stored.weights !== own(result, "weightsSha256")) return undefined;
  const measure = MEASURES[what] as Measure;
  const value = headlineOf(measure, stored.result);
  if (value === undefined || !Number.isFinite(value)) return undefined;
  const name = NAMES[what] ?? what;
  const others = differences(stored, measure, stored.data === own(result, "dataSha256"));
  return { column: others.length > 0 ? `${name}(${others.join(" ")})` : name, value };
}

/** What a measurement was told beyond the defaults, e.g. `epsilon=0.0005`. */
function differences(stored: Json, { settings }: Measure, allExamples: boolean): string[] {
  const given = isObject(stored.settings) ? stored.settings : {};
  const changed = Object.keys(settings).filter((key) => Object.hasOwn(given, key) && given[key] !== settings[key]);
  return [
    ...changed.map((key) => `${key}=${short(given[key])}`),
    ...(stored.seed === 1 ? [] : [`seed=${short(stored.seed)}`]),
    ...(stored.split === "train" ? [] : [`split=${short(stored.split)}`]),
    ...(allExamples ? [] : [`examples=${short(stored.examples)}`]),
    ...(stored.batchNorm === "running" ? [] : [`batchNorm=${short(stored.batchNorm)}`]),
  ];
}

/** A value as a part of a column's name. */
const short = (value: unknown): string =>
  String(typeof value === "number" || typeof value === "string" ? value : "?")
    .replace(/[^\w.+-]/g, "")
    .slice(0, 24);
