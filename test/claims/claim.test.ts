import { describe, expect, it } from "vitest";
import {
  type ClaimTest,
  type Evidence,
  evidenceOf,
  type Hypothesis,
  judge,
  type PublishedValue,
  readable,
  verdictOf,
} from "../../src/claims/claim";
import { summarize } from "../../src/stats/summary";

const hypothesis = (test: ClaimTest, published?: PublishedValue): Hypothesis => ({
  id: "id",
  statement: "S",
  source: "a test",
  ...(published ? { published } : {}),
  test,
});
const effect = (kind: "direction" | "difference" | "ratio", more = {}) =>
  ({ kind, effect: "points", direction: "above", seeds: 5, ...more }) as ClaimTest;
const verdict = (test: ClaimTest, evidence: Evidence, published?: PublishedValue) =>
  verdictOf(hypothesis(test, published), evidence).verdict;
const five = (estimate: number, low: number, high: number): Evidence => ({ estimate, interval: [low, high], n: 5 });
const verified = (value: number, more = {}): PublishedValue => ({ value, mark: "verified", ...more });

describe("a count", () => {
  const exact: ClaimTest = { kind: "count", effect: "layers" };

  it("is the published number or is not", () => {
    expect(verdict(exact, { estimate: 152 }, verified(152))).toBe("reproduced");
    expect(verdict(exact, { estimate: 153 }, verified(152))).toBe("not reproduced");
    expect(judge(hypothesis(exact, verified(152)), { estimate: 1153 }).reason).toBe("counted 1,153, published 152");
  });

  it("may deviate by its tolerance where the published number is rounded, and by no more", () => {
    const rounded: ClaimTest = { ...exact, tolerance: 0.05 };
    expect(verdict(rounded, { estimate: 26.25 }, verified(25))).toBe("reproduced");
    expect(verdict(rounded, { estimate: 26.26 }, verified(25))).toBe("not reproduced");
  });

  it("has nothing to compare with where nothing is published, or only recalled", () => {
    expect(verdict(exact, { estimate: 152 })).toBe("not tested");
    expect(verdict(exact, { estimate: 152 }, { value: 152, mark: "recalled" })).toBe("not tested");
  });
});

describe("an effect", () => {
  it("needs its whole interval on the claimed side", () => {
    expect(verdict(effect("direction"), five(1, 0.1, 1.9))).toBe("reproduced");
    expect(verdict(effect("direction"), five(1, -0.1, 2.1))).toBe("not reproduced");
    expect(verdictOf(hypothesis(effect("direction")), five(1, -0.1, 2.1)).reason).toBe("not decided: the interval contains 0");
    expect(verdict(effect("direction", { direction: "below" }), five(-1, -1.9, -0.1))).toBe("reproduced");
  });

  it("compares a ratio with 1, and anything with what the test says", () => {
    expect(verdict(effect("ratio"), five(1.5, 0.9, 2.1))).toBe("not reproduced");
    expect(verdict(effect("ratio"), five(1.5, 1.1, 1.9))).toBe("reproduced");
    expect(verdict(effect("direction", { from: 2 }), five(1.5, 1.1, 1.9))).toBe("not reproduced");
  });

  it("agrees in direction only when the published size lies outside", () => {
    expect(verdict(effect("difference"), five(2, 1, 3), verified(2.8))).toBe("reproduced");
    expect(verdict(effect("difference"), five(2, 1, 3), verified(3.2))).toBe("direction only");
    expect(verdict(effect("difference"), five(2, 1, 3), verified(3.2, { low: 2.9, high: 3.5 }))).toBe("reproduced");
    expect(verdict(effect("difference"), five(2, 1, 3), verified(3.2, { low: 3.1, high: 3.5 }))).toBe("direction only");
    expect(verdictOf(hypothesis(effect("difference"), verified(3.2)), five(2, 1, 3)).reason).toBe(
      "the published 3.2 lies outside the interval",
    );
  });

  it("is not set beside a size that is only recalled", () => {
    expect(verdict(effect("difference"), five(2, 1, 3), { value: 2, mark: "recalled" })).toBe("direction only");
  });

  it("is not tested by too few seeds, without an interval, or without a number", () => {
    expect(judge(hypothesis(effect("direction")), { ...five(1, 0.1, 1.9), n: 4 })).toMatchObject({
      verdict: "not tested",
      reason: "4 of the 5 measurements that the test asks for",
    });
    expect(verdict(effect("direction"), { estimate: 1, n: 5 })).toBe("not tested");
    expect(verdict(effect("direction"), five(1, Number.NaN, Number.NaN))).toBe("not tested");
    expect(judge(hypothesis(effect("direction")), { estimate: Number.NaN, reason: "it diverged" }).reason).toBe("it diverged");
  });

  it("says what misses the claimed side: reversed where there is an effect or none, beyond a bound, or in the words of the test", () => {
    const bounded = (from: number, otherwise = {}) => hypothesis({ ...effect("direction"), from, otherwise } as ClaimTest);
    const reason = (from: number, low: number, high: number, otherwise = {}) =>
      verdictOf(bounded(from, otherwise), five((low + high) / 2, low, high)).reason;
    expect(reason(0, -3, -1)).toBe("the effect is reversed");
    expect(reason(5, 1, 3)).toBe("the whole interval lies below the bound 5");
    expect(reason(0, -3, -1, { beyond: "more than half is left" })).toBe("more than half is left");
    expect(reason(0, -1, 1)).toBe("not decided: the interval contains 0");
    expect(reason(1, 1, 3, { undecided: "a gradual fall" })).toBe("a gradual fall");
    expect(reason(0, 1, 3, { beyond: "x", undecided: "y" })).toBeUndefined();
  });

  it("refuses an interval whose ends are swapped", () => {
    expect(() => verdict(effect("direction"), five(1, 2, 1))).toThrow("An interval goes from low to high, got [2, 1].");
  });
});

