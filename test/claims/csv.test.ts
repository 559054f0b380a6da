import { expect, it } from "vitest";
import { parseCsv } from "../../src/claims/csv";

const rows = (text: string) => parseCsv(`a,b\n${text}`, ["a", "b"]).map(({ values }) => [values.a, values.b]);

it("reads values with commas and quotes, and empty ones", () => {
  expect(rows('1,"x, y"\n"say ""so""",\n,\n')).toEqual([["1", "x, y"], ['say "so"', ""], ["", ""]]); // biome-ignore format: a table
});

it("counts lines from 1, the head first", () => {
  expect(parseCsv("a\nx\ny\n", ["a"]).map(({ line }) => line)).toEqual([2, 3]);
});

it.each([
  ['1,"2', /line 2: .*file is cut short/],
  ['1,"2\n', /line 2: a quote or a carriage return/],
  ['1,2"\n', /line 2: a quote or a carriage return/],
  ['"1"2,3\n', /line 2: a quote or a carriage return/],
  ["1,2,3\n", /line 2: expected 2 values, got 3/],
])("refuses %j", (text, problem) => {
  expect(() => rows(text)).toThrow(problem);
});
