import { describe, expect, it } from "vitest";
import { countTests, summaryLine } from "../../scripts/setup/summary.mjs";

const file = (name: string, status: string, ...tests: string[]) => ({
  name,
  status,
  message: status === "failed" && tests.length === 0 ? "Error: Cannot find module './gone'\n    at somewhere" : "",
  assertionResults: tests.map((test) => ({ status: test })),
});

const lineOf = (testResults: object[], exitCode: number) => summaryLine(countTests({ testResults }, exitCode));

describe("the summary line", () => {
  it("counts tests over all files", () => {
    expect(lineOf([file("a", "passed", "passed", "passed"), file("b", "failed", "passed", "failed")], 1)).toBe("3 passed, 1 failed");
  });

  it("tells of skipped tests only when there are any", () => {
    expect(lineOf([file("a", "passed", "passed", "skipped", "todo", "pending")], 0)).toBe("1 passed, 0 failed, 3 skipped");
    expect(lineOf([file("a", "passed", "passed")], 0)).toBe("1 passed, 0 failed");
  });

  it("counts a file that cannot be loaded as a failed test, and says which", () => {
    const counts = countTests({ testResults: [file("a", "passed", "passed"), file("broken.test.ts", "failed")] }, 1);
    expect(summaryLine(counts)).toBe("1 passed, 1 failed");
    expect(counts.notes).toEqual(["broken.test.ts failed outside of its tests: Error: Cannot find module './gone'"]);
  });

  it("counts a file whose preparation failed, so that its tests were skipped", () => {
    expect(lineOf([file("a", "failed", "skipped", "skipped"), file("b", "passed", "passed")], 1)).toBe("1 passed, 1 failed, 2 skipped");
  });

  it("counts an error outside of all files", () => {
    expect(lineOf([file("a", "passed", "passed")], 1)).toBe("1 passed, 1 failed");
  });

  it("counts a crash that left no report", () => {
    expect(summaryLine(countTests(null, 139))).toBe("0 passed, 1 failed");
  });

  it("does not take an empty run for a good one", () => {
    expect(lineOf([], 0)).toBe("0 passed, 1 failed");
    expect(lineOf([file("a", "passed", "skipped")], 0)).toBe("0 passed, 1 failed, 1 skipped");
  });
});
