/** A part of the fault test: a way to execute sweeps, struck again and again. */

export interface FaultOptions {
  seed: number;
  /** Strikes in all. */
  kills: number;
  /** A folder of its own, empty. */
  folder: string;
  onLine(line: string): void;
}

export interface FaultReport {
  part: string;
  /** Sweeps that were struck, and their runs in all. */
  sweeps: number;
  runs: number;
  /** By what was killed. */
  kills: Record<string, number>;
  seconds: number;
  /** What is not as in the undisturbed sweep, a sentence each. */
  wrong: string[];
  /** Files that nobody needs any more. */
  leftovers: number;
}

export interface Part {
  name: string;
  run(options: FaultOptions): Promise<FaultReport>;
}

/** Reports as a table. */
export function tableOf(reports: readonly FaultReport[]): string {
  const line = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
  const killsOf = (kills: Record<string, number>) =>
    Object.entries(kills)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(", ") || "none";
  const all = reports.reduce((sum, { kills }) => sum + countOf(kills), 0);
  return [
    line(["part", "sweeps", "runs", "killed", "seconds", "differences", "files left over"]),
    line(["---", "---:", "---:", "---", "---:", "---:", "---:"]),
    ...reports.map(({ part, sweeps, runs, kills, seconds, wrong, leftovers }) =>
      line([part, sweeps, runs, killsOf(kills), Math.round(seconds), wrong.length, leftovers]),
    ),
    "",
    `${all} kills in all.`,
    ...reports.flatMap(({ part, wrong }) => wrong.map((each) => `${part}: ${each}`)),
  ].join("\n");
}

export const countOf = (kills: Record<string, number>): number => Object.values(kills).reduce((sum, count) => sum + count, 0);
