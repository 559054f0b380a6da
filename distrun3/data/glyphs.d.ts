/** Ten classes of noisy drawn signs, made here: the default data, the same bytes on every machine, no download. */
import { type Random } from "../random";
import type { Split } from "./dataset";
import { type Point, type Stroke } from "./strokes";
/** Height and width of a glyph, in pixels; one channel. */
export declare const GLYPH_SIZE = 28;
/** The seed of the set that is shipped. The drawing was tuned on sets of other seeds only. */
export declare const GLYPH_SEED = 2017;
export declare const GLYPH_TRAIN = 2000;
export declare const GLYPH_TEST = 4000;
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
export declare const GLYPH_STYLE: GlyphStyle;
export declare const inRange: (r: Random, [low, high]: Point) => number;
export declare const around: (r: Random, limit: number) => number;
/** A sample's strokes on a canvas of `size` pixels: morphed, jittered, turned, stretched and moved; then one stroke that means nothing. */
export declare function glyphStrokes(shape: number, size: number, r: Random, style: GlyphStyle): {
    sign: Stroke[];
    distractor: Stroke;
};
/** Draws strokes with a random width, then the distractor. The canvas holds 0 (paper) … 1 (ink). */
export declare function drawGlyph(canvas: Float64Array, shape: number, size: number, r: Random, style: GlyphStyle): void;
/** Nearly normal noise of sd 1, from the four bytes of one draw: their sum has mean 510 and sd √(4 · (256² − 1)/12) = 147.8. */
export declare function pixelNoise(r: Random): number;
/** To a byte: rounds half up, and cuts off what is below 0 or above 255. */
export declare const toByte: (value: number) => number;
/** Classes in turn, in a random order: as nearly balanced as `count` allows. */
export declare const balancedLabels: (count: number, classes: number, r: Random) => Uint8Array;
/**
 * Draws glyphs, 28 × 28 × 1.
 * @param stream where the labels and all the drawing come from; it is used up
 */
export declare function makeGlyphs(count: number, stream: Random, style?: GlyphStyle): Split;
/** `n` samples of a seed of their own, for a picture. Seed 2017 is the shipped set's, but its samples come from other streams. */
export declare const glyphSamples: (n: number, seed: number) => Split;
