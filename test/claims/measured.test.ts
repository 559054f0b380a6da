import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { measured, measuredPair } from "../../src/claims/measured";
import { UserError } from "../../src/errors";

const folder = mkdtempSync(path.join(tmpdir(), "measured-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HEAD = "network,data,variant,batch,seed,optimizer,learning_rate,epochs,steps,train_loss,train_accuracy,test_loss,test_accuracy";
const line = (batch: number, seed: number, accuracy: number, more = "") =>
  `F1,mnist,,${batch},${seed},adam,0.001,40,9400,0.002,100,0.07,${accuracy}${more}`;
const read = (...lines: string[]) => {
  writeFileSync(path.join(folder, "measured.csv"), lines.map((each) => `${each}\n`).join(""));
  return measured(folder);
};

describe("own runs at the published settings", () => {
  it("are none where the file is missing or empty", () => {
    expect(measured(path.join(folder, "nowhere"))).toEqual([]);
    expect(read()).toEqual([]);
    expect(read(HEAD)).toEqual([]);
  });

  it("are those of the project's own file", () => {
    for (const { network, test_accuracy } of measured()) expect([network, test_accuracy]).toEqual([expect.any(String), expect.any(Number)]);
  });

  it("have numbers as numbers, measures where a column has them, and no column that is not known", () => {
    const [first, second] = read(
      `${HEAD},keskarFull(1e-3),seconds,lambdaMax`,
      line(256, 1, 98.3, ",12.5,60,"),
      line(6000, 1, 98, ',210,50,"3e2"'),
    );
    expect(first).toMatchObject({ network: "F1", variant: undefined, batch: 256, learning_rate: 0.001, "keskarFull(1e-3)": 12.5 });
    expect(first?.lambdaMax).toBeUndefined();
    expect(second?.lambdaMax).toBe(300);
    expect(first).not.toHaveProperty("seconds");
    expect(first).not.toHaveProperty("keskarFull(5e-4)");
  });

  it.each([
    ["without a column", () => read(HEAD.replace("steps,", "")), /line 1: expected the columns steps, got network,/],
    ["with an accuracy above 100 %", () => read(HEAD, line(256, 1, 983)), /line 2: test_accuracy: expected a percentage/],
    ["with a word for a number", () => read(`${HEAD},lambdaMax`, line(256, 1, 98, ",sharp")), /line 2: lambdaMax: .*got "sharp"/],
    ["with a run twice", () => read(HEAD, line(256, 1, 98), line(256, 1, 97)), /line 3: a second row for F1, mnist, , 256, 1/],
    ["cut short", () => read(HEAD, line(256, 1, 98).slice(0, -8)), /line 2: expected 13 values, got 11/],
  ])("%s are refused with the line and the way to restore them", (_, reading, problem) => {
    expect(reading).toThrow(UserError);
    expect(reading).toThrow(problem);
    expect(reading).toThrow("Restore it: git checkout -- data/published/measured.csv");
  });
});

describe("a small and a large batch of them", () => {
  const rows = () => read(HEAD, line(256, 1, 98.5), line(6000, 1, 98), line(6000, 2, 97.9), line(256, 2, 98.2), line(256, 3, 90));

  it("are summarized over the seeds that have both, seed by seed", () => {
    const pair = measuredPair(rows(), "test_accuracy", { small: 256, large: 6000 });
    expect(pair?.seeds).toEqual([1, 2]);
    expect(pair?.small.mean).toBeCloseTo(98.35, 10);
    expect(pair?.large.mean).toBeCloseTo(97.95, 10);
    // Differences 0.5 and 0.3: their mean, and not that of another pairing's sd.
    expect(pair?.difference.mean).toBeCloseTo(0.4, 10);
    expect(pair?.difference.sd).toBeCloseTo(Math.sqrt(0.02), 10);
  });

  it("are nothing where no seed has both, or the quantity", () => {
    expect(measuredPair(rows(), "test_accuracy", { small: 256, large: 500 })).toBeUndefined();
    expect(measuredPair(rows(), "lambdaMax", { small: 256, large: 6000 })).toBeUndefined();
  });
});
