import { describe, expect, it } from "vitest";
import type { Ranking } from "../../src/claims/panel-ranking";
import type { CoursePoint } from "../../src/claims/phi-along";
import { lowestCommonLoss, phiAtEqualLoss, phiAtLoss, phiByBatch, type SharpnessEvidence, sharpnessClaims, warmStartRows, warmStartSummaries } from "../../src/claims/sharpness-against-batch"; // biome-ignore format: one line
import type { StoredPair } from "../../src/sweep/pairs";

const SEEDS = [1, 2, 3, 4, 5];
const wobble = (seed: number) => 1 + seed / 50;
/** A loss that falls by powers of ten from 10, with φ = scale · loss^power. */
const course = (scale: number, power: number, states = 5): CoursePoint[] =>
  Array.from({ length: states }, (_, i) => ({ step: i, epoch: i, loss: 10 ** (1 - i), phi: scale * 10 ** (power * (1 - i)) }));

describe("φ at a loss", () => {
  it("is read off on straight lines over the logarithms", () => {
    expect(phiAtLoss(course(3, 0.5), 0.05)).toBeCloseTo(3 * 0.05 ** 0.5, 10);
    expect(phiAtLoss(course(3, 0.5), 0.1)).toBeCloseTo(3 * 0.1 ** 0.5, 10);
  });

  it("is that of the last time the loss passes it, and none where it never does", () => {
    const back = [...course(1, 0, 3), { step: 9, epoch: 9, loss: 5, phi: 7 }, { step: 10, epoch: 10, loss: 0.1, phi: 7 }];
    expect(phiAtLoss(back, 1)).toBeCloseTo(7, 12);
    expect(phiAtLoss(course(1, 0, 2), 0.5)).toBeUndefined();
    expect(phiAtLoss(course(0, 0), 0.5)).toBeUndefined();
  });

  it("is compared at the lowest loss that all reach", () => {
    const courses = SEEDS.map((seed) => ({ seed, runs: [], small: course(1, 0), large: course(4, 0, 4) }));
    expect(lowestCommonLoss(courses)).toBeCloseTo(0.01001, 10);
    expect(phiAtEqualLoss(courses, 0.05)?.[1]).toEqual({ seed: 2, small: expect.closeTo(1), large: expect.closeTo(4) });
    expect(phiAtEqualLoss(courses, 0.001)).toBeUndefined();
  });
});

describe("summaries", () => {
  it("of φ by batch are geometric", () => {
    const [first] = phiByBatch([{ batch: 5, phi: 2 }, { batch: 5, phi: 8 }]); // biome-ignore format: a table
    expect(Math.exp(first?.log.mean as number)).toBeCloseTo(4, 12);
  });

  it("of warm starts have the epochs that all seeds have", () => {
    const point = (epoch: number) => ({ epoch, epochs: 1, trainLoss: 0, testAccuracy: 0.9, phi: 1 });
    const series = [
      [0, 1, 8],
      [0, 8, 20],
    ].map((epochs) => ({ points: epochs.map(point) }));
    expect(warmStartSummaries(series).map(({ epoch, accuracy }) => [epoch, accuracy.mean])).toEqual([[0, 90], [8, 90]]); // biome-ignore format: a table
  });

  it("of warm starts are rows of a table, losses and φ as geometric means", () => {
    const series = [1, 4].map((size) => ({
      points: [{ epoch: 2, epochs: 10 * size, trainLoss: 0.001 * size, testAccuracy: 0.9 + 0.01 * size, phi: 2 * size }],
    }));
    const row = {
      "epochs of the small batch": 2,
      "epochs of the large batch": 25,
      "final training loss (nats)": 0.002,
      "test %": "92.50",
      φ: 4,
    };
    expect(warmStartRows(series)).toEqual([row]);
  });
});

