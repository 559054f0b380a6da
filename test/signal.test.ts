import { afterEach, expect, it } from "vitest";
import { defaultSignal } from "../src/signal";

const global = globalThis as Record<symbol, unknown>;
const KEY = Symbol.for("largebatch.signal");
afterEach(() => {
  delete global[KEY];
});

it("is the cell's in a kernel, and none elsewhere", () => {
  expect(defaultSignal()).toBeUndefined();
  const { signal } = new AbortController();
  global[KEY] = () => signal;
  expect(defaultSignal()).toBe(signal);
});
