import { describe, expect, it } from "vitest";
import type { Choice } from "../../src/claims/remedy-runs";
import { study } from "../../src/claims/study";
import {
  chooseUseful,
  usefulBatch,
  usefulClaims,
  usefulPoints,
  usefulRows,
  usefulSweeps,
  usefulTuning,
  usefulWays,
} from "../../src/claims/useful-batch";
import { usefulScaleRows, usefulScales } from "../../src/claims/useful-scaling";
import { planRuns } from "../../src/sweep/grid";
import { parseSweep } from "../../src/sweep/parse";
import type { RunRow } from "../../src/sweep/store/row";

const choice = (id: string, cost: number, strength: object): Choice =>
  ({ arm: { id, cost, batch: 500, strengths: [] }, strength, learningRate: 0.1, accuracy: 1 }) as unknown as Choice;
const CHOICES = [
  choice("warmUp", 1, { epochs: 2, from: 0 }),
  choice("lars", 1, { eta: 0.1 }),
  choice("sam", 2, { rho: 0.05 }),
  choice("swa", 1, { start: 0.5 }),
  choice("labelSmoothing", 1, { share: 0.1 }),
];
const OPTIONS = { optimizer: "momentum", epochs: 8, rates: [0.1, 0.3], validation: 100, tuningSeed: 0, batches: [100, 500] } as const;

describe("ways to train", () => {
  const ways = usefulWays(CHOICES, ["labelSmoothing"], 8);

  it("are plain, single and together, with the strengths that were chosen", () => {
    expect(ways.map(({ name, cost }) => `${name} ${cost}`)).toEqual(["plain 1", "labelSmoothing 1", "warmUp + lars 1", "sam + swa 2"]);
    expect(ways[3]?.remedies).toEqual({ sam: { rho: 0.05 }, swa: { start: 0.5 } });
    expect(usefulWays(CHOICES.slice(0, 1), ["labelSmoothing"], 8).map(({ name }) => name)).toEqual(["plain"]);
  });

  it("are tuned at each batch on held-out examples, and compared with all seeds at equal gradients", async () => {
    const plan = await study("smoke");
    const tuning = usefulTuning(plan, ways, OPTIONS).flatMap((input) => planRuns(parseSweep(input)));
    // The plain way has no strength that was chosen, and twice as many rates.
    expect(tuning).toHaveLength((ways.length + 1) * OPTIONS.rates.length * OPTIONS.batches.length);
    expect(tuning.filter(({ recipe }) => recipe?.startsWith("plain"))).toHaveLength(2 * OPTIONS.rates.length * OPTIONS.batches.length);
    expect(new Set(tuning.map(({ run }) => run.seed))).toEqual(new Set([0]));
    expect(tuning.every(({ run }) => (run.validation ?? 0) > 0)).toBe(true);
    const trials = tuning.map(({ run, recipe }) => ({ recipe, batch: run.batch, status: "done", testAccuracy: run.learningRate === 0.3 ? 0.9 : 0.8, testLoss: 1 })); // biome-ignore format: one line
    const chosen = chooseUseful(ways, trials as unknown as RunRow[], OPTIONS);
    expect(chosen).toHaveLength(ways.length * OPTIONS.batches.length);
    expect(new Set(chosen.map(({ learningRate }) => learningRate))).toEqual(new Set([0.3]));
    const runs = usefulSweeps(plan, chosen, OPTIONS).flatMap((input) => planRuns(parseSweep(input)));
    expect(runs).toHaveLength(chosen.length * plan.seeds.length);
    expect(runs.filter(({ recipe }) => recipe === "sam + swa").every(({ run }) => run.epochs === 4)).toBe(true);
    expect(Object.keys(runs.find(({ recipe }) => recipe === "warmUp + lars")?.run.remedies ?? {}).length).toBe(2);
  });
});

it.each([
  ["glyphs", [100, 500, 1000]],
  ["mnist", [100, 500, 1000, 2000]],
] as const)("are tuned on %s at the batches that it leaves room for", async (data, batches) => {
  const plan = { ...(await study("small")), data };
  const options = { ...OPTIONS, validation: 5000, batches: [100, 500, 1000, 2000] };
  for (const input of usefulTuning(plan, usefulWays(CHOICES, [], 8), options)) expect(parseSweep(input).batches).toEqual(batches);
});

