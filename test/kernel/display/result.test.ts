import { describe, expect, it } from "vitest";
import { wireBundle } from "../../../src/kernel/display/bundle";
import { jupyterDisplay, resultOf } from "../../../src/kernel/display/result";

const text = async (value: unknown): Promise<string> => String((await resultOf(value))?.data["text/plain"]);
const shownBy = (method: () => unknown) => ({ [jupyterDisplay]: method });

describe("a value with a display method", () => {
  it("is shown by its bundle, which may be promised", async () => {
    expect((await resultOf(shownBy(() => ({ "text/html": "<b>1</b>" }))))?.data).toEqual({ "text/html": "<b>1</b>" });
    expect((await resultOf(shownBy(async () => ({ "text/plain": "1" }))))?.data).toEqual({ "text/plain": "1" });
  });

  it("shows nothing for an empty bundle", async () => {
    expect(await resultOf(shownBy(() => ({})))).toBeUndefined();
  });

  it.each([
    ["throws", () => Promise.reject(new RangeError("in display")), "in display"],
    ["returns no bundle", () => "a text", "expected MIME types and their data"],
    ["returns what JSON cannot say", () => ({ "application/json": { size: 1n } }), "BigInt"],
    ["never ends", () => new Promise(() => {}), "has not ended after 0.01 s"],
  ])("is shown as text where it %s, with the problem", async (_, method, message) => {
    const shown = await resultOf({ rate: 0.5, [jupyterDisplay]: method }, { patience: 10 });
    expect(shown?.data["text/plain"]).toContain("rate: 0.5");
    expect((shown?.problem?.error as Error | undefined)?.message).toContain(message);
  });

  it("is waited for no longer than the cell runs", async () => {
    const stop = new AbortController();
    const shown = resultOf(
      shownBy(() => new Promise(() => {})),
      { signal: stop.signal, patience: 1e6 },
    );
    stop.abort();
    expect(((await shown)?.problem?.error as Error | undefined)?.message).toContain("interrupted");
  });
});

describe("a bundle", () => {
  it("carries bytes in base64, of a text type as the text", () => {
    const bytes = new Uint8Array([0, 255, 128, 7]).subarray(1);
    expect(wireBundle({ "image/png": bytes, "image/svg+xml": new TextEncoder().encode("<svg/>") })).toEqual({
      "image/png": "/4AH",
      "image/svg+xml": "<svg/>",
    });
  });

  it("keeps JSON types as they are and makes text of all others", () => {
    const bundle = {
      "application/vnd.plotly.v1+json": { data: [1] },
      "text/plain": 5,
      "text/html": ["<b>", "</b>"],
      "text/latex": undefined,
    };
    expect(wireBundle(bundle)).toEqual({ "application/vnd.plotly.v1+json": { data: [1] }, "text/plain": "5", "text/html": "<b></b>" });
  });

  it("leaves out what would freeze the front end, and says so", () => {
    const large = wireBundle({ "text/html": "x".repeat(40 * 1024 * 1024), "text/plain": "a table" });
    expect(large).toEqual({
      "text/plain": "a table\n(text/html is left out: 40 MB are more than the 32 MB that a notebook bears.)",
    });
  });
});

describe("any other value", () => {
  it("is nothing, or text", async () => {
    expect(await resultOf(undefined)).toBeUndefined();
    expect(await resultOf(null)).toBeUndefined();
    expect(await text("three")).toBe("'three'");
    expect(await text({ train: [0.5, 0.25] })).toBe("{ train: [ 0.5, 0.25 ] }");
    expect(await text(new Map([["a", new Set([1])]]))).toBe("Map(1) { 'a' => Set(1) { 1 } }");
    expect(await text(7n)).toBe("7n");
  });

  it.each<[string, () => unknown, RegExp]>([
    ["an array", () => Array.from({ length: 1e6 }, (_, i) => i), /999900 more items/],
    ["a typed array", () => new Float64Array(12.5e6), /12499900 more items/],
    ["a string", () => "x".repeat(1e8), /more characters/],
    ["an object", () => Object.fromEntries(Array.from({ length: 3e5 }, (_, i) => [`key${i}`, i])), /299,900 more keys/],
    ["a map", () => new Map(Array.from({ length: 1e5 }, (_, i) => [i, i])), /99900 more items/],
    ["a set", () => new Set(Array.from({ length: 1e5 }, (_, i) => i)), /99900 more items/],
    [
      "nested arrays",
      () => Array.from({ length: 500 }, () => Array.from({ length: 500 }, () => Array.from({ length: 5 }, () => ({ a: 1 })))),
      /characters left out|\[…\]/,
    ],
  ])("is bounded where it is large: %s", async (_, make, pattern) => {
    const shown = await text(make());
    expect(shown.length).toBeLessThan(60_000);
    expect(shown).toMatch(pattern);
  });

  it("is shown once where it holds itself, and keeps its class", async () => {
    class Run {
      batch = 32;
      self = this;
    }
    expect(await text(new Run())).toBe("<ref *1> Run { batch: 32, self: [Circular *1] }");
    const cycle: Record<string, unknown> = {};
    cycle.again = { cycle };
    expect(await text(cycle)).toBe("<ref *1> { again: { cycle: [Circular *1] } }");
  });

  it("is told where its own fields throw", async () => {
    const throwing = {
      [Symbol.for("nodejs.util.inspect.custom")]: () => {
        throw new Error("no text");
      },
    };
    expect(await text(throwing)).toBe("[object Object], which cannot be shown: no text");
  });

  it("is not changed by being shown, and its getters are not called", async () => {
    let called = 0;
    const value = {
      get costly() {
        return ++called;
      },
      // biome-ignore lint/suspicious/noSparseArray: a hole is shown as one
      list: [1, , 3],
    };
    expect(await text(value)).toBe("{ costly: [Getter], list: [ 1, <1 empty item>, 3 ] }");
    expect(called).toBe(0);
  });

  it("is described in terms of cells where it is an error", async () => {
    const shown = await resultOf(new RangeError("too large"), { describe: (error) => `described ${(error as Error).message}` });
    expect(shown?.data).toEqual({ "text/plain": "described too large" });
  });
});

describe("values of other libraries", () => {
  it("knows pictures by their first bytes", async () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
    expect((await resultOf(png))?.data).toEqual({ "image/png": "iVBORw0KGgoB", "text/plain": "image/png, 9 bytes" });
    expect((await resultOf(new Uint8Array([1, 2])))?.data).toEqual({ "text/plain": "Uint8Array(2) [ 1, 2 ]" });
  });

  it("knows elements, canvases and Vega specifications, as Deno's kernel does", async () => {
    expect((await resultOf({ outerHTML: "<p>1</p>" }))?.data).toEqual({ "text/html": "<p>1</p>" });
    expect((await resultOf({ outerHTML: "<svg></svg>" }))?.data).toEqual({ "image/svg+xml": "<svg></svg>" });
    expect((await resultOf({ toDataURL: () => "data:image/png;base64,AAAA" }))?.data).toEqual({ "image/png": "AAAA" });
    const spec = { $schema: "https://vega.github.io/schema/vega-lite/v5.json", mark: "bar" };
    expect((await resultOf({ toSpec: () => spec }))?.data).toEqual({ "application/vnd.vegalite.v5+json": spec });
  });
});
