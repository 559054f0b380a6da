import { describe, expect, it } from "vitest";
import { finalLossRise, stallRows } from "../../src/claims/at-the-stall";

/** The final loss is batch / 1000, times 2 to the seed less 2; φ ten thousand times as much. */
const rows = [500, 10, 100].flatMap((batch) =>
  [1, 2, 3].map((seed) => ({
    id: `${batch}-${seed}`,
    batch,
    seed,
    trainLoss: (batch / 1000) * 2 ** (seed - 2),
    steps: 5000 / batch + seed,
  })),
);
const phis = rows.map(({ id, trainLoss }) => ({ id, phi: 1e4 * trainLoss }));

describe("where the runs of a batch ended", () => {
  it("is told by geometric means, batches rising", () => {
    const found = stallRows(rows, [...phis].reverse());
    expect(found.map(({ batch, steps }) => [batch, steps])).toEqual([[10, 502], [100, 52], [500, 12]]); // biome-ignore format: a table
    expect(found.map((row) => row["final training loss (nats)"])).toEqual([0.01, 0.1, 0.5].map((loss) => expect.closeTo(loss, 12)));
    expect(found.map((row) => row["φ (geometric mean)"])).toEqual([100, 1000, 5000].map((phi) => expect.closeTo(phi, 8)));
  });

  it("has a factor between the ends of the sweep, paired by seed", () => {
    const { estimate, interval, n, runs } = finalLossRise(rows);
    expect([estimate, ...(interval ?? [])]).toEqual(Array(3).fill(expect.closeTo(50, 10)));
    expect([n, runs?.length]).toEqual([3, 9]);
    expect(finalLossRise(rows.map(({ trainLoss: _, ...row }) => row)).reason).toContain("values without a ratio");
  });
});
