/** What a step costs against its batch: measurements, and the straight line of the cost model through them. */
import { computeMs, type Device } from "../scaling/cost-model";
import type { Throughput } from "../scaling/throughput";
import type { Figure } from "./figure";
import { logTicks } from "./log-ticks";
import { axis, COLOURS, layout } from "./theme";

export interface ThroughputPlot {
  measured: readonly Throughput[];
  device: Device;
  title: string;
  subtitle: string;
}

/** @returns left axis: milliseconds a step, logarithmic as the batch; right axis: examples a second */
export function throughputPlot({ measured, device, title, subtitle }: ThroughputPlot): Figure {
  const sizes = measured.map(({ size }) => size);
  const fitted = sizes.map((size) => computeMs(device, size));
  const rate = (size: number, ms: number) => (1000 * size) / ms;
  return {
    data: [
      {
        name: "step, measured (median, smallest to largest)",
        mode: "markers",
        x: sizes,
        y: measured.map(({ ms }) => ms),
        error_y: {
          type: "data",
          symmetric: false,
          array: measured.map(({ ms, max }) => max - ms),
          arrayminus: measured.map(({ ms, min }) => ms - min),
        },
        marker: { color: COLOURS.small, symbol: "circle", size: 9 },
      },
      { name: "step, cost model", mode: "lines", x: sizes, y: fitted, line: { color: COLOURS.small, dash: "solid" } },
      {
        name: "examples a second, measured",
        mode: "markers",
        x: sizes,
        y: measured.map(({ examplesPerSecond }) => examplesPerSecond),
        yaxis: "y2",
        marker: { color: COLOURS.large, symbol: "diamond-open", size: 10, line: { width: 2 } },
      },
      {
        name: "examples a second, cost model",
        mode: "lines",
        x: sizes,
        y: fitted.map((ms, i) => rate(sizes[i] as number, ms)),
        yaxis: "y2",
        line: { color: COLOURS.large, dash: "dash" },
      },
    ],
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis("batch (examples)", { type: "log", tickvals: sizes, ticktext: sizes.map(String) }),
      yaxis: axis("time of a step (ms)", { type: "log", ...logTicks(measured.flatMap(({ ms, min, max }) => [ms, min, max])) }),
      yaxis2: axis("examples a second", {
        overlaying: "y",
        side: "right",
        showgrid: false,
        rangemode: "tozero",
        tickmode: "auto",
        tickformat: ",d",
      }),
      legend: { orientation: "h", x: 0, y: -0.2 },
      margin: { l: 70, r: 80, t: 90, b: 110 },
    }),
  };
}
