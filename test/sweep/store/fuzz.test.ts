/** Files of a store that say anything: a clear status, never a crash, and nothing written outside. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeRuns } from "../../../src/bench/sweep-store";
import { UserError } from "../../../src/errors";
import { isRunId } from "../../../src/sweep/identity";
import { openStore, type RunStore } from "../../../src/sweep/store";
import { writeCsv } from "../../../src/sweep/store/csv";
import { historiesTable, runsTable } from "../../../src/sweep/store/export";
import { FILES, INDEX_FILE } from "../../../src/sweep/store/paths";
import { RUN_STATUSES } from "../../../src/sweep/store/row";
import { verifyStore } from "../../../src/sweep/store/verify";
import { temporaryFolder } from "../../data/helpers";

const HOSTILE = [
  "",
  "null",
  "[]",
  "0",
  "{}",
  '{"__proto__": {"status": "done"}, "constructor": {"prototype": {}}}',
  '{"run": {"__proto__": null, "toString": 1}, "parameters": 1e999, "ending": "epochs", "epochs": -1, "steps": 1e308}',
  '{"checksums": {"__proto__": "x", "../../outside": "y"}, "sha256": 5, "history": {"length": 1e9}}',
  "[".repeat(100_000),
  `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`,
  `{"error": ${JSON.stringify("x\u0007\u001b[2J".repeat(1000))}}`,
  "\ufeff{}",
  '{"network": "../../outside", "batch": "1; rm -rf /", "seed": null}',
];

/** What a file may become: other bytes, a piece of itself, itself with a byte changed, or hostile JSON. */
const change = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => () => Buffer.from(bytes)),
  fc.double({ min: 0, max: 1, noNaN: true }).map((share) => (old: Buffer) => old.subarray(0, Math.floor(share * old.length))),
  fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 0, max: 255 })).map(([share, byte]) => (old: Buffer) => {
    const bytes = Buffer.from(old);
    if (bytes.length > 0) bytes[Math.floor(share * bytes.length)] = byte;
    return bytes;
  }),
  fc.constantFrom(...HOSTILE).map((text) => () => Buffer.from(text)),
  fc.json().map((text) => () => Buffer.from(text)),
);
const NAMES = [...Object.values(FILES), "measures/keskar-0123456789ab.json", `../${INDEX_FILE}`];
const changes = fc.array(fc.record({ name: fc.constantFrom(...NAMES), change }), { minLength: 1, maxLength: 4 });

let home: string;
let store: RunStore;
let id: string;
beforeEach(async () => {
  home = await temporaryFolder();
  store = openStore(join(home, "runs"));
  writeFileSync(join(home, "outside"), "untouched");
  [id = ""] = await makeRuns(store.folder, 1);
});
afterEach(() => {
  expect(readdirSync(home).sort()).toEqual(["outside", "runs"]);
  expect(readFileSync(join(home, "outside"), "utf8")).toBe("untouched");
});

it("any content of its files gives a run one of its states", async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (all) => {
      rmSync(store.folder, { recursive: true });
      await makeRuns(store.folder, 1);
      await store.noteDone(id);
      mkdirSync(join(store.folder, id, "measures"));
      for (const { name, change } of all) {
        const path = join(store.folder, id, name);
        writeFileSync(path, change(read(path)));
      }
      const status = await store.statusOf(id);
      expect([undefined, ...RUN_STATUSES]).toContain(status);
      const rows = await store.rows();
      expect(rows.map((row) => [row.id, row.status])).toEqual(status ? [[id, status]] : []);
      for (const row of rows) for (const [column, value] of Object.entries(row)) expect(typeof value, column).toMatch(/^(string|number)$/);
      expect((await store.rowsOf([id])).get(id)).toEqual(rows[0]);
      const { damage } = await verifyStore(store.folder);
      for (const { file, remedy } of damage) expect(file.startsWith(join(store.folder, id)) && remedy !== "").toBe(true);
      if (status === "damaged") expect(damage.length).toBeGreaterThan(0);
      const loaded = await store.load(id).catch((error: unknown) => error);
      expect(loaded instanceof UserError || (status === "done" && typeof loaded === "object")).toBe(true);
      if (loaded instanceof UserError && status === "done") expect(damage.length, loaded.message).toBeGreaterThan(0);
      for (const table of [runsTable(rows), historiesTable(store.folder, rows)])
        await writeCsv(async () => undefined, table.columns, table.rows());
      expect(({} as Record<string, unknown>).status, "no prototype was changed").toBeUndefined();
    }),
    { numRuns: 150 },
  );
});

it("a damaged index shows nothing that the runs do not say", async () => {
  const row = await store.noteDone(id);
  const whole = readFileSync(join(store.folder, INDEX_FILE));
  await fc.assert(
    fc.asyncProperty(change, async (change) => {
      writeFileSync(join(store.folder, INDEX_FILE), change(whole));
      expect(await store.rows()).toEqual([row]);
    }),
    { numRuns: 100 },
  );
});

it("no text but an id becomes part of a path", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[./0-9a-f]{0,24}$/), fc.stringMatching(/^[0-9a-f]{20}$/)), (text) => {
      if (isRunId(text)) expect(store.folderOf(text)).toBe(join(store.folder, text));
      else expect(() => store.folderOf(text)).toThrow(/is no run's id/);
    }),
  );
});

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
