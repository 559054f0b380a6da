import { describe, expect, it } from "vitest";
import {
  atEqualLoss,
  REMEDY_PANEL,
  remedyClaims,
  remedyResultRows,
  remedyResults,
  remedySentences,
  remedyTimes,
} from "../../src/claims/closing-the-gap";
import { remedyPoints } from "../../src/claims/remedy-points";
import type { StoredMeasure } from "../../src/measure/panel/stored";
import type { RunRow } from "../../src/sweep/store/row";

const ARMS = [
  { id: "SB", cost: 1 },
  { id: "LB", cost: 1 },
  { id: "sam", cost: 2 },
  { id: "swa", cost: 1 },
  { id: "clipping", cost: 1 },
];
const noise = [-0.001, 0.0005, 0, 0.001, -0.0005];

/** Accuracies and λ_max by arm; `sign` turns what the remedies do. */
function evidence(sign = 1, seeds = [1, 2, 3, 4, 5], fitted = 1) {
  const accuracy: Record<string, number> = { SB: 0.94, LB: 0.92, sam: 0.92 + sign * 0.01, swa: 0.92, clipping: 0.92 + sign * 0.02 };
  const sharpness: Record<string, number> = { SB: 5, LB: 20, sam: 20 * 4 ** -sign, swa: 20 * 2 ** -sign, clipping: 20 };
  const rows = ARMS.flatMap(({ id }, a) =>
    seeds.map((seed, i) => {
      const testAccuracy = (accuracy[id] as number) + (noise[(i + a) % 5] as number);
      return { id: `${id}${seed}`, recipe: id, seed, testAccuracy, trainAccuracy: id === "sam" ? fitted : 1, seconds: 2 } as RunRow;
    }),
  );
  const measured = rows.map((row, i) => {
    const lambdaMax = (sharpness[row.recipe as string] as number) * (1 + 10 * (noise[(2 * i) % 5] as number));
    const results = { keskar: { phi: 3 }, hessian: { lambdaMax }, trace: { trace: 0 }, asam: { sharpness: 1 } };
    return { row, measures: Object.entries(results).map(([what, result]) => ({ what, result })) as unknown as StoredMeasure[] };
  });
  return remedyResults(ARMS, rows, measured);
}
const verdicts = (results: ReturnType<typeof evidence>) =>
  Object.fromEntries(remedyClaims(results).map(({ id, verdict, reason }) => [id, reason ? `${verdict}: ${reason}` : verdict]));

