import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { affine, drawStroke, type Point, transform } from "../../src/data/strokes";

const near = ([x, y]: Point, [a, b]: Point) => {
  expect(x).toBeCloseTo(a, 12);
  expect(y).toBeCloseTo(b, 12);
};

describe("affine", () => {
  it("turns by twice the arc tangent", () => {
    // tan(45°/2) = √2 − 1.
    const map = affine({ turn: Math.SQRT2 - 1, stretch: [1, 1], shear: 0, move: [0, 0] });
    near(transform(map, [1, 0]), [Math.SQRT1_2, Math.SQRT1_2]);
    near(transform(map, [0, 1]), [-Math.SQRT1_2, Math.SQRT1_2]);
  });

  it("shears, stretches, turns and moves in this order", () => {
    const map = affine({ turn: 1, stretch: [2, 3], shear: 0.5, move: [10, 20] });
    // (1, 1) → sheared (1.5, 1) → stretched (3, 3) → turned by 90° (−3, 3) → moved (7, 23).
    near(transform(map, [1, 1]), [7, 23]);
  });
});

describe("drawStroke", () => {
  it("covers pixels by their distance to the line", () => {
    const canvas = new Float64Array(25);
    // From the centre of pixel (1, 2) to that of (3, 2), 1 wide: full on the line, nothing a pixel away.
    drawStroke(canvas, 5, [[1.5, 2.5], [3.5, 2.5]], 1, 0.8); // biome-ignore format: one stroke
    expect(Array.from(canvas.subarray(10, 15))).toEqual([0, 0.8, 0.8, 0.8, 0]);
    expect(canvas.reduce((sum, value) => sum + value, 0)).toBeCloseTo(2.4, 12);
  });

  it("is anti-aliased: half a pixel off is half covered, at the ends too", () => {
    const canvas = new Float64Array(16);
    drawStroke(canvas, 4, [[1, 1], [1, 1]], 1, 1); // biome-ignore format: one stroke
    // A dot of radius 1/2 on the corner of four pixels: their centres are √½ away, so 1 − √½ is covered.
    for (const at of [0, 1, 4, 5]) expect(canvas[at]).toBeCloseTo(1 - Math.SQRT1_2, 12);
    expect(canvas[2]).toBe(0);
  });

  it("keeps the stronger ink, and stays on the canvas", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -20, max: 30 }), fc.integer({ min: -20, max: 30 })), { minLength: 2, maxLength: 5 }),
        (stroke) => {
          const canvas = new Float64Array(100).fill(0.5);
          drawStroke(canvas, 10, stroke, 3, 0.9);
          for (const value of canvas) expect(value === 0.5 || (value > 0.5 && value <= 0.9)).toBe(true);
        },
      ),
    );
  });
});
