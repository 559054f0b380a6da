import { describe, expect, it } from "vitest";
import { type NoiseAlong, noiseRows, riseAfterStart, riseClaim, riseFromStart, riseSentence } from "../../src/claims/scale-noise";

const SEEDS = [1, 2, 3, 4, 5];
/** Each seed a little above the last, so that intervals are no points. */
const along = (scales: readonly (number | null)[]): NoiseAlong[] =>
  SEEDS.flatMap((seed) => scales.map((scale, i) => ({ seed, step: 10 * i, scale: scale && scale * 1.01 ** (i * seed) })));

describe("the rise of the noise", () => {
  // High at the random start, low just after it, and high again: what the notebook saw.
  const valley = along([100, 20, 50, 100]);
  // The same, and the seeds differ about the end.
  const undecided = valley.map((row) => (row.step === 30 ? { ...row, scale: row.seed > 2 ? 300 : 40 } : row));

  it("is judged from the random start, and from nowhere else", () => {
    expect(Math.exp(riseFromStart(valley)?.rise.mean as number)).toBeCloseTo(1.01 ** 9, 10);
    expect(riseClaim(along([100, 20, 50, 60]))).toMatchObject({ id: "scale-noise-rises", verdict: "not reproduced", reason: "the effect is reversed", estimate: expect.closeTo(0.6 * 1.01 ** 9, 10) }); // biome-ignore format: one line
    expect(riseClaim(undecided).reason).toBe("not decided against the random start, before any step: the interval contains 1");
    expect(riseClaim(along([20, 100, 50, 60]))).toMatchObject({ verdict: "reproduced", n: 5 });
    expect(riseClaim(along([20, 100]).map((row) => ({ ...row, run: `run${row.seed}` }))).runs).toHaveLength(5);
    expect(riseClaim(along([null, null]))).toMatchObject({ verdict: "not tested", reason: "no noise scale could be told" });
  });

  it("is looked at beside that from the first step after the start that every seed has", () => {
    const { from, rise } = riseAfterStart(valley) ?? {};
    expect(from).toBe(10);
    expect(Math.exp(rise?.mean as number)).toBeCloseTo(5 * 1.01 ** 6, 10);
    const gap = valley.map((row) => (row.seed === 3 && row.step === 10 ? { ...row, scale: null } : row));
    expect(riseAfterStart(gap)?.from).toBe(20);
    expect(riseAfterStart(along([100]))).toBeUndefined();
  });

  it("is told with both numbers, as far as each is decided", () => {
    expect(riseSentence(undecided)).toMatch(
      /^Against the random start it is not decided whether the noise scale rises: at the end it is \d.\d\d \[0.\d\d, \d.\d\d\] times as large. From step 10 on the noise scale rises: \d.\d\d \[.*\] times \(looked at afterwards, so it judges nothing\)\.$/,
    );
    expect(riseSentence(along([20, 100, 90, 80]))).toMatch(
      /^Against the random start the noise scale rises: .*From step 10 on the noise scale falls: 0/,
    );
    expect(riseSentence(along([100, 90, 20]))).toMatch(/^Against the random start the noise scale falls/);
    expect(riseSentence([])).toBe("No noise scale could be told at two points of a training.");
  });
});

describe("the table of the noise", () => {
  const rows = [
    { seed: 1, step: 0, scale: 100 },
    { seed: 1, step: 5, scale: 25 },
    { seed: 2, step: 0, scale: 40 },
    { seed: 2, step: 5, scale: null },
  ];
  const OFF = "off the critical batch, factor";

  it("has a row a step with how far off a single look is, then mean and span of each seed", () => {
    expect(noiseRows(rows, 50)).toEqual([
      { step: "0", "seed 1": "100", "seed 2": "40", [OFF]: "1.25 to 2" },
      { step: "5", "seed 1": "25", "seed 2": "–", [OFF]: "2 to 2" },
      { step: "geometric mean", "seed 1": "50", "seed 2": "40", [OFF]: "1 to 1.25" },
      { step: "highest over lowest", "seed 1": "4", "seed 2": "1", [OFF]: "–" },
    ]);
  });

  it("holds the noise against nothing where there is no critical batch", () => {
    expect(new Set(noiseRows(rows, Number.NaN).map((row) => row[OFF]))).toEqual(new Set(["–"]));
  });
});
