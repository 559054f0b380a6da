import { describe, expect, it } from "vitest";
import type { Verdict } from "../../src/claims/claim";
import { earlyStopping } from "../../src/claims/early-stopping";
import { type GapEvidence, gapClaims } from "../../src/claims/gap-claims";
import { thresholdOf } from "../../src/claims/gap-threshold";
import { gapOf } from "../../src/claims/generalization-gap";
import { type MeasuredAccuracy, measuredAccuracies } from "../../src/claims/keskar-accuracy";
import type { RunRow } from "../../src/sweep/store/row";

const SEEDS = [1, 2, 3, 4, 5];
const jitter = (seed: number) => 0.0002 * ((seed * 7) % 5);
const runs = (batch: number, test: number, { train = 1, seeds = SEEDS } = {}): RunRow[] =>
  seeds.map(
    (seed) => ({ id: `${batch}-${seed}-${test}`, batch, seed, testAccuracy: test + jitter(seed + batch), trainAccuracy: train }) as RunRow,
  );

/** Gaps in points by treatment. */
type Gaps = Record<string, number>;
const AS_CLAIMED: Gaps = {
  stall: 1,
  epochs: 2,
  steps: 0.1,
  adaptation: 0.1,
  "adaptation-sqrt": 0,
  sqrt: 0.1,
  linear: 0.2,
  tuned: 0,
  "batch-norm": 1,
};
const REVERSED: Gaps = {
  stall: 1,
  epochs: 2,
  steps: 2,
  adaptation: 2,
  "adaptation-sqrt": 2,
  sqrt: 1,
  linear: 1,
  tuned: 1,
  "batch-norm": -1,
};

const gapsOf = (points: Gaps, more: { train?: number; seeds?: number[] } = {}) =>
  Object.entries(points).map(([id, gap]) =>
    gapOf({ id, name: id, kind: "budget", small: runs(20, 0.93), large: runs(500, 0.93 - gap / 100, more) }),
  );

const BATCHES = [10, 20, 50, 100, 200, 500];
const thresholdWith = (accuracy: (batch: number) => number) =>
  thresholdOf(
    BATCHES.flatMap((batch) => runs(batch, accuracy(batch))),
    { small: 20, tolerance: 0.5, seed: 1 },
  );
const falling = (batch: number) => 0.93 - 0.02 * Math.max(0, Math.log2(batch / 50));

const earlyWith = (small: number, large: number[]) =>
  earlyStopping(
    SEEDS.flatMap((seed) => [
      { id: `s${seed}`, batch: 20, seed, epochs: [1, 2], accuracy: [90, small + seed / 10] },
      { id: `l${seed}`, batch: 500, seed, epochs: large.map((_, i) => i + 1), accuracy: large.map((value) => value + seed / 20) },
    ]),
    { small: 20, large: 500 },
  );

const measuredWith = (gap: number): MeasuredAccuracy[] =>
  measuredAccuracies(
    SEEDS.flatMap((seed) =>
      [256, 6000].map((batch) => ({
        ...{
          network: "F1",
          data: "mnist",
          variant: undefined,
          batch,
          seed,
          optimizer: "adam",
          learning_rate: 0.001,
          epochs: 40,
          steps: 400,
        },
        ...{ train_loss: 0, train_accuracy: 100, test_loss: 0.1, test_accuracy: 98 - (batch > 256 ? gap + 0.02 * seed : 0) },
      })),
    ),
  );

const claimed: GapEvidence = {
  gaps: gapsOf(AS_CLAIMED),
  threshold: thresholdWith(falling),
  early: earlyWith(93, [80, 91, 92, 92, 92, 92, 92, 92]),
  measured: measuredWith(0.2),
};
const verdicts = (evidence: GapEvidence): Record<string, Verdict> =>
  Object.fromEntries(gapClaims(evidence).map(({ id, verdict }) => [id, verdict]));
const reasonOf = (evidence: GapEvidence, id: string) => gapClaims(evidence).find((claim) => claim.id === id)?.reason;

