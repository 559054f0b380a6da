/** Tells what a comparison of notebooks found. */
import type { Difference } from "./compare";

/** Differences of one cell that are printed; the rest is counted. */
const SHOWN = 5;
const WIDTH = 160;

/** One notebook's part. */
export interface Compared {
  notebook: string;
  /** Why it was not compared. */
  skipped?: string;
  differences: Difference[];
}

/** A line a notebook; under one that differs, what was committed (−) and what came out now (+), cell by cell. */
export const comparisonReport = (compared: readonly Compared[]): string =>
  compared
    .flatMap(({ notebook, skipped, differences }) => {
      if (skipped !== undefined) return [`${notebook}: skipped: ${skipped}`];
      if (differences.length === 0) return [`${notebook}: the same`];
      return [
        `${notebook}: ${differences.length} difference${differences.length === 1 ? "" : "s"}`,
        ...cellsOf(differences).flatMap(cellLines),
      ];
    })
    .join("\n");

const cellsOf = (differences: readonly Difference[]): Difference[][] =>
  [...new Set(differences.map(({ cell }) => cell))].map((cell) => differences.filter((each) => each.cell === cell));

function cellLines(differences: readonly Difference[]): string[] {
  const shown = differences
    .slice(0, SHOWN)
    .flatMap(({ cell, where, expected, got }) => [`  cell ${cell}, ${where}:`, `    − ${shorten(expected)}`, `    + ${shorten(got)}`]);
  const rest = differences.length - SHOWN;
  return rest > 0 ? [...shown, `  cell ${differences[0]?.cell}: … ${rest} more`] : shown;
}

const shorten = (text: string): string => (text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text);
