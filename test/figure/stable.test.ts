import { expect, it } from "vitest";
import { stableFigure } from "../../src/figure/stable";

it("sorts keys, rounds floats to six digits, and turns typed arrays into arrays", () => {
  const figure = {
    layout: { title: "t", b: 1, a: { d: undefined, c: 1 / 3 } },
    data: [{ y: Float32Array.of(0.1, Number.NaN), x: [1234567, -0, Infinity] }],
  };
  expect(JSON.stringify(stableFigure(figure))).toBe(
    '{"data":[{"x":[1234567,0,null],"y":[0.1,null]}],"layout":{"a":{"c":0.333333},"b":1,"title":"t"}}',
  );
});

it("does not change its argument", () => {
  const y = [1 / 3];
  stableFigure({ data: [{ y }], layout: {} });
  expect(y).toEqual([1 / 3]);
});
