/** Examples of a data set, a column a class, as one picture. */
import type { DataSet, Split } from "../data/dataset";
import type { Figure } from "./figure";
import { layout } from "./theme";

/** Pixels between two examples. */
const GAP = 2;

/** Of the figure, in pixels: its width, and the edges beside and above and below the pictures. */
const [WIDTH, SIDES, ENDS] = [760, 20, 100];

/** The most pixels that a figure is high. */
const HIGHEST = 460;

/**
 * The first `rows` training examples of each class. Grey images dark on light, coloured ones as they are.
 * @param classes at most so many classes, the first ones
 */
export function samplesFigure(data: DataSet, rows = 5, classes = Math.min(10, data.classes)): Figure {
  const [height, width, channels] = data.shape;
  const mosaic = blank(rows * (height + GAP) - GAP, classes * (width + GAP) - GAP);
  for (let label = 0; label < classes; label++) {
    firstOf(data.train, label, rows).forEach((index, row) => {
      paste(mosaic, data, index, row * (height + GAP), label * (width + GAP));
    });
  }
  const trace =
    channels === 1
      ? { type: "heatmap", z: mosaic.map((line) => line.map((rgb) => rgb[0])), colorscale: [[0, "white"], [1, "black"]], zmin: 0, zmax: 255, showscale: false } // biome-ignore format: one trace
      : { type: "image", z: mosaic };
  const hidden = { visible: false, constrain: "domain" };
  const names = data.classNames.slice(0, classes);
  const which = classes === data.classes ? "each class" : `the first ${classes} classes`;
  const note = data.variant ? `<br><sup>Not the official files: ${data.variant}</sup>` : "";
  return {
    data: [{ ...trace, hoverinfo: "skip" }],
    layout: layout(`${data.name}: ${rows} training examples of ${which}${note}`, {
      xaxis: { ...hidden, range: [-0.5, classes * (width + GAP) - GAP - 0.5] },
      yaxis: { ...hidden, range: [rows * (height + GAP) - GAP - 0.5, -0.5], scaleanchor: "x" },
      annotations: names.map((text, label) => ({
        text,
        x: label * (width + GAP) + width / 2,
        y: 0,
        yanchor: "bottom",
        yshift: 4,
        showarrow: false,
        font: { size: 11 },
      })),
      margin: { l: SIDES / 2, r: SIDES / 2, t: 80, b: ENDS - 80 },
      width: WIDTH,
      // As high as the pictures: few rows would lie between two white stripes.
      height: Math.min(HIGHEST, Math.round(ENDS + ((WIDTH - SIDES) * mosaic.length) / (mosaic[0]?.length ?? 1))),
      hovermode: false,
    }),
  };
}

type Mosaic = number[][][];

const blank = (height: number, width: number): Mosaic =>
  Array.from({ length: height }, () => Array.from({ length: width }, () => [0, 0, 0]));

function firstOf(split: Split, label: number, count: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < split.count && found.length < count; i++) if (split.labels[i] === label) found.push(i);
  return found;
}

function paste(mosaic: Mosaic, { train, shape }: DataSet, index: number, top: number, left: number): void {
  const [height, width, channels] = shape;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = ((index * height + y) * width + x) * channels;
      const rgb = channels === 1 ? Array(3).fill(train.images[at]) : [...train.images.subarray(at, at + 3)];
      (mosaic[top + y] as number[][])[left + x] = rgb;
    }
  }
}
