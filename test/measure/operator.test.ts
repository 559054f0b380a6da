import { describe, expect, it } from "vitest";
import { addScaled, dot, matrixOperator, norm, scaled, watched } from "../../src/measure/operator";

const swap = matrixOperator([
  [0, 2],
  [2, 0],
]);

describe("a matrix as an operator", () => {
  it("multiplies, and leaves the vector as it is", async () => {
    const v = Float64Array.of(1, 3);
    expect(await swap.apply(v)).toEqual(Float64Array.of(6, 2));
    expect(v).toEqual(Float64Array.of(1, 3));
  });

  it("is square", () => {
    expect(() => matrixOperator([[1, 2]])).toThrow(/square matrix/);
  });
});

describe("a watched operator", () => {
  it("counts its products and tells how many there can be", async () => {
    const seen: [number, number][] = [];
    const operator = watched(swap, 3, { onProduct: (...progress) => seen.push(progress) });
    await operator.apply(Float64Array.of(1, 0));
    await operator.apply(Float64Array.of(0, 1));
    expect(operator.products).toBe(2);
    expect(seen).toEqual([
      [1, 3],
      [2, 3],
    ]);
  });

  it("lets the event loop turn between two products", async () => {
    const operator = watched(swap, 9, {});
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    await operator.apply(Float64Array.of(1, 0));
    expect(turned).toBe(true);
  });

  it("ends with the signal's reason, before the product", async () => {
    const stop = new AbortController();
    const operator = watched(swap, 9, { signal: stop.signal });
    await operator.apply(Float64Array.of(1, 0));
    stop.abort(new Error("enough"));
    await expect(operator.apply(Float64Array.of(1, 0))).rejects.toThrow("enough");
    expect(operator.products).toBe(1);
  });

  it("refuses products that are no numbers, or of another length", async () => {
    const broken = watched({ dimension: 2, apply: () => Float64Array.of(1, Number.NaN) }, 1, {});
    await expect(broken.apply(new Float64Array(2))).rejects.toThrow(/no finite number/);
    const short = watched({ dimension: 2, apply: () => Float64Array.of(1) }, 1, {});
    await expect(short.apply(new Float64Array(2))).rejects.toThrow("The operator answered 1 numbers to 2.");
  });
});

it("has the algebra of vectors: (3, 4) has length 5, 2 · (3, 4) + (1, 1) = (7, 9)", () => {
  const v = Float64Array.of(3, 4);
  expect(norm(v)).toBe(5);
  expect(dot(v, [1, 2])).toBe(11);
  const sum = Float64Array.of(1, 1);
  addScaled(sum, 2, v);
  expect(sum).toEqual(Float64Array.of(7, 9));
  expect(scaled(v, 0.5)).toEqual(Float64Array.of(1.5, 2));
});
