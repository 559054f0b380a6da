import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { appendEpoch, cutHistory, HISTORY_FILE, readHistory } from "../../../src/sweep/execute/history";
import { temporaryFolder } from "../../data/helpers";

const epoch = (n: number, loss = 1 / n) => ({ epoch: n, step: 10 * n, trainLoss: loss });

it("gives back what was appended, numbers that JSON lacks included", async () => {
  const folder = await temporaryFolder();
  expect(await readHistory(folder)).toEqual([]);
  await cutHistory(folder, [epoch(1)]);
  const odd = { ...epoch(2, 1e-300), test: { loss: Number.POSITIVE_INFINITY, accuracy: Number.NaN } };
  appendEpoch(folder, odd);
  expect(await readHistory(folder)).toEqual([epoch(1), odd]);
});

it("leaves out an epoch that was never finished, and is cut back to the given ones", async () => {
  const folder = await temporaryFolder();
  await cutHistory(folder, [epoch(1), epoch(2)]);
  await appendFile(join(folder, HISTORY_FILE), '{"epoch":3,"st');
  expect(await readHistory(folder)).toEqual([epoch(1), epoch(2)]);
  await cutHistory(folder, [epoch(1)]);
  appendEpoch(folder, epoch(2));
  expect(await readHistory(folder)).toEqual([epoch(1), epoch(2)]);
});

it("names the line that is none", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, HISTORY_FILE), `${JSON.stringify(epoch(1))}\nnonsense\n${JSON.stringify(epoch(3))}\n`);
  await expect(readHistory(folder)).rejects.toThrow(/history\.jsonl is damaged at line 2: /);
});

it("says what it cannot write, and what to do", async () => {
  const folder = join(await temporaryFolder(), "not there");
  expect(() => appendEpoch(folder, epoch(1))).toThrow(/Cannot write .*history\.jsonl: ENOENT.* Make room or give another folder/);
});
