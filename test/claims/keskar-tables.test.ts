import { describe, expect, it } from "vitest";
import { methodRows, phiClaims, phiForest, phiPairs, phiTable, phiTableRows, publishedSettingClaims } from "../../src/claims/keskar-tables";
import { type MeasuredRow, measured } from "../../src/claims/measured";
import type { StoredMeasure } from "../../src/measure/panel/stored";

const keskar = (phi: number, epsilon = 1e-3): StoredMeasure =>
  ({
    what: "keskar",
    settings: { epsilon },
    result: { phi, by: { published: phi / 10, lbfgsb: null, signAscent: phi } },
  }) as unknown as StoredMeasure;
const subspace = (phi: number): StoredMeasure =>
  ({ what: "keskarSubspace", settings: { epsilon: 1e-3 }, result: { phi: { mean: phi } } }) as unknown as StoredMeasure;
const rows = [1, 2, 3, 4, 5].flatMap((seed) =>
  [20, 100, 500].map((batch) => ({
    row: { id: `${batch}-${seed}`, batch, seed },
    measures: [keskar(9, 5e-4), keskar(batch * seed), subspace(seed + (batch === 500 ? 1 : 0))],
  })),
);
const spec = { quantity: "keskarFull", epsilon: 1e-3, small: 20, large: 500 } as const;
const pair = phiPairs(rows, spec);
const turned = { ...pair, values: pair.values.map(({ seed, small, large }) => ({ seed, small: large, large: small })) };

describe("φ of pairs", () => {
  it("are those of one seed at one ε", () => {
    expect(pair.values[2]).toEqual({ seed: 3, small: 60, large: 1500 });
    expect(pair.runs).toHaveLength(10);
    expect(phiPairs(rows, { ...spec, quantity: "keskarSubspace" }).values[0]).toEqual({ seed: 1, small: 1, large: 2 });
    expect(() => phiPairs(rows, { ...spec, epsilon: 1 })).toThrow("not measured with keskar at ε = 1");
  });

  it("by method", () => {
    expect(methodRows(rows, [20], 1e-3)).toEqual([
      { batch: 20, "φ by 10 iterations of L-BFGS-B (mean)": 6, "φ by sign-gradient ascent (mean)": 60 },
    ]);
  });
});

describe("the tables", () => {
  const own = [256, 6000].flatMap((batch) =>
    [1, 2].map((seed) => ({
      network: "F1",
      data: "mnist",
      batch,
      seed,
      optimizer: "adam",
      learning_rate: 0.001,
      "keskarFull(1e-3)": batch * seed,
    })),
  ) as unknown as MeasuredRow[];

  it("have ours, ours at the published settings, and the published ones", () => {
    const table = phiTable([pair], "mlp", own);
    expect(table[0]).toMatchObject({ by: "here", network: "mlp", ratio: expect.closeTo(25), low: expect.closeTo(25) });
    expect(table[1]).toMatchObject({ by: "here, published setting", network: "F1", ratio: expect.closeTo(6000 / 256) });
    const f1 = table.find(
      ({ by, network, epsilon, quantity }) => by === "Keskar et al." && network === "F1" && epsilon === 1e-3 && quantity === "keskarFull",
    );
    expect(f1).toMatchObject({ small: "1.23 ± 0.83", large: "205 ± 69.5", ratio: expect.closeTo(166.8, 1) });
    expect(phiTableRows(table, "keskarFull").length + phiTableRows(table, "keskarSubspace").length).toBe(table.length);
    expect(phiForest(table, 5e-4).every(({ group, low }) => group === "Keskar et al." && low === undefined)).toBe(true);
  });

  it("do without our own published-scale runs, and without values that have no ratio", () => {
    expect(phiTable([pair], "mlp", []).filter(({ by }) => by !== "Keskar et al.")).toHaveLength(1);
    const zero = { ...pair, values: [{ seed: 1, small: 0, large: 1 }] };
    expect(phiTable([zero], "mlp", []).every(({ by }) => by === "Keskar et al.")).toBe(true);
  });
});

