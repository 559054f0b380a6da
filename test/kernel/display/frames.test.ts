import * as dfd from "danfojs-node";
import { describe, expect, it } from "vitest";
import { resultOf } from "../../../src/kernel/display/result";

const bundle = async (value: unknown) => (await resultOf(value))?.data as Record<string, string>;
const lines = async (value: unknown) => String((await bundle(value))["text/plain"]).split("\n");

describe("a danfojs frame as a value", () => {
  it("is a table with its index and size", async () => {
    const frame = new dfd.DataFrame({ batch: [32, 6000], net: ["F1", "<b>"] }, { index: ["a", "b"] });
    expect(await lines(frame)).toEqual(["   batch  net", "a     32  F1", "b   6000  <b>", "2 rows × 2 columns"]);
    const html = (await bundle(frame))["text/html"];
    expect(html).toContain("<table>");
    expect(html).toContain("&lt;b&gt;");
  });

  it("is shortened where it is large", async () => {
    const row = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`c${i}`, Array.from({ length: 1000 }, (_, j) => i * j)]));
    const text = await lines(new dfd.DataFrame(row));
    expect(text).toHaveLength(1 + 20 + 3);
    expect(text.slice(-3)).toEqual(["… 980 more rows", "… 10 more columns", "1,000 rows × 30 columns"]);
    expect(text[1]?.trim().split(/ +/)).toHaveLength(21);
  });

  it("with no row is its columns", async () => {
    expect(await lines(new dfd.DataFrame([], { columns: ["a", "b"] }))).toContain("0 rows × 2 columns");
  });

  it("inside another value is said in a few words", async () => {
    expect(await lines([new dfd.DataFrame({ a: [1] }), new dfd.Series([1, 2])])).toEqual(["[ DataFrame 1 × 1, Series 2 ]"]);
  });
});

describe("a danfojs series as a value", () => {
  it("is one column with its index, length and dtype", async () => {
    expect(await lines(new dfd.Series([1, 2.5], { columns: ["loss"] }))).toEqual([
      "   loss",
      "0     1",
      "1   2.5",
      "Series of 2 values, float32",
    ]);
  });

  it("is shortened where it is long", async () => {
    const text = await lines(new dfd.Series(Array.from({ length: 5000 }, (_, i) => i)));
    expect(text).toHaveLength(1 + 20 + 2);
    expect(text.slice(-2)).toEqual(["… 4,980 more rows", "Series of 5,000 values, int32"]);
  });
});

it("a frame in the manner of polars is a table, too", async () => {
  const rows = Array.from({ length: 50 }, (_, i) => ({ a: i, b: `x${i}` }));
  const frame = {
    schema: { a: "Int64", b: "Utf8" },
    height: 50,
    head: (n: number) => ({ toRecords: () => rows.slice(0, n) }),
    toRecords: () => rows,
  };
  const text = await lines(frame);
  expect(text.slice(0, 2)).toEqual([" a  b", " 0  x0"]);
  expect(text.slice(-2)).toEqual(["… 30 more rows", "50 rows × 2 columns"]);
});
