/** Loss and accuracy of training and test data over one coordinate: the four lines and the two axes that plots along a path share. */
import { axis, COLOURS } from "./theme";

/** One value an x. */
export interface LossAccuracy {
  /** Nats. */
  loss: number[];
  /** 0 … 1 */
  accuracy: number[];
}

/** Losses above this are cut: the shape near the minima is what such a plot is about, and its ends lie far above. Nats. */
export const HIGHEST_LOSS = 6;

/** Training and test differ by dash, loss and accuracy by marker, so that the lines can be told apart without colour. */
export function lossAccuracyLines(x: number[], train: LossAccuracy, test?: LossAccuracy): Record<string, unknown>[] {
  const line = (name: string, y: number[], color: string, dash: string, symbol: string, yaxis: "y" | "y2") => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x,
    y,
    yaxis,
    line: { color, dash, width: 2 },
    marker: { symbol, size: 6, color },
    hovertemplate: "%{y:.3f}",
  });
  const percent = ({ accuracy }: LossAccuracy) => accuracy.map((share) => 100 * share);
  return [
    line("training loss", train.loss, COLOURS.small, "solid", "circle", "y"),
    ...(test ? [line("test loss", test.loss, COLOURS.small, "dash", "circle-open", "y")] : []),
    line("training accuracy", percent(train), COLOURS.large, "solid", "square", "y2"),
    ...(test ? [line("test accuracy", percent(test), COLOURS.large, "dash", "square-open", "y2")] : []),
  ];
}

/** Losses below this are cut on a logarithmic scale: float32 hardly tells them from 0. Nats. */
const LOWEST_LOSS = 1e-6;

/**
 * Loss on the left, accuracy on the right.
 * @param lowestLoss given: the loss is on a logarithmic scale from the power of ten below it, which shows what happens near 0, where a trained network is
 */
export const lossAccuracyAxes = (highestLoss = HIGHEST_LOSS, lowestLoss?: number): Record<"yaxis" | "yaxis2", Record<string, unknown>> => ({
  yaxis:
    lowestLoss === undefined
      ? axis(`cross-entropy (nats; cut at ${highestLoss})`, { range: [0, highestLoss] })
      : axis("cross-entropy (nats, logarithmic)", {
          type: "log",
          range: [Math.floor(Math.log10(Math.max(lowestLoss, LOWEST_LOSS))), Math.log10(highestLoss)],
          dtick: 1,
          exponentformat: "power",
        }),
  yaxis2: axis("accuracy (%)", { overlaying: "y", side: "right", range: [0, 102], tickmode: "linear", dtick: 20, showgrid: false }),
});
