import { describe, expect, it } from "vitest";
import { coordinates } from "../../src/measure/coordinates";
import { random } from "../../src/random";

const N = 20_000;
const normal = (seed: number): Float64Array => {
  const draw = random(seed);
  return Float64Array.from({ length: N }, () => draw.normal());
};
const combination = (columns: Float64Array[], z: number[]): Float64Array =>
  Float64Array.from({ length: N }, (_, i) => z.reduce((sum, by, j) => sum + by * (columns[j]?.[i] as number), 0));

describe("long columns", () => {
  const columns = [1, 2, 3, 4, 5].map(normal);
  const z = [3, -2, 0, 1e-4, 1e4];

  it("A⁺ A z = z, for columns of any length", async () => {
    const found = await coordinates(combination(columns, z), columns);
    for (const [j, each] of z.entries()) expect(Math.abs((found[j] as number) - each)).toBeLessThan(1e-12 * 1e4);
    const long = columns.map((column, j) => column.map((value) => value * 10 ** (2 * j)));
    const scaled = await coordinates(combination(long, z), long);
    for (const [j, each] of z.entries()) expect(scaled[j]).toBeCloseTo(each, 3);
  });

  it("what lies beside them does not count: the rest stands at right angles to each column", async () => {
    const x = normal(9);
    const found = await coordinates(x, columns);
    const inside = combination(columns, [...found]);
    for (const column of columns)
      expect(Math.abs(column.reduce((sum, value, i) => sum + value * ((x[i] as number) - (inside[i] as number)), 0))).toBeLessThan(1e-9);
    expect([...(await coordinates(new Float64Array(N), columns))]).toEqual([0, 0, 0, 0, 0]);
  });

  it("nearly parallel ones, for which conjugate gradients are too slow, are solved all the same", async () => {
    const near = columns.map((column, j) => column.map((value, i) => (columns[0]?.[i] as number) + 10 ** -j * value));
    const found = await coordinates(combination(near, [1, 2, 3, 4, 5]), near);
    for (const [j, each] of [...found].entries()) expect(each).toBeCloseTo(j + 1, 4);
  });

  it("are not taken for singular where a sample of the rows is: only the last rows tell them apart", async () => {
    const late = [columns[0] as Float64Array, Float64Array.from(columns[0] as Float64Array)];
    for (let i = N - 1000; i < N; i++) (late[1] as Float64Array)[i] = columns[1]?.[i] as number;
    const found = await coordinates(combination(late, [7, -3]), late);
    expect([...found]).toEqual([expect.closeTo(7, 9), expect.closeTo(-3, 9)]);
  });

  it("are refused where they are dependent, zero or no numbers", async () => {
    const wrong = [combination(columns, [1, 1, 0, 0, 0]), new Float64Array(N), new Float64Array(N).fill(Number.NaN)];
    for (const one of wrong) await expect(coordinates(normal(9), [...columns, one])).rejects.toThrow(/A is singular.*independent/);
  });

  it("end by signal between two passes", async () => {
    const control = new AbortController();
    const ended = expect(coordinates(normal(9), columns, control.signal)).rejects.toThrow("enough");
    control.abort(new Error("enough"));
    await ended;
  });
});
