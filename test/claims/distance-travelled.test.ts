import { describe, expect, it } from "vitest";
import { distanceRow, distances } from "../../src/claims/distance-travelled";
import type { StoredPair } from "../../src/sweep/pairs";

/** Trainings of two weights that went 3 and 4 times so far along them. */
const training = (far: number, steps: number) => ({
  weights: new Float32Array([1 + 3 * far, 2 - 4 * far]),
  start: new Float32Array([1, 2]),
  steps,
});
const pairs = [1, 2, 4].map((seed) => ({
  seed,
  small: training(2 * seed, 100 * seed),
  large: training(seed, 10),
})) as unknown as StoredPair[];

describe("the distance from the start", () => {
  it("is that in the space of the weights, by seed", () => {
    expect(distances(pairs).slice(0, 2)).toEqual([{ seed: 1, small: 10, large: 5 }, { seed: 2, small: 20, large: 10 }]); // biome-ignore format: a table
  });

  it("stands in a table with the steps, and small over large batch as a factor", () => {
    expect(distanceRow("mlp", pairs)).toEqual({
      network: "mlp",
      "steps, SB": 233,
      "steps, LB": 10,
      "‖w − w₀‖, SB": expect.closeTo(70 / 3, 5),
      "‖w − w₀‖, LB": expect.closeTo(35 / 3, 5),
      "SB / LB": "2.00 [2.00, 2.00]",
    });
    expect(distanceRow("mlp", pairs.slice(0, 1))["SB / LB"]).toBe("2.00 [–, –]");
    const still = [{ ...pairs[0], large: training(0, 0) }] as unknown as StoredPair[];
    expect(distanceRow("mlp", still)["SB / LB"]).toBe("–");
  });
});