describe("remedyResults", () => {
  it("sets each arm against both batches of its seeds", () => {
    const [small, large, sam] = evidence();
    expect(sam?.share?.ratio).toBeCloseTo(0.5, 6);
    expect(small?.share).toMatchObject({ ratio: 1, low: expect.closeTo(1), high: expect.closeTo(1) });
    expect(large?.share?.ratio).toBe(0);
    expect(Math.exp(sam?.flatter.hessian?.mean ?? 0)).toBeCloseTo(4, 1);
    expect(sam?.runs).toContain("sam1");
    // 0 / 0 has no logarithm: the measure is left out.
    expect(sam?.flatter.trace).toBeUndefined();
  });

  it("leaves out an arm without runs, and measures that are missing", () => {
    const row = (recipe: string, testAccuracy: number) => ({ id: recipe, recipe, seed: 1, testAccuracy }) as RunRow;
    const [only, ...more] = remedyResults([{ id: "sam", cost: 2 }, { id: "swa", cost: 1 }], [row("SB", 0.9), row("LB", 0.8), row("sam", 0.85)]); // biome-ignore format: one line
    expect(more).toEqual([]);
    expect(only).toMatchObject({ share: { ratio: expect.closeTo(0.5) }, flatter: {} });
  });

  it("are rows of tables", () => {
    const results = evidence(1, [1, 2, 3, 4, 5], 0.9);
    const [, , sam, swa] = remedyResultRows(results, evidence(-1));
    expect(sam).toMatchObject({ arm: "sam", "train, %": "90.00 (unfinished)", "trace, LB/arm": "–" });
    expect(sam?.["share closed [95 %]"]).toMatch(/^0\.50 \[/);
    expect(sam?.["at equal steps"]).toMatch(/^−0\.50 \[/);
    // A step of one gradient: both budgets are the same.
    expect(swa?.["at equal steps"]).toBe(swa?.["share closed [95 %]"]);
    expect(Object.keys(sam ?? {})).toHaveLength(6 + REMEDY_PANEL.length);
    expect(remedyTimes(results)[2]).toEqual({ arm: "sam", "gradients a step": 2, "seconds a run": "2.0" });
  });

  it("are points of the figure, the large batch where the axes cross", () => {
    const points = remedyPoints(evidence(1, [1, 2, 3, 4, 5], 0.9));
    expect(points.map(({ name }) => name)).toEqual(["SB", "sam", "swa", "clipping"]);
    expect(points[0]).toMatchObject({ reference: true, share: { mean: 1 }, flatter: { mean: expect.closeTo(4, 1) } });
    expect(points[1]).toMatchObject({ unfinished: true });
  });
});

/** SAM and SWA are compared half-way down a slope, clipping at a minimum. */
function onSlopes() {
  const results = evidence();
  const losses = Object.entries({ sam: 0.3, swa: 0.02, clipping: 0.001 });
  return atEqualLoss(results, losses.map(([id, loss]) => ({ id, loss, flatter: results.find((each) => each.id === id)?.flatter ?? {} }))); // biome-ignore format: one line
}

describe("sentences", () => {
  it("say which remedy gained without flatness, and the reverse", () => {
    const sentences = remedySentences(evidence());
    expect(sentences.slice(0, 4).map((sentence) => /: (.+)\.$/.exec(sentence)?.[1])).toEqual(["sam", "clipping", "swa", "none"]);
    expect(sentences[4]).toMatch(/better none; not better none\.$/);
    expect(remedySentences(evidence(-1))[3]).toContain("sam, swa, clipping");
  });

  it("name those apart that have no value of flatness", () => {
    const results = evidence().map((result) => (result.id === "swa" ? { ...result, flatter: {} } : result));
    const sentences = remedySentences(results);
    expect(sentences[2]).toMatch(/: none\.$/);
    expect(sentences[5]).toBe("Without a value of flatness: better none; not better swa.");
    expect(remedySentences(evidence())).toHaveLength(5);
  });

  it("say nothing of flatness where a minimum is held against a slope", () => {
    const sentences = remedySentences(onSlopes());
    expect(sentences[0]).toMatch(/: none\.$/);
    expect(sentences[1]).toMatch(/: clipping\.$/);
    expect(sentences[4]).toMatch(/better sam; not better swa\.$/);
  });
});

describe("remedyClaims", () => {
  it("judge what each paper says, and flip with the data", () => {
    const straight = verdicts(evidence());
    expect(straight).toMatchObject({
      "remedy-sam-gains": "reproduced",
      "remedy-sam-flatter": "reproduced",
      "remedy-swa-flatter": "reproduced",
    });
    expect(straight["remedy-clipping-gains"]).toBe("reproduced");
    const turned = verdicts(evidence(-1));
    for (const id of ["remedy-sam-gains", "remedy-sam-flatter", "remedy-swa-flatter", "remedy-clipping-gains"])
      expect(turned[id], id).toBe("not reproduced: the effect is reversed");
    expect(straight["remedy-swa-gains"]).toContain("not decided");
  });

  it("are not tested of a training that is unfinished, however good it is", () => {
    const unfinished = verdicts(evidence(1, [1, 2, 3, 4, 5], 0.973));
    for (const id of ["remedy-sam-gains", "remedy-sam-flatter"])
      expect(unfinished[id]).toBe("not tested: unfinished: 97.30 % of the training images are fitted");
    expect(unfinished["remedy-swa-flatter"]).toBe("reproduced");
  });

  it("are not tested of the flatness of a minimum that is held against a slope; what it gains is", () => {
    const own = verdicts(onSlopes());
    expect(own["remedy-sam-flatter"]).toBe("not tested: compared at 0.30 nats, a minimum with a slope");
    expect(own["remedy-swa-flatter"]).toBe("not tested: compared at 0.020 nats, a minimum with a slope");
    expect(own["remedy-sam-gains"]).toBe("reproduced");
    expect(remedyPoints(onSlopes()).map(({ name, onSlope }) => [name, onSlope])).toEqual([["sam", true], ["swa", true], ["clipping", false]]); // biome-ignore format: one line
  });

  it("claim flatness of five remedies with intervals that hold together", () => {
    const results = evidence().map((result) =>
      result.id === "sam"
        ? { ...result, flatter: { hessian: { n: 10, mean: 0.3, sd: 0.412, low: 0.005, high: 0.595 } } } // biome-ignore format: one line
        : result,
    );
    const sam = remedyClaims(results).find(({ id }) => id === "remedy-sam-flatter");
    expect(sam?.interval?.[0]).toBeLessThan(1);
    expect(sam).toMatchObject({ verdict: "not reproduced", reason: "not decided: the interval contains 1" });
  });

  it("are not tested without runs, or with too few seeds", () => {
    const few = verdicts(evidence(1, [1, 2]));
    expect(few["remedy-sam-gains"]).toContain("2 of the 5");
    expect(few["remedy-lars-gains"]).toContain("not tested");
    const told = remedyClaims([], { leftOut: [{ id: "lamb", why: "it is a form of Adam" }] });
    expect(told.find(({ id }) => id === "remedy-lamb-gains")).toMatchObject({ verdict: "not tested", reason: "it is a form of Adam" });
    expect(new Set(Object.keys(few)).size).toBe(remedyClaims([]).length);
    expect(remedyClaims([], { skip: ["ghostBatchNorm"] }).map(({ id }) => id)).not.toContain("remedy-ghost-batch-norm-gains");
  });
});