const SEEDS = [1, 2, 3, 4, 5];
const wobble = [0, 0.0004, -0.0004, 0.0002, -0.0002];
/** Accuracies by way and batch; the small batch has 0.93. */
function points(table: Record<string, Record<number, number>>) {
  const small = SEEDS.map((seed) => ({ id: `SB${seed}`, recipe: "SB", seed, testAccuracy: 0.93 }) as RunRow);
  const rows = Object.entries(table).flatMap(([recipe, own]) =>
    Object.entries(own).flatMap(
      ([batch, accuracy]) =>
      SEEDS.map((seed, i) => ({ id: `${recipe} ${batch} ${seed}`, recipe, batch: Number(batch), seed, testAccuracy: accuracy + (wobble[i] ?? 0) }) as RunRow), // biome-ignore format: one line
    ),
  );
  return usefulPoints(Object.keys(table).map((name) => ({ name })), small, rows); // biome-ignore format: one line
}

const WAYS = ["plain", "sam + swa"].map((name) => ({ name, smallShare: 0 }));

describe("the useful batch", () => {
  const found = points({ plain: { 100: 0.929, 500: 0.92, 2000: 0.93 }, "sam + swa": { 100: 0.931, 500: 0.93, 2000: 0.929 } });

  it("holds where the whole interval is within the margin, and falls short where it is above 0", () => {
    expect(found.map(({ verdict }) => verdict)).toEqual(["holds", "falls short", "holds", "holds", "holds", "holds"]);
    expect(found[1]?.lost.mean).toBeCloseTo(1, 6);
  });

  it("is open where neither can be said", () => {
    const wide = usefulPoints(
      [{ name: "plain" }],
      [1, 2].map((seed) => ({ seed, testAccuracy: 0.93 }) as RunRow),
      [1, 2].map((seed) => ({ id: "", recipe: "plain", batch: 100, seed, testAccuracy: 0.93 + 0.01 * (seed - 1.5) }) as RunRow),
    );
    expect(wide[0]?.verdict).toBe("open");
  });

  it("is the largest up to which a way holds at every batch", () => {
    expect(usefulBatch(found, "plain")).toBe(100);
    expect(usefulBatch(found, "sam + swa")).toBe(2000);
    expect(usefulBatch(points({ plain: { 100: 0.9 } }), "plain")).toBeUndefined();
    expect(usefulRows(found).map((row) => row["useful batch"])).toEqual([100, "≥ 2000"]);
    expect(usefulRows(points({ plain: { 100: 0.9 } }))[0]?.["useful batch"]).toBe("below 100");
  });

  it("makes a claim of the largest batch, which reversed data turn", () => {
    const verdict = (table: Record<string, Record<number, number>>) =>
      Object.fromEntries(usefulClaims(points(table)).map((claim) => [claim.id, claim.verdict]));
    expect(verdict({ plain: { 2000: 0.91 }, "sam + swa": { 2000: 0.929 } })).toEqual({
      "remedy-warmup-lars-useful-batch": "not tested",
      "remedy-sam-swa-useful-batch": "reproduced",
    });
    expect(verdict({ plain: { 2000: 0.929 }, "sam + swa": { 2000: 0.91 } })["remedy-sam-swa-useful-batch"]).toBe("not reproduced");
  });

  it("buys a warm start less, which begins with the small batch", () => {
    const [start] = usefulWays([choice("batchWarmStart", 1, { size: 20, epochs: 2 })], ["batchWarmStart"], 8).slice(1);
    expect(start).toMatchObject({ name: "batchWarmStart", smallShare: 0.25 });
    const [none, quarter, all] = [0, 0.25, 1].map(
      (smallShare) => usefulScales([{ name: "sam + swa", smallShare }], found, 20)[0]?.hours ?? 0,
    );
    expect(quarter).toBeCloseTo(0.25 * (all ?? 0) + 0.75 * (none ?? 0), 10);
    expect(all).toBeCloseTo(usefulScales([{ name: "none", smallShare: 0 }], found, 20)[0]?.hours ?? 0, 10);
  });

  it("is worth as many devices as it is times the small batch", () => {
    const [plain, both] = usefulScales(WAYS, found, 20);
    expect(plain).toMatchObject({ factor: 5, devices: 40, batch: 1280 });
    expect(both).toMatchObject({ factor: 100, devices: 800, batch: 25_600 });
    // Twenty times the devices: nearly, but not quite, a twentieth of the time.
    const faster = (plain?.hours ?? 0) / (both?.hours ?? 1);
    expect(faster).toBeGreaterThan(15);
    expect(faster).toBeLessThan(20);
    expect(usefulScales(WAYS.slice(0, 1), points({ plain: { 100: 0.9 } }), 20)).toMatchObject([{ factor: 1, devices: 8 }]);
    expect(usefulScaleRows([plain as never])[0]).toMatchObject({ "way to train": "plain", "useful batch over SB": "5×" });
    expect(usefulScaleRows([both as never])[0]).toMatchObject({ "useful batch over SB": "≥ 100×" });
  });
});
