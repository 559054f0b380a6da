/** Stored runs at the published settings as the rows of data/published/measured.csv: what `export --measured` writes and `measured()` reads. */
import { field } from "../sweep/store/csv";
import type { RunRow } from "../sweep/store/row";
import type { MeasuredRow } from "./measured";

/** Columns of φ by ε: the best value found, whatever searches were made. Batch norm with the statistics of the batch, as in the tables of src/measure. */
const PHI = { "1e-3": 1e-3, "5e-4": 5e-4 } as const;
const KINDS = ["keskarFull", "keskarSubspace"] as const;

/** The finished runs that read the test set, by network, data, batch and seed. */
export function measuredRows(rows: readonly RunRow[]): MeasuredRow[] {
  const done = rows.filter(({ status, evaluatedOn }) => status === "done" && evaluatedOn === "test");
  const order = (row: RunRow) => [row.network, row.data, row.batch, row.seed, row.learningRate] as const;
  return done.sort((a, b) => compare(order(a), order(b))).map(measuredRow);
}

function measuredRow(row: RunRow): MeasuredRow {
  const phi = KINDS.flatMap((kind) =>
    Object.entries(PHI).map(([name, epsilon]) => [`${kind}(${name})`, phiOf(row, kind, epsilon)] as const),
  );
  return {
    network: row.network,
    data: row.data,
    variant: row.variant,
    batch: row.batch,
    seed: row.seed,
    optimizer: row.optimizer,
    learning_rate: row.learningRate,
    epochs: row.epochs as number,
    steps: row.steps as number,
    train_loss: digits(row.trainLoss as number),
    train_accuracy: digits(100 * (row.trainAccuracy as number)),
    test_loss: digits(row.testLoss as number),
    test_accuracy: digits(100 * (row.testAccuracy as number)),
    ...Object.fromEntries(phi.map(([name, value]) => [name, value === undefined ? undefined : digits(value)])),
    lambdaMax: valueIn(row, "lambdaMax", () => true),
  } as MeasuredRow;
}

/** The largest φ of a kind at an ε. */
const phiOf = (row: RunRow, kind: string, epsilon: number): number | undefined =>
  valueIn(
    row,
    kind,
    (settings) => (settings.epsilon ?? 1e-3) === epsilon && settings.batchNorm === "batch" && settings.examples === undefined,
  );

/** The largest value of a measure among its columns, such as `keskarFull(epsilon=0.0005 batchNorm=batch)`. */
function valueIn(row: RunRow, name: string, wanted: (settings: Record<string, number | string>) => boolean): number | undefined {
  const found = Object.entries(row).flatMap(([column, value]) => {
    const [, base, inner = ""] = /^(\w+)(?:\((.*)\))?$/.exec(column) ?? [];
    return base === name && typeof value === "number" && wanted(settingsOf(inner)) ? [value] : [];
  });
  return found.length > 0 ? Math.max(...found) : undefined;
}

const settingsOf = (text: string): Record<string, number | string> =>
  Object.fromEntries(
    text
      .split(" ")
      .filter(Boolean)
      .map((pair) => pair.split("=") as [string, string])
      .map(([key, value]) => [key, Number.isNaN(Number(value)) ? value : Number(value)]),
  );

/** Six significant digits: more than a run repeats to. */
const digits = (value: number): number => Number(value.toPrecision(6));

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  if (at < 0) return 0;
  return (a[at] as string | number) < (b[at] as string | number) ? -1 : 1;
}

/** Columns of the file, in their order. */
export const MEASURED_COLUMNS = [
  "network",
  "data",
  "variant",
  "batch",
  "seed",
  "optimizer",
  "learning_rate",
  "epochs",
  "steps",
  "train_loss",
  "train_accuracy",
  "test_loss",
  "test_accuracy",
  ...KINDS.flatMap((kind) => Object.keys(PHI).map((name) => `${kind}(${name})`)),
  "lambdaMax",
] as const;

/** The file's text: lines end with a line feed, a value that holds a comma stands in quotes. */
export const measuredCsv = (rows: readonly MeasuredRow[]): string =>
  [MEASURED_COLUMNS, ...rows.map((row) => MEASURED_COLUMNS.map((column) => row[column as keyof MeasuredRow]))]
    .map((values) => `${values.map(field).join(",")}\n`)
    .join("");
