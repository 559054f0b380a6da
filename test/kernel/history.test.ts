import { describe, expect, it } from "vitest";
import { History } from "../../src/kernel/history";

const history = new History();
for (const [i, code] of ["a = 1", "b = 2", "a = 1", "c(*)", "b = 22"].entries()) history.add(i + 1, code, i === 0 ? "1" : undefined);
const numbers = (request: Parameters<History["answer"]>[0]): unknown =>
  (history.answer(request).history as unknown[][]).map((entry) => entry[1]);

describe("history", () => {
  it("gives session, number and code, and values if they are asked for", () => {
    expect(history.answer({ hist_access_type: "range", start: 1, stop: 3 })).toEqual({
      status: "ok",
      history: [
        [1, 1, "a = 1"],
        [1, 2, "b = 2"],
      ],
    });
    expect(history.answer({ hist_access_type: "range", start: 1, stop: 3, output: true }).history).toEqual([
      [1, 1, ["a = 1", "1"]],
      [1, 2, ["b = 2", null]],
    ]);
  });

  it("gives the last n", () => {
    expect(numbers({ hist_access_type: "tail", n: 2 })).toEqual([4, 5]);
    expect(numbers({ hist_access_type: "tail", n: 0 })).toEqual([]);
    expect(numbers({ hist_access_type: "tail", n: 100 })).toEqual([1, 2, 3, 4, 5]);
    expect(numbers({ hist_access_type: "tail", n: null })).toEqual([1, 2, 3, 4, 5]);
  });

  it("gives a range of this session, which is 0 or 1; earlier ones are not kept", () => {
    expect(numbers({ hist_access_type: "range", session: 1, start: 2, stop: 4 })).toEqual([2, 3]);
    expect(numbers({ hist_access_type: "range", start: 4 })).toEqual([4, 5]);
    expect(numbers({ hist_access_type: "range", start: -2, stop: null })).toEqual([4, 5]);
    expect(numbers({ hist_access_type: "range", start: 1, stop: -3 })).toEqual([1, 2]);
    expect(numbers({ hist_access_type: "range", session: -1, start: 1 })).toEqual([]);
  });

  it("finds whole codes by * and ?, takes the other characters as they are", () => {
    expect(numbers({ hist_access_type: "search", pattern: "b = *" })).toEqual([2, 5]);
    expect(numbers({ hist_access_type: "search", pattern: "b = ?" })).toEqual([2]);
    expect(numbers({ hist_access_type: "search", pattern: "c(*)" })).toEqual([4]);
    expect(numbers({ hist_access_type: "search", pattern: "*", n: 2 })).toEqual([4, 5]);
    expect(numbers({ hist_access_type: "search", pattern: "a*", unique: true })).toEqual([3]);
    expect(numbers({ hist_access_type: "search", pattern: "none" })).toEqual([]);
  });
});
