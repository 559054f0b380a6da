import { describe, expect, it } from "vitest";
import { addCombined, projected } from "../../src/measure/columns";
import { random } from "../../src/random";

const LENGTHS = [1, 2047, 2048, 2049, 5000];

describe.each([1, 2, 3, 4, 5, 9])("%i columns", (p) => {
  it.each(LENGTHS)("of %i numbers: bit for bit what plain loops give", (n) => {
    const draw = random(n);
    const columns = Array.from({ length: p }, () => Float32Array.from({ length: n }, () => draw.normal()));
    const [x, z] = [n, p].map((length) => Float64Array.from({ length }, () => draw.normal())) as [Float64Array, Float64Array];
    const point = Float64Array.from(x, (value, i) =>
      columns.reduce((sum, column, j) => sum + (z[j] as number) * (column[i] as number), value),
    );
    const found = Float64Array.from(x);
    addCombined(found, columns, z);
    expect(found).toEqual(point);
    expect(projected(columns, x)).toEqual(
      Float64Array.from(columns, (column) => x.reduce((sum, value, i) => sum + value * (column[i] as number), 0)),
    );
  });
});
