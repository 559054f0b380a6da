import { describe, expect, it } from "vitest";
import { combined, KrylovSpace, orthogonalise } from "../../src/measure/krylov";
import { addScaled, dot, matrixOperator, norm, type Operator } from "../../src/measure/operator";
import { random } from "../../src/random";
import { evenly, withSpectrum } from "./matrices";

/** ‖Hv − λv‖, from scratch. */
async function trueResidual(operator: Operator, value: number, vector: Float64Array): Promise<number> {
  const product = Float64Array.from(await operator.apply(vector));
  addScaled(product, -value, vector);
  return norm(product);
}

async function expectTrue(space: KrylovSpace, operator: Operator): Promise<void> {
  for (const [i, a] of space.basis.entries()) {
    for (const [j, b] of space.basis.entries()) expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 12);
  }
  for (const ritz of space.ritz()) {
    const vector = space.vectorOf(ritz);
    expect(norm(vector)).toBeCloseTo(1, 12);
    expect(ritz.residual).toBeCloseTo(await trueResidual(operator, ritz.value, vector), 10);
  }
}

const grown = async (operator: Operator, steps: number, options = {}): Promise<KrylovSpace> => {
  const space = new KrylovSpace(operator, { random: random(3), ...options });
  for (let i = 0; i < steps; i++) await space.grow();
  return space;
};

describe("a Krylov space", () => {
  const operator = withSpectrum(evenly(-1, 2, 40));

  it("has an orthonormal basis, and Ritz pairs of true residuals", async () => {
    await expectTrue(await grown(operator, 15), operator);
  });

  it("keeps both when it is cut down and grows again", async () => {
    const space = await grown(operator, 15);
    const best = space.ritz().slice(-6);
    space.restart(best);
    expect(space.ritz().map(({ value }) => value)).toEqual(best.map(({ value }) => expect.closeTo(value, 12)));
    await expectTrue(space, operator);
    for (let i = 0; i < 9; i++) await space.grow();
    expect(space.basis).toHaveLength(15);
    await expectTrue(space, operator);
  });

  it("stays away from what is locked, step after step", async () => {
    const shifted = withSpectrum(evenly(1, 2, 40));
    const locked = (await grown(shifted, 33)).ritz().slice(-2);
    const vectors = await grown(shifted, 33).then((space) => locked.map((each) => space.vectorOf(each)));
    const space = await grown(shifted, 38, { random: random(8), locked: vectors });
    for (const each of space.basis) for (const vector of vectors) expect(Math.abs(dot(each, vector))).toBeLessThan(1e-13);
    expect(space.isWhole).toBe(true);
    expect(space.ritz().at(-1)?.value).toBeCloseTo(2 - 2 / 39, 10);
  });

  it("that is invariant goes on at random, until it is whole", async () => {
    const two = withSpectrum([3, 3, 3, -1, -1]);
    const space = await grown(two, 2);
    expect(space.isInvariant).toBe(true);
    expect(space.ritz().map(({ value }) => value)).toEqual([expect.closeTo(-1, 12), expect.closeTo(3, 12)]);
    while (!space.isWhole) await space.grow();
    expect(space.ritz().map(({ value }) => value)).toEqual([-1, -1, 3, 3, 3].map((value) => expect.closeTo(value, 12)));
    await expectTrue(space, two);
    await expect(space.grow()).rejects.toThrow("The space has all its 5 dimensions and cannot grow.");
  });

  it("takes a random direction for a start of nothing", async () => {
    await expectTrue(await grown(operator, 5, { start: new Float64Array(40) }), operator);
  });

  it("of one dimension is whole at once", async () => {
    const space = await grown(matrixOperator([[-7]]), 1);
    expect(space.isWhole).toBe(true);
    expect(space.ritz()).toEqual([{ value: -7, weights: [1], residual: 0 }]);
  });
});

it("orthogonalises vectors that are nearly dependent", () => {
  const a = Float64Array.of(1, 0, 0);
  const v = orthogonalise(Float64Array.of(1, 1e-9, 0), [a]);
  expect(v).toEqual(Float64Array.of(0, 1e-9, 0));
  expect(combined([a, Float64Array.of(0, 1, 0)], [2, 3])).toEqual(Float64Array.of(2, 3, 0));
});
