/** The rows of `bench kernel` as a Markdown table, kernels side by side. */
import type { KernelRow } from "./kernel";
import type { Spread } from "./step";
import { spreadText } from "./units";

const LINES: [title: string, of: (row: KernelRow) => Spread | undefined][] = [
  ["start to first answer, ms", (row) => row.ms.start],
  ["trivial cell, ms", (row) => row.ms.trivial],
  ["declaring cell, ms", (row) => row.ms.declaring],
  ["100,000 lines, ms", (row) => row.ms.lines],
  ["… lines that arrived", (row) => row.lines],
  ["5 MB display, ms", (row) => row.ms.display],
  ["memory after 500 declaring cells, MB", (row) => row.memoryMB],
  ["… of which the cells added, MB", (row) => row.addedMB],
];

/** Each value is the median with its smallest and largest. A line that nobody measured is left out; a dash is what a kernel failed. */
export function kernelTable(rows: KernelRow[]): string {
  const lines = LINES.filter(([, of]) => rows.some(of));
  return [
    `| | ${rows.map((row) => `${row.kernel}${row.version === "unknown" ? "" : ` ${row.version}`}`).join(" | ")} |`,
    `|---|${rows.map(() => "---|").join("")}`,
    ...lines.map(([title, of]) => `| ${title} | ${rows.map((row) => spreadText(of(row), digits)).join(" | ")} |`),
    "",
    "Median (smallest–largest).",
  ].join("\n");
}

const digits = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(Math.abs(value) >= 10 ? 0 : 1);