describe("the verdicts", () => {
  it("follow from data that are as claimed", () => {
    const { "gap-published-setting-c1": c1, ...others } = verdicts(claimed);
    expect(c1).toBe("not tested");
    expect(Object.keys(others)).toHaveLength(15);
    expect(new Set(Object.values(others))).toEqual(new Set(["reproduced"]));
  });

  it("turn when the data are reversed", () => {
    const reversed: GapEvidence = {
      gaps: [...gapsOf({ ...REVERSED, stall: -1, epochs: -2, steps: -2 })],
      threshold: thresholdWith((batch) => 0.9 + 0.01 * Math.log2(batch)),
      early: earlyWith(93, [80, 91, 92, 95, 95, 95, 91, 90]),
      measured: measuredWith(-1),
    };
    const turned = verdicts(reversed);
    const closings = ["gap-equal-steps", "gap-regime-adaptation", "gap-regime-adaptation-sqrt", "gap-square-root-rate", "gap-linear-rate", "gap-tuned-rate"]; // biome-ignore format: a list
    for (const [id, verdict] of Object.entries(turned))
      expect([id, verdict]).toEqual([id, closings.includes(id) || id.endsWith("c1") ? "not tested" : "not reproduced"]);
    expect(reasonOf(reversed, "gap-equal-steps")).toMatch(/no gap for certain that could close/);
    const remaining = verdicts({ ...claimed, gaps: gapsOf(REVERSED) });
    for (const id of closings) expect([id, remaining[id]]).toEqual([id, "not reproduced"]);
  });

  it("judge the gap at equal steps by itself: a small one is a gap, and closes that at equal epochs all the same", () => {
    const atSteps = (points: number) => {
      const claims = gapClaims({ ...claimed, gaps: gapsOf({ ...AS_CLAIMED, steps: points }) });
      return ["gap-at-equal-steps", "gap-equal-steps"].map((id) => claims.find((claim) => claim.id === id));
    };
    const said = (points: number) => atSteps(points).map((claim) => claim?.verdict);
    expect([said(1.5), said(0.5), said(-0.5)]).toEqual([
      ["reproduced", "not reproduced"],
      ["reproduced", "reproduced"],
      ["not reproduced", "reproduced"],
    ]);
    expect(atSteps(0.78)[0]).toMatchObject({ estimate: expect.closeTo(0.78, 6), n: 5, test: { direction: "above" } });
    expect(atSteps(0.78)[0]?.runs).toHaveLength(10);
  });

  it("call a gap closed when less than half of it is left", () => {
    const left = (points: number) => verdicts({ ...claimed, gaps: gapsOf({ ...AS_CLAIMED, tuned: points }) })["gap-tuned-rate"];
    expect([left(0.3), left(0.75)]).toEqual(["reproduced", "not reproduced"]);
  });

  it("say 'direction only' where our gap at a published setting is another", () => {
    expect(verdicts({ ...claimed, measured: measuredWith(2) })["gap-published-setting-f1"]).toBe("direction only");
  });
});

describe("nothing is tested", () => {
  it("on a batch that has not fitted its training data", () => {
    const unfinished = { ...claimed, gaps: gapsOf(AS_CLAIMED, { train: 0.95 }) };
    expect(verdicts(unfinished)).toMatchObject({ "gap-until-the-stall": "not tested", "gap-tuned-rate": "not tested" });
    expect(reasonOf(unfinished, "gap-until-the-stall")).toBe("unfinished: the large batch has not fitted its training data");
  });

  it("with two seeds, or without runs", () => {
    const few = gapsOf(AS_CLAIMED, { seeds: [1, 2] });
    expect(new Set(Object.values(verdicts({ gaps: few, measured: [] })))).toEqual(new Set(["not tested"]));
    expect(new Set(Object.values(verdicts({ gaps: [], measured: [] })))).toEqual(new Set(["not tested"]));
  });
});

it("ids are its own and begin with the topic", () => {
  const ids = gapClaims({ gaps: [], measured: [] }).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^gap-/);
});
