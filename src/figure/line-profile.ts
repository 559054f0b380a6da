/** Loss and accuracy along one direction through a solution (Li et al., NeurIPS 2018, Figure 2). */
import type { Surface } from "../measure/surface";
import type { Figure } from "./figure";
import { HIGHEST_LOSS, lossAccuracyAxes, lossAccuracyLines } from "./loss-accuracy";
import { axis, layout } from "./theme";

export interface LineProfile {
  /** One row each; both with the same alphas. */
  train: Surface;
  test?: Surface;
  title: string;
  /** Under the title; see `landscapeNote`. */
  subtitle: string;
  /** Title of the axis, with its unit. Default: α in units of the direction. */
  alphaTitle?: string;
  /** Nats; default 6. Higher losses are cut. */
  highestLoss?: number;
}

/** @throws RangeError for a surface with more than one row, or where training and test have other coordinates */
export function lineProfilePlot(profile: LineProfile): Figure {
  const { train, test, title, subtitle, alphaTitle = "α (1 = length of the direction)", highestLoss = HIGHEST_LOSS } = profile;
  for (const { betas } of [train, ...(test ? [test] : [])])
    if (betas.length !== 1)
      throw new RangeError(`A profile is a grid of one row, got ${betas.length}; draw it as a surface or as contours.`);
  if (test && (test.alphas.length !== train.alphas.length || test.alphas.some((alpha, i) => alpha !== train.alphas[i])))
    throw new RangeError("Training and test were measured at other coordinates: measure both on the same grid.");
  const row = ({ losses, accuracies }: Surface) => ({ loss: losses[0] as number[], accuracy: accuracies[0] as number[] });
  return {
    data: lossAccuracyLines(train.alphas, row(train), test && row(test)),
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis(alphaTitle),
      ...lossAccuracyAxes(highestLoss),
      legend: { orientation: "h", x: 0, y: -0.18 },
      margin: { l: 70, r: 70, t: 105, b: 90 },
    }),
  };
}