describe("reversed data", () => {
  const values = [0.8, 1.1, 0.9, 1.3, 1.2];
  const judged = (numbers: number[], published?: PublishedValue) =>
    judge(hypothesis(effect("difference"), published), evidenceOf(summarize(numbers), ["run-1"]));

  it("flip the verdict", () => {
    const turned = values.map((value) => -value);
    expect(judged(values).verdict).toBe("reproduced");
    expect(judged(turned).verdict).toBe("not reproduced");
    expect(judged(turned).reason).toBe("the effect is reversed");
    expect(judged(values, verified(1)).verdict).toBe("reproduced");
    expect(judged(turned, verified(1)).verdict).toBe("not reproduced");
  });

  it("flip that of a ratio, which is summarized on the logarithmic scale", () => {
    const ratio = (logs: number[]) => judge(hypothesis(effect("ratio"), verified(3)), evidenceOf(summarize(logs), [], Math.exp));
    expect(ratio(values)).toMatchObject({ verdict: "reproduced", estimate: Math.exp(1.06) });
    expect(ratio(values.map((value) => -value)).verdict).toBe("not reproduced");
  });
});

describe("a claim", () => {
  it("is plain data, the same after JSON", () => {
    const claim = judge(hypothesis(effect("difference"), verified(1)), evidenceOf(summarize([1, 1.2, 0.8, 1, 1.1]), ["a", "b"]));
    expect(JSON.parse(JSON.stringify(claim))).toEqual(claim);
    expect(Object.keys(claim)).toEqual(["id", "statement", "source", "published", "test", "estimate", "interval", "n", "verdict", "runs"]);
    expect(claim).toMatchObject({ n: 5, runs: ["a", "b"] });
  });

  it("that was not tested says so with nulls", () => {
    const claim = judge(hypothesis(effect("direction")), { reason: "it needs a GPU" });
    expect(claim).toMatchObject({ estimate: null, interval: null, n: 0, verdict: "not tested", reason: "it needs a GPU", runs: [] });
  });
});

it("writes numbers as they are read", () => {
  expect([25_557_032, 0.95, -3.21654, 1234.5678, 1e-5, -4.5044e-7].map(readable)).toEqual([
    "25,557,032",
    "0.95",
    "−3.217",
    "1,235",
    "0.00001",
    "−4.504e−7",
  ]);
});
