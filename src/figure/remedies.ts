/** Share of the gap that each remedy closes against the sharpness that it removes: is the flat minimum the better one? */
import type { Figure } from "./figure";
import { axis, COLOURS, intervalBars, layout } from "./theme";

interface Interval {
  mean: number;
  /** NaN: not bounded, or not known. Drawn without a bar. */
  low: number;
  high: number;
}

export interface RemedyPoint {
  name: string;
  /** Factor by which the sharpness fell, LB over remedy; above 0. */
  flatter: Interval;
  /** 0: as the large batch, 1: as the small batch. */
  share: Interval;
  /** One that training has not fitted: an open marker. */
  unfinished?: boolean;
  /** Compared half-way down a slope, so that nothing is said of its flatness: a grey, open diamond. */
  onSlope?: boolean;
  /** The small batch itself: a square. */
  reference?: boolean;
}

export interface RemediesPlot {
  points: readonly RemedyPoint[];
  /** The sharpness, e.g. "λ_max of the Hessian". */
  measure: string;
  title: string;
  subtitle: string;
}

/** The names stand in a column at the right, in the order of the shares, so that they cannot lie on each other. @throws RangeError for no points */
export function remediesPlot({ points, measure, title, subtitle }: RemediesPlot): Figure {
  if (points.length === 0) throw new RangeError("There is nothing to draw: expected a point or more.");
  const rising = [...points].sort((a, b) => a.share.mean - b.share.mean);
  const shares = rising.map(({ share }) => share.mean);
  const [bottom, top] = [Math.min(-0.3, ...shares) - 0.2, Math.max(1.2, ...shares) + 0.2];
  const ends = rising
    .flatMap(({ flatter }) => [flatter.mean, flatter.low, flatter.high])
    .filter((value) => value > 0 && Number.isFinite(value));
  const [left, right] = [Math.min(0.9, ...ends) / 1.2, Math.max(1.1, ...ends) * 1.1];
  const column = right * (right / left) ** 0.06;
  const slot = (i: number) => bottom + ((i + 0.5) * (top - bottom)) / rising.length;
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        x: rising.flatMap(({ flatter }) => [flatter.mean, column, null]),
        y: rising.flatMap(({ share }, i) => [share.mean, slot(i), null]),
        line: { color: "#bbbbbb", width: 1, dash: "dot" },
        hoverinfo: "skip",
      },
      ...[rising.filter(({ onSlope }) => !onSlope), rising.filter(({ onSlope }) => onSlope)].filter(({ length }) => length > 0).map(marks),
    ],
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis(`flatter ▸  ${measure}: plain large batch over remedy (factor, logarithmic)`, {
        type: "log",
        range: [Math.log10(left), Math.log10(column)],
        ...factorTicks(left, right),
      }),
      yaxis: axis("share of the gap closed (0: large batch, 1: small batch)<br><sup>longer bars are cut off at the frame</sup>", {
        range: [bottom, top],
      }),
      shapes: [
        { type: "line", xref: "paper", x0: 0, x1: 1, y0: 0, y1: 0, line: { color: "#111111", width: 1.2 } },
        { type: "line", xref: "paper", x0: 0, x1: 1, y0: 1, y1: 1, line: { color: "#111111", width: 1.2, dash: "dash" } },
        { type: "line", yref: "paper", y0: 0, y1: 1, x0: 1, x1: 1, line: { color: "#111111", width: 1.2 } },
      ],
      // Not a trace: a point on the edge of a logarithmic axis is dropped when it is rounded out of it.
      annotations: rising.map(({ name }, i) => ({
        text: name,
        xref: "paper",
        x: 1.005,
        xanchor: "left",
        y: slot(i),
        yanchor: "middle",
        showarrow: false,
        font: { size: 12 },
      })),
      showlegend: false,
      margin: { l: 105, r: 140, t: 90, b: 70 },
      width: 860,
      height: 600,
      hovermode: "closest",
    }),
  };
}

/** Those of which something is said, or the others, fainter. */
function marks(points: readonly RemedyPoint[]): Record<string, unknown> {
  const [x, y] = [points.map(({ flatter }) => flatter), points.map(({ share }) => share)];
  const color = points.some(({ onSlope }) => onSlope) ? "#999999" : COLOURS.small;
  return {
    type: "scatter",
    mode: "markers",
    x: x.map(({ mean }) => mean),
    y: y.map(({ mean }) => mean),
    error_x: bars(x, color),
    error_y: bars(y, color),
    marker: {
      symbol: points.map(symbolOf),
      size: 9,
      color: points.map(({ reference }) => (reference ? COLOURS.large : color)),
      line: { width: 2 },
    },
    customdata: points.map(({ name }) => name),
    hovertemplate: "%{customdata}: %{y:.2f} of the gap, sharpness / %{x:.2f}<extra></extra>",
  };
}

/** An interval that is not bounded has no bar. */
const bars = (intervals: readonly Interval[], color: string) =>
  intervalBars(
    intervals.map((each) =>
      Number.isFinite(each.low) && Number.isFinite(each.high) ? each : { ...each, low: each.mean, high: each.mean },
    ),
    { color, thickness: 1.2, width: 3 },
  );

const symbolOf = ({ reference, unfinished, onSlope }: RemedyPoint): string =>
  onSlope ? "diamond-open" : `${reference ? "square" : "circle"}${unfinished ? "-open" : ""}`;

/** 1, 2 and 5 times each power of ten within the range. */
function factorTicks(left: number, right: number): { tickvals: number[]; ticktext: string[] } {
  const decades = [-4, -3, -2, -1, 0, 1, 2, 3, 4];
  const tickvals = decades
    .flatMap((decade) => [1, 2, 5].map((digit) => Number(`${digit}e${decade}`)))
    .filter((at) => at >= left && at <= right);
  return { tickvals, ticktext: tickvals.map(String) };
}
