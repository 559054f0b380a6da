/** Ten classes of noisy drawn signs, made here: the default data, the same bytes on every machine, no download. */
import { type Random, random } from "../random";
import type { Split } from "./dataset";
import { morph, SHAPES, type Shape } from "./glyph-shapes";
import { affine, drawStroke, type Point, type Stroke, transform } from "./strokes";

/** Height and width of a glyph, in pixels; one channel. */
export const GLYPH_SIZE = 28;
/** The seed of the set that is shipped. The drawing was tuned on sets of other seeds only. */
export const GLYPH_SEED = 2017;
export const GLYPH_TRAIN = 2000;
export const GLYPH_TEST = 4000;

/** How far samples of one class differ. Lengths are in the shape's own space (half its side), unless they are in pixels. */
export interface GlyphStyle {
  /** A sample lies up to this share of the way towards a neighbouring class. */
  morph: number;
  /** sd of each control point. */
  jitter: number;
  /** Largest tangent of half the angle, either way. */
  turn: number;
  /** Smallest and largest half side, pixels. */
  scale: Point;
  shear: number;
  /** Largest move in x and in y, pixels. */
  move: number;
  /** Stroke width, pixels. */
  width: Point;
  /** Ink over the paper, of 1. */
  contrast: Point;
  /** Ink of the distractor stroke, as a share of the sign's. */
  distractor: Point;
  /** sd of the noise of a pixel, of 1. */
  noise: number;
}

export const GLYPH_STYLE: GlyphStyle = {
  morph: 0.35,
  jitter: 0.06,
  turn: 0.2,
  scale: [7, 10.5],
  shear: 0.2,
  move: 2.5,
  width: [2.5, 4.2],
  contrast: [0.5, 0.9],
  distractor: [0.5, 1],
  noise: 0.05,
};

export const inRange = (r: Random, [low, high]: Point): number => low + (high - low) * r.uniform();
export const around = (r: Random, limit: number): number => limit * (2 * r.uniform() - 1);

/** A sample's strokes on a canvas of `size` pixels: morphed, jittered, turned, stretched and moved; then one stroke that means nothing. */
export function glyphStrokes(shape: number, size: number, r: Random, style: GlyphStyle): { sign: Stroke[]; distractor: Stroke } {
  const count = SHAPES.length;
  const neighbour = (shape + (r.below(2) === 0 ? 1 : count - 1)) % count;
  const drawn = morph(SHAPES[shape] as Shape, SHAPES[neighbour] as Shape, style.morph * r.uniform());
  const jittered = drawn.map((stroke) => stroke.map(([x, y]): Point => [x + style.jitter * r.normal(), y + style.jitter * r.normal()]));
  const map = affine({
    turn: around(r, style.turn),
    stretch: [inRange(r, style.scale), inRange(r, style.scale)],
    shear: around(r, style.shear),
    move: [size / 2 + around(r, style.move), size / 2 + around(r, style.move)],
  });
  const anywhere = (): Point => [size * r.uniform(), size * r.uniform()];
  return { sign: jittered.map((stroke) => stroke.map((point) => transform(map, point))), distractor: [anywhere(), anywhere()] };
}

/** Draws strokes with a random width, then the distractor. The canvas holds 0 (paper) … 1 (ink). */
export function drawGlyph(canvas: Float64Array, shape: number, size: number, r: Random, style: GlyphStyle): void {
  canvas.fill(0);
  const { sign, distractor } = glyphStrokes(shape, size, r, style);
  const width = inRange(r, style.width);
  for (const stroke of sign) drawStroke(canvas, size, stroke, width, 1);
  drawStroke(canvas, size, distractor, inRange(r, style.width), inRange(r, style.distractor));
}

/** Nearly normal noise of sd 1, from the four bytes of one draw: their sum has mean 510 and sd √(4 · (256² − 1)/12) = 147.8. */
export function pixelNoise(r: Random): number {
  const bits = r.bits();
  return ((bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24) - 510) / 147.8;
}

/** To a byte: rounds half up, and cuts off what is below 0 or above 255. */
export const toByte = (value: number): number => Math.min(255, Math.max(0, Math.floor(255 * value + 0.5)));

/** Classes in turn, in a random order: as nearly balanced as `count` allows. */
export const balancedLabels = (count: number, classes: number, r: Random): Uint8Array =>
  Uint8Array.from(r.permutation(count), (place) => place % classes);

/**
 * Draws glyphs, 28 × 28 × 1.
 * @param stream where the labels and all the drawing come from; it is used up
 */
export function makeGlyphs(count: number, stream: Random, style: GlyphStyle = GLYPH_STYLE): Split {
  const pixels = GLYPH_SIZE * GLYPH_SIZE;
  const images = new Uint8Array(count * pixels);
  const labels = balancedLabels(count, SHAPES.length, stream);
  const canvas = new Float64Array(pixels);
  for (let i = 0; i < count; i++) {
    drawGlyph(canvas, labels[i] as number, GLYPH_SIZE, stream, style);
    const ink = inRange(stream, style.contrast);
    const paper = (1 - ink) * stream.uniform();
    for (let p = 0; p < pixels; p++) {
      images[i * pixels + p] = toByte(paper + ink * (canvas[p] as number) + style.noise * pixelNoise(stream));
    }
  }
  return { images, labels, count };
}

/** `n` samples of a seed of their own, for a picture. Seed 2017 is the shipped set's, but its samples come from other streams. */
export const glyphSamples = (n: number, seed: number): Split => makeGlyphs(n, random(seed).split("glyphs", "samples"));
