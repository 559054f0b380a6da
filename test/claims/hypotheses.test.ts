import { describe, expect, it } from "vitest";
import type { Claim } from "../../src/claims/claim";
import {
  type LongerRow,
  longerClaims,
  normalisationClaims,
  type RescaledRow,
  rescalingClaims,
  type SteepnessRow,
} from "../../src/claims/counter-claims";
import { type DistanceRow, distanceClaims, distanceFits, distanceTable, geometricSteps } from "../../src/claims/distance-hypothesis";
import { type EdgeTraining, edgeClaims, edgeTable, plateauOf } from "../../src/claims/edge-hypothesis";
import { fullBatchClaims } from "../../src/claims/full-batch";
import { hypothesesTable, outcomeOf } from "../../src/claims/hypotheses-table";
import { comparableRatios, type NoiseRow, noiseClaims, noiseSlopes, noiseSplit, noiseTable } from "../../src/claims/noise-hypothesis";
import { apartEvidence } from "../../src/claims/within";
import { summarize } from "../../src/stats/summary";

const SEEDS = [1, 2, 3, 4, 5];
const wobble = (seed: number): number => 1 + 0.001 * (seed - 3);
const verdicts = (claims: readonly Claim[]) => Object.fromEntries(claims.map(({ id, verdict }) => [id, verdict]));

describe("sameness", () => {
  it("holds every distance from 0 of the interval", () => {
    const around = summarize([-0.1, 0.1, 0, -0.05, 0.05]);
    expect(apartEvidence(around).interval?.[0]).toBe(0);
    expect(apartEvidence(around).interval?.[1]).toBeCloseTo(around.high, 12);
    const below = summarize([-2, -2.1, -1.9]);
    expect(apartEvidence(below).estimate).toBeCloseTo(2, 12);
    expect(apartEvidence(below).interval).toEqual([-below.high, -below.low]);
    expect(apartEvidence(below, [], Math.exp).estimate).toBeCloseTo(Math.exp(2), 9);
  });
});

describe("noise", () => {
  /** λ_max ∝ η^a B^b, accuracy rising by `gain` for each doubling of η/B. */
  const grid = (a: number, b: number, gain = 0.4, apart = 0): NoiseRow[] =>
    SEEDS.flatMap((seed) =>
      [0.001, 0.002, 0.004].flatMap((ratio) =>
        [20, 100].map((batch) => ({
          run: `${seed}-${ratio}-${batch}`,
          seed,
          batch,
          learningRate: ratio * batch,
          ratio,
          lambdaMax: wobble(seed) * (ratio * batch) ** a * batch ** b,
          accuracy: 90 + gain * Math.log2(ratio) * wobble(seed) + (batch === 100 ? apart * wobble(seed) : 0),
          loss: 0.01,
          trainAccuracy: 100,
        })),
      ),
    );

  it("gives back the powers that the rows were made with", () => {
    const [slopes] = noiseSlopes(grid(-0.5, 0.3));
    expect(slopes?.byRate).toBeCloseTo(-0.5, 9);
    expect(slopes?.byBatch).toBeCloseTo(0.3, 9);
    expect(slopes?.accuracy).toBeCloseTo(0.4 * wobble(1), 9);
    expect(slopes?.sharpnessApart).toBeCloseTo(Math.log(5) * (0.3 - 0.5), 9);
  });

  it("holds all predictions where the ratio alone decides, and none of them where it is the other way round", () => {
    expect(new Set(Object.values(verdicts(noiseClaims(grid(-0.5, 0.5)))))).toEqual(new Set(["reproduced"]));
    expect(new Set(Object.values(verdicts(noiseClaims(grid(0.5, -1, -0.4, -2)))))).toEqual(new Set(["not reproduced"]));
  });

  it("compares no ratio at which a training did not fit its data, and says so where too few are left", () => {
    const rows = grid(-0.5, 0.5).map((row) => (row.ratio === 0.004 && row.seed === 2 ? { ...row, trainAccuracy: 60 } : row));
    expect(comparableRatios(rows)).toEqual([0.001, 0.002]);
    const few = rows.map((row) => (row.ratio === 0.002 && row.batch === 20 ? { ...row, trainAccuracy: 98 } : row));
    expect(new Set(Object.values(verdicts(noiseClaims(few))))).toEqual(new Set(["not tested"]));
    expect(comparableRatios(rows.filter(({ ratio, seed }) => ratio !== 0.001 || seed !== 1))).toEqual([0.002]);
  });

  it("tells the ratio from the rate", () => {
    const [both, ratio, rate] = noiseSplit(grid(-0.5, 0.5));
    expect(both).toMatchObject({ "slope in log η": "−0.50 [−0.50, −0.50]", "slope in log B": "0.50 [0.50, 0.50]" });
    expect(ratio).toMatchObject({ fit: "log(η/B) alone", "explained, of cell means": "100 %" });
    expect(Number.parseFloat(rate?.["explained, of cell means"] as string)).toBeLessThan(60);
    expect(noiseSplit(grid(-0.5, 0))[2]).toMatchObject({ fit: "log η alone", "explained, of cell means": "100 %" });
    expect(noiseSplit([])).toEqual([]);
  });

  it("shows the scale of Smith and Le", () => {
    expect(noiseTable(grid(-0.5, 0.5), 2000)[0]).toMatchObject({ batch: 20, "g = η(N/B − 1)": 1.98 });
  });
});

