/** Every notebook runs at the scale "smoke", one after the other, from an empty store and on data that are drawn here. */
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readLedger } from "../../src/notebook/ledger";
import { findNotebooks } from "../../src/notebook/names";
import { readExecuted } from "../../src/notebook/read";
import { type RunResult, runNotebooks } from "../../src/notebook/run";
import { inProject } from "../../src/project";
import { notebookFolder } from "../kernel/client";

const { folder, remove } = notebookFolder();
const notebooks = findNotebooks([], inProject("notebooks"));
const outputOf = (file: string) => path.join(folder, "out", path.basename(file));
let result: RunResult;

/** Two cores need less than half of it; a machine that is busy with other things may need more. In milliseconds. */
const PATIENCE = 40 * 60_000;

beforeAll(async () => {
  vi.stubEnv("LARGEBATCH_RUNS", path.join(folder, "runs"));
  // An empty folder: whatever data this machine has besides, `smoke` needs none of them.
  vi.stubEnv("LARGEBATCH_DATA", folder);
  result = await runNotebooks({ scale: "smoke", out: path.join(folder, "out") });
}, PATIENCE);

afterAll(() => {
  vi.unstubAllEnvs();
  remove();
});

it("all of them run to their end", () => {
  expect(result.failure).toBeUndefined();
  expect(result.written.filter((file) => file.endsWith(".ipynb"))).toEqual(notebooks.map(outputOf));
});

describe.each(notebooks.map((file) => [path.basename(file, ".ipynb"), file] as const))("%s", (_, file) => {
  it("shows no error, and every cell that shows something when it is committed does so here", () => {
    const [committed, now] = [readExecuted(file), readExecuted(outputOf(file))];
    expect(now.cells.flatMap(({ outputs }) => outputs.filter(({ type }) => type === "error"))).toEqual([]);
    for (const [i, { index, outputs }] of committed.cells.entries()) {
      if (outputs.length > 0) expect(now.cells[i]?.outputs.length, `cell ${index}`).toBeGreaterThan(0);
    }
  });

  it("enters claims in the ledger, the same as when it is committed", () => {
    const [committed, now] = [readLedger([file]), readLedger([outputOf(file)])];
    expect(now.problems).toEqual([]);
    const ids = now.entries.map(({ id }) => id);
    // A notebook that is committed without outputs has nothing to be held against.
    if (committed.entries.length > 0) expect(ids).toEqual(committed.entries.map(({ id }) => id));
  });
});
