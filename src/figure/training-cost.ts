/** Time and cost of a training against the number of devices: what more devices buy, and what they are paid for with. */
import type { Figure } from "./figure";
import { type Line, linesPlot } from "./lines";

export interface CostLine {
  label: string;
  rows: readonly { devices: number; hours: number; deviceHours: number }[];
}

export interface TrainingCostPlot {
  lines: readonly CostLine[];
  title: string;
  /** Under the title: network, device, what is assumed. */
  subtitle: string;
}

export function trainingCostPlot({ lines, title, subtitle }: TrainingCostPlot): Figure {
  const of = (value: (row: CostLine["rows"][number]) => number): Line[] =>
    lines.map(({ label, rows }) => ({ label, points: rows.map((row) => ({ x: row.devices, y: value(row) })) }));
  return linesPlot({
    title,
    subtitle,
    panels: [
      { lines: of(({ hours }) => hours), x: "devices", y: "hours of training", logX: true, logY: true },
      { lines: of(({ deviceHours }) => deviceHours), x: "devices", y: "device-hours", logX: true, logY: true },
    ],
  });
}
