/** From the flags of `largebatch sweep` to what a sweep's file would say. */
import { parseSettings } from "../config";
import { decimal } from "../decimal";
import { UsageError } from "../errors";
import { readRemedies } from "../train/remedies/check";

/** The flags that describe a sweep. */
export interface SweepFlags {
  network?: string;
  data?: string;
  batches?: string;
  seeds?: string;
  budget?: string;
  rate?: string;
  optimizer?: string;
  set: string[];
  remedy?: string[];
  measure?: string;
}

/** A longer list would be a mistake. */
const MOST = 1_000_000;

/**
 * What the file says, with what the flags say in its place; settings are added to the file's, one by one.
 * @returns a sweep's input, not checked yet
 * @throws UsageError for a flag that cannot be read
 */
export function inputOf(flags: SweepFlags, file: object = {}): object {
  const { data, budget, rate, optimizer } = flags;
  const given = {
    network: names(flags.network),
    data,
    batches: flags.batches === undefined ? undefined : numbers("batches", flags.batches),
    seeds: flags.seeds === undefined ? undefined : numbers("seeds", flags.seeds),
    budget,
    rate,
    measure: names(flags.measure),
  };
  const settings = parseSettings(flags.set);
  if (optimizer !== undefined && "optimizer" in settings)
    throw new UsageError(`optimizer is given twice: --optimizer ${optimizer} and --set optimizer=${settings.optimizer}. Leave out one.`);
  if (optimizer !== undefined) settings.optimizer = optimizer;
  const before = (file as { settings?: { remedies?: unknown } }).settings;
  const remedies = flags.remedy?.length ? { remedies: withRemedies(before?.remedies, flags.remedy) } : {};
  const all = { ...settings, ...remedies };
  const changed = Object.keys(all).length > 0 ? { settings: { ...before, ...all } } : {};
  return { ...file, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), ...changed };
}

/** The remedies of a file, those of the flags in their place or beside them. What is wrong is told with the sweep, so it stays as it was written. */
function withRemedies(before: unknown, texts: string[]): unknown {
  const [inFile, given] = [before === undefined ? { faults: [] } : readRemedies(before), readRemedies(texts)];
  if (given.faults.length > 0) return texts;
  return inFile.faults.length > 0 ? before : { ...inFile.remedies, ...given.remedies };
}

/** "a,b" as a list. */
const names = (text: string | undefined): string[] | undefined =>
  text
    ?.split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** "32,256" or "1-5,8" as numbers; what kind of numbers is checked with the sweep. @throws UsageError for a text that is no such list */
export function numbers(flag: string, text: string): number[] {
  const list: number[] = [];
  for (const part of text.split(",")) {
    const [, first, last] = /^\s*(\d+)\s*-\s*(\d+)\s*$/.exec(part) ?? [];
    const value = decimal(part);
    if (first !== undefined && last !== undefined) {
      const [low, high] = [Number(first), Number(last)];
      if (low > high) throw new UsageError(`--${flag}: the range ${part.trim()} goes down; write ${last}-${first}.`);
      if (high - low >= MOST) throw new UsageError(`--${flag}: the range ${part.trim()} is too long.`);
      for (let each = low; each <= high; each++) list.push(each);
    } else if (value !== undefined) list.push(value);
    else throw new UsageError(`--${flag} takes numbers and ranges, such as 32,256 or 1-5; got "${text}".`);
  }
  return list;
}
