import { expect, it } from "vitest";
import { perturbationEvaluations, perturbationSharpness } from "../../src/measure/perturbation";
import { type Random, random } from "../../src/random";
import { quadratic } from "./tiny-network";

const lambda = Float64Array.from([1, 4, 2, 0.5]);
const w = Float64Array.from([1, -2, 0.5, 1]);
const direction = (rng: Random) => w.map(() => rng.normal());

it("rises on a quadratic by r²/2 · tr H in the mean, by exactly r² along the same directions", async () => {
  const { rises, evaluations } = await perturbationSharpness(quadratic(lambda), w, {
    direction,
    radii: [0.1, 0.2],
    draws: 400,
    random: random(1),
  });
  const [near, far] = rises as [(typeof rises)[0], (typeof rises)[0]];
  expect(Math.abs(near.rise - (0.1 ** 2 / 2) * 7.5)).toBeLessThan(4 * near.standardError);
  expect(far.rise / near.rise).toBeCloseTo(4, 9);
  expect(evaluations).toBe(perturbationEvaluations({ radii: [0.1, 0.2], draws: 400 }));
});

it("refuses no radii, r ≤ 0, one draw, directions of another length", async () => {
  const at = (options: object) => perturbationSharpness(quadratic(lambda), w, { direction, random: random(1), ...options });
  await expect(at({ radii: [] })).rejects.toThrow(/at least one radius/);
  await expect(at({ radii: [0.1, 0] })).rejects.toThrow(/A radius must be a number above 0, got 0/);
  await expect(at({ draws: 1 })).rejects.toThrow(/2 or more/);
  await expect(at({ direction: () => new Float64Array(2) })).rejects.toThrow(/A direction must have 4 numbers, got 2/);
});
