import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeCsv } from "../../../src/sweep/store/csv";
import { exportCsv, exportParquet, historiesTable, runsTable } from "../../../src/sweep/store/export";
import { HISTORY_COLUMNS } from "../../../src/sweep/store/histories";
import { FILES } from "../../../src/sweep/store/paths";
import { COLUMNS, type RunRow } from "../../../src/sweep/store/row";
import { temporaryFolder } from "../../data/helpers";
import { first, madeStore } from "./made-runs";

/** A reader of CSV by the letter of RFC 4180: records of fields, quoted or not. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  for (const [, field, end] of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/g)) {
    if (records.length === 0) records.push([]);
    records.at(-1)?.push(field?.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : (field as string));
    if (end === "\r\n") records.push([]);
    if (end === "") break;
  }
  return records.filter((record) => record.length > 1 || record[0] !== "");
}

const texts = (columns: readonly { name: string }[], rows: readonly object[]) =>
  rows.map((row) => columns.map(({ name }) => String((row as Record<string, unknown>)[name] ?? "")));

describe("CSV", () => {
  it("has a line of names and a line a run, in any number", async () => {
    const { store, folder } = await madeStore(30);
    const rows = await store.rows();
    expect(await exportCsv(join(folder, "..", "new", "runs.csv"), runsTable(rows))).toBe(30);
    const [header, ...lines] = parseCsv(await readFile(join(folder, "..", "new", "runs.csv"), "utf8"));
    expect(header).toEqual(COLUMNS.map(({ name }) => name));
    expect(lines).toEqual(texts(COLUMNS, rows));
  });

  it("keeps commas, quotes and ends of lines in their fields", async () => {
    const columns = [
      { name: "a, b", kind: "text", about: "" },
      { name: "n", kind: "real", about: "" },
    ] as const;
    const rows = [{ "a, b": 'say "yes",\nno', n: -1.5e-7 }, { n: 2 }, { "a, b": "=1+1" }];
    let text = "";
    const write = async (piece: string) => {
      text += piece;
    };
    expect(await writeCsv(write, columns, [rows])).toBe(3);
    expect(text).toBe('"a, b",n\r\n"say ""yes"",\nno",-1.5e-7\r\n,2\r\n=1+1,\r\n');
    expect(parseCsv(text)).toEqual([["a, b", "n"], ...texts(columns, rows)]);
  });
});

describe("Parquet", () => {
  it("is read back by another program, value by value", async () => {
    const { store, folder } = await madeStore(12);
    const rows: RunRow[] = [
      ...(await store.rows()),
      {
        id: "f".repeat(20),
        status: "failed",
        error: "“no” memory, €",
        attempts: 3,
        seed: Number.MAX_SAFE_INTEGER,
        lambdaMax: -0.1,
      } as unknown as RunRow,
    ];
    const path = join(folder, "..", "runs.parquet");
    const table = runsTable(rows);
    expect(await exportParquet(path, table)).toBe(13);
    const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import("hyparquet");
    const file = await asyncBufferFromFile(path);
    const read = await parquetReadObjects({ file });
    const expected = rows.map((row) =>
      Object.fromEntries(
        table.columns.map(({ name, kind }) => {
          const value = row[name];
          return [name, value === undefined ? undefined : kind === "integer" ? BigInt(value) : value];
        }),
      ),
    );
    expect(read.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? undefined])))).toEqual(expected);
    const metadata = await parquetMetadataAsync(file);
    const about = metadata.key_value_metadata?.find(({ key }) => key === "columns")?.value;
    expect(JSON.parse(about ?? "{}")).toMatchObject({ stepMs: "median wall time of a step, milliseconds" });
  });

  it("is written group by group", async () => {
    const rows = Array.from({ length: 25_001 }, (_, i) => ({ id: String(i), n: i }));
    const columns = [
      { name: "id", kind: "text", about: "" },
      { name: "n", kind: "integer", about: "" },
    ] as const;
    const path = join(await temporaryFolder(), "rows.parquet");
    expect(await exportParquet(path, { columns, rows: () => [rows] })).toBe(25_001);
    const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import("hyparquet");
    const file = await asyncBufferFromFile(path);
    expect((await parquetMetadataAsync(file)).row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([10_000, 10_000, 5001]);
    expect((await parquetReadObjects({ file, rowStart: 25_000 })).map(({ id, n }) => [id, n])).toEqual([["25000", 25_000n]]);
  });

  it("may have no rows", async () => {
    const path = join(await temporaryFolder(), "none.parquet");
    expect(await exportParquet(path, runsTable([]))).toBe(0);
    const { asyncBufferFromFile, parquetReadObjects } = await import("hyparquet");
    expect(await parquetReadObjects({ file: await asyncBufferFromFile(path) })).toEqual([]);
  });
});

describe("histories", () => {
  it("are a row an epoch of each run, of the unfinished so far", async () => {
    const { store, ids, folder } = await madeStore(2);
    await rm(join(folder, first(ids), FILES.result));
    await writeFile(
      join(folder, first(ids), FILES.history),
      '{"epoch":1,"step":5,"trainLoss":2.5}\nno json\n{"epoch":2,"step":10,"trainLoss":"NaN","test":{"loss":1,"accuracy":0.5}}\n{"epoch":3,"st',
    );
    const path = join(folder, "..", "histories.csv");
    expect(await exportCsv(path, historiesTable(folder, await store.rows()))).toBe(22);
    const [header, ...lines] = parseCsv(await readFile(path, "utf8"));
    expect(header).toEqual(HISTORY_COLUMNS.map(({ name }) => name));
    const of = (id: string) => lines.filter((line) => line[0] === id).map((line) => line.slice(8, 13));
    expect(of(first(ids))).toEqual([
      ["1", "5", "2.5", "", ""],
      ["2", "10", "", "1", "0.5"],
    ]);
    const { history } = (await store.load(ids[1] as string)).result;
    expect(of(ids[1] as string)).toEqual(
      history.map(({ epoch, step, trainLoss, test }) => [epoch, step, trainLoss, test?.loss, test?.accuracy].map(String)),
    );
  });
});

it("an export that fails leaves what was there, and says which file", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "runs.csv");
  await writeFile(path, "before");
  const table = {
    columns: COLUMNS,
    rows: async function* () {
      yield [{ id: "a" }];
      throw new Error("the disk is gone");
    },
  };
  for (const write of [exportCsv, exportParquet])
    await expect(write(path, table)).rejects.toThrow(`The export cannot be written to ${path}: the disk is gone. What was there before`);
  expect(await readFile(path, "utf8")).toBe("before");
  expect(await readdir(folder)).toEqual(["runs.csv"]);
  await mkdir(join(folder, "taken"));
  await expect(exportCsv(join(folder, "taken"), runsTable([]))).rejects.toThrow(/cannot be written to .*taken: E/);
  await expect(exportParquet(join(path, "runs.parquet"), runsTable([]))).rejects.toThrow(/cannot be written to/);
});
