/** A hundred classes of coloured signs: ten shapes × five inks × two papers. They stand in for CIFAR-100 where the published networks have 100 outputs. */
import { type Random, random } from "../random";
import type { Split } from "./dataset";
import { SHAPE_NAMES } from "./glyph-shapes";
import { around, balancedLabels, drawGlyph, GLYPH_STYLE, type GlyphStyle, inRange, pixelNoise, toByte } from "./glyphs";
import { affine } from "./strokes";

/** Height and width, in pixels; three channels: red, green, blue. */
export const GLYPH_100_SIZE = 32;
export const GLYPH_100_TRAIN = 10_000;
export const GLYPH_100_TEST = 5000;

type Colour = readonly [number, number, number];

// biome-ignore format: one ink a line
const INKS: readonly { name: string; colour: Colour }[] = [
  { name: "red", colour: [0.9, 0.35, 0.3] },
  { name: "yellow", colour: [0.85, 0.75, 0.3] },
  { name: "green", colour: [0.35, 0.8, 0.4] },
  { name: "blue", colour: [0.35, 0.5, 0.95] },
  { name: "violet", colour: [0.8, 0.4, 0.85] },
];
const PAPERS = ["shaded", "striped"] as const;
/** Each channel of an ink strays from its colour by up to this, so that neighbouring inks overlap. */
const INK_STRAY = 0.25;

/** Class 10·shape + 2·ink + paper, for instance "red lozenge, striped". */
export const GLYPH_100_NAMES: string[] = SHAPE_NAMES.flatMap((shape) =>
  INKS.flatMap((ink) => PAPERS.map((paper) => `${ink.name} ${shape}, ${paper}`)),
);

/** Shade of the paper at each pixel, −1 … 1: one slope from edge to edge, or stripes (a triangle wave), in a random direction. */
function drawPaper(shade: Float64Array, paper: (typeof PAPERS)[number], r: Random): void {
  const size = GLYPH_100_SIZE;
  const { a, c } = affine({ turn: around(r, 1), stretch: [1, 1], shear: 0, move: [0, 0] });
  const period = paper === "striped" ? inRange(r, [4, 9]) : 4 * size;
  const start = paper === "striped" ? r.uniform() : 0;
  for (let at = 0; at < size * size; at++) {
    const x = (at % size) - size / 2;
    const y = (at - (at % size)) / size - size / 2;
    const turns = (a * x + c * y) / period + start + 0.25;
    shade[at] = 4 * Math.abs(turns - Math.floor(turns) - 0.5) - 1;
  }
}

/**
 * Draws coloured glyphs, 32 × 32 × 3.
 * @param stream where the labels and all the drawing come from; it is used up
 */
export function makeGlyphs100(count: number, stream: Random, style: GlyphStyle = GLYPH_STYLE): Split {
  const pixels = GLYPH_100_SIZE * GLYPH_100_SIZE;
  const images = new Uint8Array(count * pixels * 3);
  const labels = balancedLabels(count, GLYPH_100_NAMES.length, stream);
  const canvas = new Float64Array(pixels);
  const shade = new Float64Array(pixels);
  for (let i = 0; i < count; i++) {
    const label = labels[i] as number;
    drawGlyph(canvas, Math.floor(label / 10), GLYPH_100_SIZE, stream, style);
    drawPaper(shade, PAPERS[label % 2] as (typeof PAPERS)[number], stream);
    const { colour } = INKS[Math.floor((label % 10) / 2)] as (typeof INKS)[number];
    const depth = inRange(stream, [0.03, 0.12]);
    for (let channel = 0; channel < 3; channel++) {
      const ink = (colour[channel] as number) + around(stream, INK_STRAY);
      const paper = inRange(stream, [0.1, 0.5]);
      for (let p = 0; p < pixels; p++) {
        const below = paper + depth * (shade[p] as number);
        const drawn = below + (ink - below) * (canvas[p] as number);
        images[(i * pixels + p) * 3 + channel] = toByte(drawn + style.noise * pixelNoise(stream));
      }
    }
  }
  return { images, labels, count };
}

/** `n` samples of a seed of their own, for a picture. */
export const glyph100Samples = (n: number, seed: number): Split => makeGlyphs100(n, random(seed).split("glyphs-100", "samples"));
