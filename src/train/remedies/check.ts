/** Reads the remedies of a run and checks them: each setting, each one with the run, and all of them together. */
import type { z } from "zod";
import type { Run } from "../../config";
import { decimal } from "../../decimal";
import { REMEDIES, REMEDY_NAMES, remedyNamed } from "./registry";
import type { Remedy, Setting, Settings } from "./remedy";

/** The remedies of a run by name, each with all its settings. */
export type Remedies = Record<string, Settings>;

/** What a user writes: settings that differ from the defaults, or texts such as "sam:rho=0.1". */
export type RemediesInput = Record<string, Partial<Settings>> | readonly string[];

export interface Fault {
  /** "sam" or "sam.rho". */
  key: string;
  fault: string;
}

/**
 * The remedies in their one canonical form: names and settings in alphabetical order, defaults written out; undefined where there are none.
 * Or what is wrong with them: what was expected, what was got.
 */
export function readRemedies(input: unknown): { remedies?: Remedies; faults: Fault[] } {
  const { given, faults } = spelledOut(input);
  const entries = Object.entries(given).map(([name, settings]): [string, Settings] => {
    const remedy = remedyNamed(name);
    if (!remedy) faults.push({ key: name, fault: `there is no such remedy. Known remedies: ${REMEDY_NAMES.join(", ")}` });
    return [name, remedy ? settingsOf(remedy, settings, faults) : {}];
  });
  if (faults.length > 0 || entries.length === 0) return { faults };
  return { remedies: sorted(Object.fromEntries(entries)), faults };
}

function spelledOut(input: unknown): { given: Record<string, unknown>; faults: Fault[] } {
  const faults: Fault[] = [];
  const expected = 'expected an object such as { sam: { rho: 0.1 } }, or texts such as "sam:rho=0.1"';
  if (!Array.isArray(input)) {
    if (typeof input === "object" && input !== null) return { given: input as Record<string, unknown>, faults };
    return { given: {}, faults: [{ key: "", fault: `${expected}, got ${JSON.stringify(input)}` }] };
  }
  const given: Record<string, unknown> = {};
  for (const text of input) {
    if (typeof text !== "string") faults.push({ key: "", fault: `${expected}, got ${JSON.stringify(text)}` });
    else {
      const { name, settings, fault } = fromText(text);
      if (fault) faults.push({ key: name, fault });
      if (Object.hasOwn(given, name)) faults.push({ key: name, fault: "it is given twice; give all its settings at once" });
      given[name] = settings;
    }
  }
  return { given, faults };
}

/** "sam:rho=0.1:…" as a name and settings. */
function fromText(text: string): { name: string; settings: Settings; fault?: string } {
  const [name = "", ...pairs] = text.split(":").map((part) => part.trim());
  const settings: Settings = {};
  for (const pair of pairs) {
    const [, key, value] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    if (key === undefined || value === undefined || /,\s*\w+=/.test(value))
      return { name, settings, fault: `expected NAME:key=value:key=value, e.g. sam:rho=0.1; got ${JSON.stringify(text)}` };
    settings[key] = read(value);
  }
  return { name, settings };
}

const read = (text: string): Setting => (text === "true" || text === "false" ? text === "true" : (decimal(text) ?? text));

function settingsOf(remedy: Remedy, input: unknown, faults: Fault[]): Settings {
  const parsed = remedy.settings.safeParse(input);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) faults.push(...faultsIn(remedy, issue, input));
  return {};
}

function faultsIn({ name, settings }: Remedy, issue: z.core.$ZodIssue, input: unknown): Fault[] {
  const known = Object.keys(settings.shape);
  const list = known.length > 0 ? `Settings of ${name}: ${known.join(", ")}` : `${name} has no settings`;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ key: `${name}.${key}`, fault: `there is no such setting. ${list}` }));
  const value = issue.path.reduce((at: unknown, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], input);
  return [{ key: [name, ...issue.path].join("."), fault: `${issue.message} (got ${JSON.stringify(value)})` }];
}

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(record)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, isRecord(value) ? (sorted(value) as T) : value]),
  );

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** What does not go together in a complete run: a remedy with the run's other settings, or two remedies. */
export function combinationFaults(run: Run): Fault[] {
  const chosen = chosenOf(run);
  const alone = chosen.flatMap(({ remedy, settings }) => {
    const why = remedy.refuses?.(settings, run);
    return why === undefined ? [] : [{ key: remedy.name, fault: why }];
  });
  const pairs = chosen.flatMap(({ remedy: { name, excludes = {} } }) =>
    chosen.flatMap(({ remedy: other }) =>
      Object.hasOwn(excludes, other.name)
        ? [{ key: name, fault: `it cannot be combined with ${other.name}: ${excludes[other.name]}` }]
        : [],
    ),
  );
  return [...alone, ...pairs];
}

/** The remedies of a run in the order in which they are put together. */
export const chosenOf = ({ remedies = {} }: Pick<Run, "remedies">): { remedy: Remedy; settings: Settings }[] =>
  REMEDIES.flatMap((remedy) => {
    const settings = remedies[remedy.name];
    return settings ? [{ remedy, settings }] : [];
  });

/** As they are written on a command line, one text each: "sam:rho=0.1". Files say anything, so nothing is expected of their form. */
export const remedyTexts = (remedies: unknown): string[] =>
  isRecord(remedies)
    ? Object.entries(remedies).map(([name, settings]) =>
        [name, ...(isRecord(settings) ? Object.entries(settings).map(([key, value]) => `${key}=${value}`) : [])].join(":"),
      )
    : [];

/** Gradients of the whole batch that a step of a run takes: those of its remedies multiply. */
export const gradientsAStep = (run: Pick<Run, "remedies">): number =>
  chosenOf(run).reduce((product, { remedy: { cost }, settings }) => product * (typeof cost === "number" ? cost : cost(settings)), 1);