describe("distance", () => {
  const walk = (of: (step: number) => number, noiseless = of): DistanceRow[] =>
    SEEDS.flatMap((seed) =>
      [20, 200].map((batch) => ({
        run: `${batch}-${seed}`,
        batch,
        seed,
        points: geometricSteps(300, 20).map((step) => ({
          step,
          distance: wobble(seed) * (batch === 20 ? 1.1 * of(step) : noiseless(step)),
        })),
      })),
    );

  it("spaces steps evenly in their logarithms", () => {
    expect(geometricSteps(8, 4)).toEqual([1, 2, 4, 8]);
    expect(geometricSteps(3, 10)).toEqual([1, 2, 3]);
    expect(() => geometricSteps(0, 4)).toThrow(RangeError);
  });

  it("tells log t from √t", () => {
    const [row] = walk(Math.log);
    expect(distanceFits(row?.points ?? [], 10).log).toBeCloseTo(1, 12);
    expect(verdicts(distanceClaims(walk(Math.log), { examples: 200 }))).toEqual({
      "why-distance-log": "reproduced",
      "why-distance-log-from-first-step": "reproduced",
      "why-noise-walks-farther": "reproduced",
      "why-log-needs-noise": "not reproduced",
      "why-log-grows-with-noise": "not reproduced",
    });
    expect(verdicts(distanceClaims(walk(Math.log, Math.sqrt), { examples: 200 }))).toEqual({
      "why-distance-log": "reproduced",
      "why-distance-log-from-first-step": "reproduced",
      "why-noise-walks-farther": "not reproduced",
      "why-log-needs-noise": "reproduced",
      "why-log-grows-with-noise": "reproduced",
    });
    // The control says nothing of the claim about the noisy ones.
    expect(verdicts(distanceClaims(walk(Math.sqrt, Math.log), { examples: 200 }))).toMatchObject({
      "why-distance-log": "not reproduced",
      "why-log-grows-with-noise": "not reproduced",
    });
    expect(verdicts(distanceClaims(walk(Math.sqrt), { examples: 200 }))).toMatchObject({
      "why-distance-log": "not reproduced",
      "why-distance-log-from-first-step": "not reproduced",
      "why-log-needs-noise": "reproduced",
    });
    expect(verdicts(distanceClaims(walk(Math.log), { examples: 1000 }))).toMatchObject({
      "why-log-needs-noise": "not tested",
      "why-log-grows-with-noise": "not tested",
    });
    const [settled, , , noiseless] = distanceClaims(walk(Math.log), { examples: 200 });
    expect(settled?.runs).toEqual(SEEDS.map((seed) => `20-${seed}`));
    expect(noiseless?.runs).toEqual(SEEDS.map((seed) => `200-${seed}`));
    expect(distanceTable(walk(Math.log))[0]).toMatchObject({ batch: 20, "R² in log t, from step 10": 1 });
  });
});

describe("the edge of stability", () => {
  const trainings = (ratio: (rate: number) => number, rise = 1.2): EdgeTraining[] =>
    SEEDS.flatMap((seed) =>
      [0.05, 0.07, 0.1].map((learningRate) => ({
        run: `${seed}-${learningRate}`,
        seed,
        learningRate,
        rows: [0.4, rise, ratio(learningRate), ratio(learningRate)].map((value, i) => ({
          step: 10 * i,
          loss: 1,
          lambdaMax: (wobble(seed) * value * 2) / learningRate,
          ratio: wobble(seed) * value,
        })),
      })),
    );

  it("takes the plateau from the first point at or above 2/η", () => {
    const plateau = plateauOf({ rows: [0.5, 0.9, 1, 4].map((ratio, step) => ({ step, loss: 1, lambdaMax: 10 * ratio, ratio })) });
    expect(plateau).toMatchObject({ largest: 4, rows: 2 });
    expect(plateau.ratio).toBeCloseTo(2, 12);
    expect(plateau.lambdaMax).toBeCloseTo(20, 12);
  });

  it("does not hover where one of the rates goes far beyond, whatever the mean over the rates", () => {
    const one = edgeClaims(trainings((rate) => (rate === 0.1 ? 2.4 : 1.05))).find(({ id }) => id === "why-edge-hovers");
    expect(one).toMatchObject({ verdict: "not reproduced", reason: "the whole interval lies above the bound 1.5" });
    expect(one?.estimate).toBeCloseTo((1.2 * 2.4 * 2.4) ** (1 / 3), 2);
  });

  it("holds where λ_max hovers at 2/η, and not where it stays below, or goes far beyond at large rates", () => {
    expect(new Set(Object.values(verdicts(edgeClaims(trainings(() => 1.1)))))).toEqual(new Set(["reproduced"]));
    expect(verdicts(edgeClaims(trainings(() => 0.6, 0.8)))).toEqual({
      "why-edge-reached": "not reproduced",
      "why-edge-hovers": "not tested",
      "why-sharpness-goes-as-one-over-rate": "not tested",
    });
    expect(verdicts(edgeClaims(trainings((rate) => 1000 * rate * rate)))).toMatchObject({
      "why-edge-hovers": "not reproduced",
      "why-sharpness-goes-as-one-over-rate": "not reproduced",
    });
    expect(edgeTable(trainings(() => 0.6, 0.8))[0]).toMatchObject({ "seeds that reached it": "0 of 5", "over 2/η": "–" });
  });
});

