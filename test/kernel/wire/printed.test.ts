import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Printed } from "../../../src/kernel/wire/printed";

describe("Printed", () => {
  const sent: [string, string, string | undefined][] = [];
  let printed: Printed;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    vi.advanceTimersByTime(1000);
    sent.length = 0;
    printed = new Printed((name, text, parent) => sent.push([name, text, parent.msg_id]));
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const cell = { msg_id: "one" };

  it("sends the first text at once, and gathers what follows for 50 ms", () => {
    for (const text of ["a", "b", "c"]) printed.add("stdout", text, cell);
    expect(sent).toEqual([["stdout", "a", "one"]]);
    vi.advanceTimersByTime(49);
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(sent).toEqual([
      ["stdout", "a", "one"],
      ["stdout", "bc", "one"],
    ]);
  });

  it("sends before, where another stream or another cell prints", () => {
    printed.add("stdout", "first", cell);
    printed.add("stdout", "a", cell);
    printed.add("stderr", "b", cell);
    printed.add("stderr", "c", { msg_id: "two" });
    printed.flush();
    expect(sent.slice(1)).toEqual([
      ["stdout", "a", "one"],
      ["stderr", "b", "one"],
      ["stderr", "c", "two"],
    ]);
  });

  it("holds back no more than 32 KB", () => {
    printed.add("stdout", "first", cell);
    for (let i = 0; i < 32; i++) printed.add("stdout", "x".repeat(1024), cell);
    expect(sent.map(([, text]) => text.length)).toEqual([5, 32_768]);
  });

  it("sends nothing twice", () => {
    printed.add("stdout", "first", cell);
    printed.add("stdout", "a", cell);
    printed.flush();
    printed.flush();
    vi.advanceTimersByTime(1000);
    expect(sent.map(([, text]) => text)).toEqual(["first", "a"]);
  });
});
