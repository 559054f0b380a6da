import vm from "node:vm";
import { describe, expect, it } from "vitest";
import { describeThrown } from "../../../src/kernel/output/traceback";

const unknown = { find: () => undefined };

/** The traceback of what `source` throws as cell 7. */
function tracebackOf(source: string): string[] {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  try {
    vm.runInThisContext(`"use strict"; { ${source} }`, { filename: "cell-7" });
  } catch (error) {
    const thrown = error as Error;
    const lines = thrown.stack?.split("\n") ?? [];
    thrown.stack = lines.filter((line) => !line.startsWith("    at ") || line.includes("cell-7")).join("\n");
    return describeThrown(thrown, unknown).traceback;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  throw new Error("The source threw nothing.");
}

describe("what lies behind an error", () => {
  it("is listed for an AggregateError, each with what lies behind it", () => {
    expect(
      tracebackOf(`throw new AggregateError(
        [new RangeError("rate\\nis negative"), "text", "text", new TypeError("no batch", { cause: new AggregateError([new Error("inner")], "few") })],
        "all failed", { cause: { code: 3 } });`),
    ).toEqual([
      "AggregateError: all failed",
      "    at cell 7",
      "  [1] RangeError: rate",
      "      is negative",
      "  [2] 'text'",
      "  [3] 'text'",
      "  [4] TypeError: no batch",
      "      caused by AggregateError: few",
      "        [1] Error: inner",
      "caused by { code: 3 }",
    ]);
  });

  it("is a chain of causes, which ends where it closes", () => {
    const chain = tracebackOf(`const first = new Error("first"), second = new Error("second", { cause: first });
      first.cause = new Error("third", { cause: second }); throw second;`);
    expect(chain).toEqual(["Error: second", "    at cell 7", "caused by Error: first", "caused by Error: third"]);
  });

  it("is not listed without end", () => {
    const many = tracebackOf('throw new AggregateError(Array.from({ length: 500 }, (_, i) => new Error(String(i))), "many");');
    expect(many).toHaveLength(23);
    expect(many.at(-1)).toBe("  … 480 more");
  });
});

describe("frames that repeat", () => {
  it("are counted: of one function that calls itself, and of functions that call each other", () => {
    expect(tracebackOf("(function f() { f(); })()")).toEqual([
      "RangeError: Maximum call stack size exceeded",
      "    at f (cell 7)",
      "    … 49 more of the same",
    ]);
    expect(
      tracebackOf("const f = () => { g(); }; const g = () => { h(); }, h = () => { f(); }; f();")
        .slice(1)
        .map((line) => line.replace(/at [fgh] /, "at x ")),
    ).toEqual([...Array(3).fill("    at x (cell 7)"), "    … 47 more of the same"]);
  });

  it("stay where they are few, and where others come between", () => {
    const deep = tracebackOf('function f(n) { if (n === 0) throw new Error("deep"); g(n); }\nfunction g(n) { f(n - 1); }\nf(1);');
    expect(deep).toEqual(["Error: deep", ...["f", "g", "f"].map((name) => `    at ${name} (cell 7)`), "    at cell 7"]);
    const ends = tracebackOf('function f(n) { if (n === 0) throw new Error("deep"); f(n - 1); }\nf(9);');
    expect(ends).toEqual(["Error: deep", "    at f (cell 7)", "    … 9 more of the same", "    at cell 7"]);
  });
});