describe("counter-claims", () => {
  const rescaled = (power: number, change: number, asam: number): RescaledRow[] =>
    SEEDS.flatMap((seed) =>
      [1, 32].map((alpha) => ({
        seed,
        alpha,
        lambdaMax: wobble(seed) * alpha ** power,
        asam: alpha === 1 ? 0.1 : 0.1 * asam * wobble(seed),
        testLoss: alpha === 1 ? 0.3 : 0.3 * (1 + change),
        largeLambdaMax: 50,
        run: `${seed}`,
      })),
    );

  it("tells a rescaled network from another function", () => {
    expect(new Set(Object.values(verdicts(rescalingClaims(rescaled(2, 1e-8, 1)))))).toEqual(new Set(["reproduced"]));
    expect(new Set(Object.values(verdicts(rescalingClaims(rescaled(0, 0.1, 2)))))).toEqual(new Set(["not reproduced"]));
  });

  it("judges the plain line and the filters with weight decay alone", () => {
    const rows = (line: number, filter: number): SteepnessRow[] =>
      SEEDS.flatMap((seed) =>
        [0, 1e-3].map((weightDecay) => ({
          seed,
          weightDecay,
          line: { small: wobble(seed), large: weightDecay > 0 ? line : 100 },
          filter: { small: wobble(seed), large: weightDecay > 0 ? filter : 0.001 },
          norm: { small: 1, large: 1 },
          runs: [],
        })),
      );
    expect(new Set(Object.values(verdicts(normalisationClaims(rows(0.5, 3)))))).toEqual(new Set(["reproduced"]));
    expect(new Set(Object.values(verdicts(normalisationClaims(rows(2, 0.3)))))).toEqual(new Set(["not reproduced"]));
  });

  it("compares the large batch with itself and with the small one at equal steps", () => {
    const rows = (gain: number, sharper: number, loss = 0.001): LongerRow[] =>
      SEEDS.flatMap((seed) => [
        { seed, batch: 20, epochs: 40, steps: 4000, accuracy: 93 * wobble(seed), loss: 0.0012, lambdaMax: wobble(seed), run: "a" },
        { seed, batch: 500, epochs: 40, steps: 160, accuracy: 92 * wobble(seed), loss: 0.001, lambdaMax: 10, run: "b" },
        { seed, batch: 500, epochs: 1000, steps: 4000, accuracy: (92 + gain) * wobble(seed), loss, lambdaMax: sharper, run: "c" },
      ]);
    expect(new Set(Object.values(verdicts(longerClaims(rows(1, 0.5)))))).toEqual(new Set(["reproduced"]));
    expect(new Set(Object.values(verdicts(longerClaims(rows(-0.5, 20)))))).toEqual(new Set(["not reproduced"]));
    // A curvature at a hundredth of the loss says nothing of the minimum.
    const unequal = longerClaims(rows(1, 0.5, 1e-5));
    expect(verdicts(unequal)).toMatchObject({
      "why-more-steps-help": "reproduced",
      "why-more-steps-flatter": "not tested",
      "why-no-sharper-at-equal-steps": "not tested",
    });
    expect(unequal[2]?.reason).toMatch(/^unequal training losses: 0.000010 and 0.0010 nats/);
  });
});

describe("the table of hypotheses", () => {
  const claim = (verdict: Claim["verdict"]) => ({ ...(fullBatchClaims([])[0] as Claim), verdict });
  it("counts the predictions that held among those tested", () => {
    expect(outcomeOf([claim("not tested")])).toBe("not tested");
    expect(outcomeOf([claim("reproduced"), claim("direction only"), claim("not tested")])).toBe(
      "1 of 2 held, 1 in direction only, 1 not tested",
    );
    expect(outcomeOf([claim("reproduced"), claim("reproduced")])).toBe("all held");
    expect(outcomeOf([claim("reproduced"), claim("not reproduced")])).toBe("1 of 2 held");
    expect(outcomeOf([claim("not reproduced")])).toBe("none held");
    const table = hypothesesTable([{ name: "Noise", predicts: "x", claims: [claim("reproduced")] }]);
    expect(table.split("\n").at(-1)).toBe("| Noise | x | `why-full-batch-with-penalty`: reproduced | **all held** |");
  });
});