describe("the claims of the tables", () => {
  it("hold for these data, and not for reversed ones", () => {
    expect(phiClaims([pair], "mlp", "mnist")[0]).toMatchObject({ id: "sharpness-full-1e-3", verdict: "reproduced", n: 5 });
    expect(phiClaims([turned], "mlp", "mnist")[0]).toMatchObject({ verdict: "not reproduced", reason: "the effect is reversed" });
  });

  it("compare the size for the paper's networks on their data alone", () => {
    expect(phiClaims([pair], "F1", "mnist")[0]).toMatchObject({ published: { value: 167 }, verdict: "direction only" });
    expect(phiClaims([pair], "F1", "glyphs")[0]?.published).toBeUndefined();
  });
});

describe("the claims of our runs at the published setting", () => {
  const columns = ["keskarFull(1e-3)", "keskarFull(5e-4)", "keskarSubspace(1e-3)", "keskarSubspace(5e-4)"] as const;
  const ids = ["full-1e-3", "full-5e-4", "subspace-1e-3", "subspace-5e-4"].map((end) => `sharpness-published-setting-f1-${end}`);
  /** Runs of F1 whose large batch has so many times the φ of the small one, give or take 5 %; a batch between them has any. */
  const runs = (factors: readonly number[], data = "mnist"): MeasuredRow[] =>
    [256, 1000, 6000].flatMap((batch) =>
      [1, 2, 3, 4, 5].map((seed) => ({
        ...{ network: "F1", data, batch, seed, optimizer: "adam", learning_rate: 0.001 },
        ...Object.fromEntries(
          columns.map((column, i) => [column, batch === 6000 ? (factors[i] as number) * (0.94 + seed / 50) : batch / 256]),
        ),
      })),
    ) as unknown as MeasuredRow[];
  const verdicts = (rows: MeasuredRow[]) => publishedSettingClaims("F1", rows).map(({ verdict }) => verdict);

  it("compare each factor with that of the two printed means", () => {
    const claims = publishedSettingClaims("F1", runs([167, 70.3, 83.8, 183]));
    expect(claims.map(({ id }) => id)).toEqual(ids);
    expect(claims.map(({ verdict, n }) => [verdict, n])).toEqual(Array(4).fill(["reproduced", 5]));
    // Tables 3 and 4: 205.14 / 1.23, 42.90 / 0.61, 9.22 / 0.11, 9.17 / 0.05.
    expect(claims.map(({ published }) => published?.value)).toEqual([167, 70.3, 83.8, 183]);
    expect(claims.map(({ source }) => source.slice(-1))).toEqual(["3", "3", "4", "4"]);
  });

  it("fall where the factor is another, not for certain above 1, reversed, or not measured", () => {
    expect(verdicts(runs([30, 167, 1, 0.5]))).toEqual(["direction only", "direction only", "not reproduced", "not reproduced"]);
    expect(verdicts(runs([167, 70.3, 83.8, 183], "glyphs"))).toEqual(Array(4).fill("not tested"));
    expect(verdicts([])).toEqual(Array(4).fill("not tested"));
    expect(() => publishedSettingClaims("mlp", [])).toThrow("no network mlp");
  });

  it("are those of data/published/measured.csv", () => {
    const claims = publishedSettingClaims();
    expect(claims.map(({ verdict }) => verdict)).toEqual(["reproduced", "reproduced", "direction only", "not reproduced"]);
    const first = measured().filter(({ network, seed }) => network === "F1" && seed === 1);
    const small = first.find(({ batch }) => batch === 256)?.["keskarSubspace(1e-3)"] as number;
    const large = first.find(({ batch }) => batch === 6000)?.["keskarSubspace(1e-3)"] as number;
    const [low, high] = claims[2]?.interval ?? [0, 0];
    expect(large / small).toBeGreaterThan(low);
    expect(large / small).toBeLessThan(high);
    expect(claims.map(({ estimate }) => Number(estimate?.toPrecision(3)))).toEqual([126, 78.1, 5.02, 1.35]);
  });
});
