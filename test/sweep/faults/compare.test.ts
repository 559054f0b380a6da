import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { useBackend } from "../../../src/backend";
import { executeRun } from "../../../src/sweep/execute";
import { HISTORY_FILE } from "../../../src/sweep/execute/history";
import { differences } from "../../../src/sweep/faults/compare";
import { tableOf } from "../../../src/sweep/faults/part";
import { openStore } from "../../../src/sweep/store";
import { temporaryFolder } from "../../data/helpers";
import { planned } from "../small-runs";

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

const runs = [planned(), planned({ seed: 2 })];
const ids = runs.map(({ id }) => id);

async function storeOf(...which: typeof runs): Promise<string> {
  const store = openStore(join(await temporaryFolder(), "runs"));
  const options = { store, signal: new AbortController().signal, measure: [], checkpointEvery: 60, onProgress: () => undefined };
  for (const run of which) await executeRun(run, options);
  return store.folder;
}

it("finds no difference between two sweeps of the same runs", async () => {
  expect(await differences(await storeOf(...runs), await storeOf(...runs), ids)).toEqual([]);
});

it("finds runs that are missing, not done, strange, or came to other numbers", async () => {
  const [whole, other] = [await storeOf(...runs), await storeOf(...runs)];
  const [first, second] = ids as [string, string];
  await rm(join(other, first), { recursive: true });
  expect(await differences(whole, other, ids)).toEqual([`${first} is there 0 times.`]);
  expect(await differences(whole, other, [])).toEqual([`${second} is no run of the sweep.`]);
  await rm(join(other, second, "result.json"));
  expect(await differences(whole, other, [second])).toEqual([`${second} is stopped.`]);
});

it("finds numbers that differ in one bit, and a history that is not the result's", async () => {
  const [whole, other] = [await storeOf(...runs), await storeOf(...runs)];
  const [first] = ids as [string];
  const file = join(other, first, "result.json");
  const { sha256: _sum, ...result } = JSON.parse(await readFile(file, "utf8")) as { sha256?: string; train: { loss: number } };
  await writeFile(file, JSON.stringify({ ...result, train: { ...result.train, loss: result.train.loss * (1 + 2 ** -52) } }));
  await writeFile(join(other, first, HISTORY_FILE), "");
  expect(await differences(whole, other, ids)).toEqual([
    `${first}: train differs from the undisturbed sweep's.`,
    `${first}: its history.jsonl is not that of its result.`,
  ]);
});

it("reports in a table, with what is wrong below", () => {
  const report = {
    part: "pool",
    sweeps: 2,
    runs: 8,
    kills: { workers: 7, coordinators: 3 },
    seconds: 61.4,
    wrong: ["x is gone."],
    leftovers: 0,
  };
  expect(tableOf([report]).split("\n").slice(2)).toEqual([
    "| pool | 2 | 8 | 7 workers, 3 coordinators | 61 | 1 | 0 |",
    "",
    "10 kills in all.",
    "pool: x is gone.",
  ]);
});