/** Evidence for everything that is claimed; `turned`: with small and large exchanged, and a large batch that catches up on its way down. */
function evidence(turned = false): SharpnessEvidence {
  const sign = turned ? -1 : 1;
  const [low, high] = turned ? [100, 1] : [1, 10];
  const vector = (length: number) => new Float32Array([length, 0]);
  const run = (seed: number, length: number) => ({ weights: vector(length * wobble(seed)), start: vector(0) });
  const [near, far] = turned ? [5, 1] : [1, 5];
  const tau = (value: number) => ({ value: sign * value, low: sign * value - 0.1, high: sign * value + 0.1, n: 5 });
  return {
    phis: SEEDS.flatMap((seed) =>
      [10, 100, 500].map((batch) => ({ id: `${batch}-${seed}`, batch, seed, phi: wobble(seed) * batch ** sign })),
    ),
    warm: SEEDS.map((seed) => ({
      runs: ["a"],
      points: [0, 5].map((epoch) => {
        const better = (epoch === 5) !== turned;
        return {
          epoch,
          epochs: 9,
          trainLoss: 0,
          testAccuracy: (better ? 0.95 : 0.9) + (seed / 1e4) * (better ? 1 : 0),
          phi: (better ? 1 : 4) * wobble(seed),
        };
      }),
    })),
    courses: SEEDS.map((seed) => ({
      seed,
      runs: [],
      small: course(low, 0.2 * wobble(seed)),
      large: course(high, 0),
    })),
    pairs: SEEDS.map((seed) => ({ seed, ids: ["s", "l"], small: run(seed, far), large: run(seed + 1, near) }) as unknown as StoredPair),
    rankings: [{ id: "keskar", name: "φ", group: "sharpness", kendall: tau(0.6), spearman: tau(0.7), within: tau(0.3) } as Ranking],
  };
}

describe("the claims", () => {
  it("hold for these data, and every one is reversed with them", () => {
    const straight = sharpnessClaims(evidence());
    expect(straight.map(({ id, verdict }) => `${id}: ${verdict}`).filter((text) => !text.endsWith(": reproduced"))).toEqual([]);
    const reasons = sharpnessClaims(evidence(true)).map(({ id, reason }) => `${id}: ${reason}`);
    expect(reasons.filter((text) => !text.endsWith(": the effect is reversed"))).toEqual([]);
    expect(new Set(straight.map(({ id }) => id)).size).toBe(straight.length);
  });

  it("are not tested where the data do not allow it", () => {
    const { warm, courses, ...rest } = evidence();
    const cut = courses.map((each) => ({ ...each, large: course(1, 0, 1) }));
    const cold = warm.map(({ points, ...each }) => ({ ...each, points: points.slice(1) }));
    const claims = sharpnessClaims({ ...rest, rankings: [], warm: cold, courses: cut });
    expect(claims.filter(({ verdict }) => verdict === "not tested").map(({ id }) => id)).toEqual([
      "sharpness-warm-start-accuracy",
      "sharpness-warm-start-phi",
      "sharpness-at-equal-loss",
      "sharpness-parts-on-the-way",
      "sharpness-orders-the-gap",
      "sharpness-orders-within-a-batch",
    ]);
  });

  it("have the two come apart by how much they differ, whichever is the sharper", () => {
    /** φ of the large batch over that of the small one at 1 nat and at 0.01, where the courses end. */
    const parting = (atHigh: number, atLow: number) => {
      const power = Math.log(atLow / atHigh) / Math.log(0.01);
      const courses = SEEDS.map((seed) => ({ seed, runs: [], small: course(1, 0, 4), large: course(atHigh, power * wobble(seed), 4) }));
      return sharpnessClaims({ ...evidence(), courses }).find(({ id }) => id === "sharpness-parts-on-the-way");
    };
    expect(parting(1, 4)).toMatchObject({ verdict: "reproduced", estimate: expect.closeTo(4, 0) });
    // From a smaller φ to a larger one: 1 / 0.8 apart at first, 4 at last.
    expect(parting(0.8, 4)).toMatchObject({ verdict: "reproduced", estimate: expect.closeTo(3.2, 0) });
    // The factor rises, and the two come together.
    expect(parting(0.2, 0.9)).toMatchObject({ verdict: "not reproduced", reason: "the effect is reversed" });
    expect(parting(5, 1.5)).toMatchObject({ verdict: "not reproduced", reason: "the effect is reversed" });
    expect(parting(2, 2)?.verdict).not.toBe("reproduced");
    // The large batch may be the flatter one at last: it is the claim before this one that says which.
    expect(parting(1, 0.25)).toMatchObject({ verdict: "reproduced" });
  });

  it("compare the distance with the published range", () => {
    const claim = (far: number) => {
      const { pairs, ...rest } = evidence();
      const longer = pairs.map((pair) => ({
        ...pair,
        small: { ...pair.small, weights: new Float32Array([far * wobble(pair.seed)]), start: new Float32Array(1) },
      }));
      return sharpnessClaims({ ...rest, pairs: longer }).find(({ id }) => id === "sharpness-distance-travelled");
    };
    expect(claim(5)).toMatchObject({ verdict: "reproduced", published: { low: 3, high: 10 } });
    expect(claim(1.5)).toMatchObject({ verdict: "direction only" });
  });
});
