/** The last line of `npm test`, counted from Vitest's JSON report. */

/**
 * Counts a report. What Vitest does not count as a failed test is counted here: a file that could not be loaded or whose
 * set-up failed, a report that is missing (the runner crashed), and an error outside of every test.
 * @param {object | null} report the parsed JSON report, or null when there is none
 * @param {number} exitCode Vitest's own
 * @returns {{passed: number, failed: number, skipped: number, notes: string[]}} `notes` explain what was added to `failed`
 */
export function countTests(report, exitCode) {
  if (!report) return { passed: 0, failed: 1, skipped: 0, notes: ["Vitest left no report: it crashed or was stopped."] };
  const notes = [];
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults ?? []) {
    const tests = file.assertionResults ?? [];
    const failed = tests.filter((test) => test.status === "failed").length;
    counts.passed += tests.filter((test) => test.status === "passed").length;
    counts.failed += failed;
    counts.skipped += tests.length - failed - tests.filter((test) => test.status === "passed").length;
    if (file.status === "failed" && failed === 0) {
      counts.failed += 1;
      notes.push(`${file.name} failed outside of its tests: ${(file.message ?? "").split("\n")[0]}`);
    }
  }
  if (counts.failed === 0 && counts.passed === 0) {
    counts.failed = 1;
    notes.push("No test was run.");
  } else if (counts.failed === 0 && exitCode !== 0) {
    counts.failed = 1;
    notes.push(`Every test passed, but Vitest ended with ${exitCode}: an error outside of the tests, or a worker that crashed.`);
  }
  return { ...counts, notes };
}

/** "N passed, N failed", and ", N skipped" when there are any. */
export const summaryLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
