/** Reads the published figures in data/published: typed rows, each with its source and a mark of trust. A damaged table is refused. */
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { UsageError, UserError } from "../errors";
import { inProject } from "../project";
import { parseCsv, TableError } from "./csv";

/** How far a figure can be trusted; data/published/README.md says what each means. */
export const MARKS = ["verified", "second-hand", "computed", "recalled"] as const;
export type Mark = (typeof MARKS)[number];

/** What every row ends with. */
const trust = {
  source: z.string().min(1, "expected a source, got nothing"),
  mark: z.enum(MARKS, `expected one of ${MARKS.join(", ")}`),
};

export const name = z.string().min(1, "expected a name, got nothing");
export const number = z
  .string()
  .regex(/^-?\d+(\.\d+)?(e-?\d+)?$/, "expected a plain number")
  .transform(Number);
export const positive = number.refine((value) => value > 0, "expected a positive number");
export const integer = number.refine(Number.isSafeInteger, "expected an integer");
export const count = integer.refine((value) => value > 0, "expected a positive integer");
const year = integer.refine((value) => value >= 1950 && value <= 2100, "expected a year");
/** Empty where it is not known. */
export const known = <T extends z.ZodType>(schema: T) => z.union([z.literal("").transform(() => undefined), schema]);

/** The tables. A new one is a file in data/published and an entry here; `key` names the columns that no two rows may share. */
const TABLES = {
  networks: {
    key: ["network", "quantity"],
    row: z.strictObject({
      network: name,
      year,
      quantity: z.enum(["layers", "parameters", "multiply-adds", "top-5 error"], "expected a known quantity"),
      value: positive,
      unit: z.enum(["layers", "millions", "billions", "percent"], "expected a known unit"),
      ...trust,
    }),
  },
  imagenet: {
    key: ["data", "split"],
    row: z.strictObject({
      data: name,
      year,
      split: z.enum(["train", "validation", "test", "all"], "expected train, validation, test or all"),
      images: count,
      classes: known(count),
      ...trust,
    }),
  },
  hardware: {
    key: ["card"],
    row: z.strictObject({ card: name, year, teraflops: positive, what: name, ...trust }),
  },
  trainings: {
    key: ["network", "card"],
    row: z.strictObject({
      network: name,
      year,
      card: name,
      devices: count,
      epochs: known(count),
      days_low: positive,
      days_high: positive,
      ...trust,
    }),
  },
  keskar: {
    key: ["network", "quantity", "epsilon", "batch"],
    row: z.strictObject({
      network: name,
      data: name,
      quantity: z.enum(["train accuracy", "test accuracy", "keskarFull", "keskarSubspace"], "expected a known quantity"),
      epsilon: known(positive),
      batch: z.enum(["small", "large"], "expected small or large"),
      mean: number,
      sd: number,
      ...trust,
    }),
  },
  thresholds: {
    key: ["study", "network"],
    row: z.strictObject({ study: name, network: name, data: name, batch: count, what: name, ...trust }),
  },
  records: {
    key: ["team"],
    row: z.strictObject({
      team: name,
      year,
      batch: known(count),
      devices: known(count),
      device: name,
      library: name,
      minutes: positive,
      top1: known(positive),
      table1: z.enum(["yes", "no"], "expected yes or no"),
      ...trust,
    }),
  },
} satisfies Record<string, { key: string[]; row: z.ZodObject }>;

export type PublishedName = keyof typeof TABLES;
export const PUBLISHED_NAMES = Object.keys(TABLES) as PublishedName[];

/** A row of the table `N`. */
export type PublishedRow<N extends PublishedName> = z.infer<(typeof TABLES)[N]["row"]>;

/**
 * The rows of a table, in the order of its file.
 * @param folder where the tables are; default: data/published of the project
 * @throws UsageError for an unknown name; UserError, with file and line, where the file is missing or damaged
 */
export function published<N extends PublishedName>(table: N, folder = inProject("data", "published")): PublishedRow<N>[] {
  if (!Object.hasOwn(TABLES, table)) throw new UsageError(`Unknown table "${table}". Expected one of ${PUBLISHED_NAMES.join(", ")}.`);
  const file = join(folder, `${table}.csv`);
  const { key, row } = TABLES[table];
  return restorable(file, () => {
    const rows = rowsIn(readFileSync(file, "utf8"), key, row);
    if (rows.length === 0) throw new TableError(2, "expected rows, got none");
    return rows as PublishedRow<N>[];
  });
}

/**
 * The rows of a table's text, checked one by one.
 * @param key columns that no two rows may share
 * @param columns of the file, in order; default: those of `row`
 * @throws TableError with the line of the first row that is wrong, or there twice
 */
export function rowsIn<T extends z.ZodObject>(
  text: string,
  key: readonly string[],
  row: T,
  columns = Object.keys(row.shape),
): z.infer<T>[] {
  const seen = new Set<string>();
  return parseCsv(text, columns).map(({ line, values }) => {
    const parsed = row.safeParse(values);
    const issue = parsed.error?.issues[0];
    if (issue) throw new TableError(line, `${issue.path.join(".")}: ${issue.message}, got "${values[String(issue.path[0])] ?? ""}"`);
    const id = key.map((column) => values[column]).join(", ");
    if (seen.has(id)) throw new TableError(line, `a second row for ${id}`);
    seen.add(id);
    return parsed.data as z.infer<T>;
  });
}

/** What `read` makes of a file of data/published. @throws UserError, with the way to restore it, where it is missing or damaged */
export function restorable<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const system = (error as NodeJS.ErrnoException).code;
    if (!(error instanceof TableError) && system === undefined) throw error;
    throw new UserError(
      `${file} cannot be used (${(error as Error).message}). Restore it: git checkout -- data/published/${basename(file)}`,
    );
  }
}

/**
 * The rows of one of the project's own tables in data/published; none where there is no file, or an empty one. Columns that `row` does not know are passed over.
 * @param required columns that the file must have
 * @param tidied the text as it is read; default: as it is
 * @throws UserError, with file and line, where it lacks a column, or a row is damaged or there twice
 */
export function ownRows<T extends z.ZodObject>(
  file: string,
  {
    key,
    row,
    required = Object.keys(row.shape),
    tidied = (text) => text,
  }: { key: readonly string[]; row: T; required?: readonly string[]; tidied?(text: string): string },
): z.infer<T>[] {
  if (!existsSync(file)) return [];
  return restorable(file, () => {
    const text = tidied(readFileSync(file, "utf8"));
    if (text === "") return [];
    const columns = (text.split("\n", 1)[0] as string).split(",");
    const missing = required.filter((column) => !columns.includes(column));
    if (missing.length > 0) throw new TableError(1, `expected the columns ${missing.join(", ")}, got ${columns.join(",")}`);
    return rowsIn(text, key, row, columns);
  });
}

/** Whether a figure may be printed and compared with: all but what is recalled. */
export const quotable = ({ mark }: { mark: Mark }): boolean => mark !== "recalled";
