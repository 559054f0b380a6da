/** A hundred classes of coloured signs: ten shapes × five inks × two papers. They stand in for CIFAR-100 where the published networks have 100 outputs. */
import { type Random } from "../random";
import type { Split } from "./dataset";
import { type GlyphStyle } from "./glyphs";
/** Height and width, in pixels; three channels: red, green, blue. */
export declare const GLYPH_100_SIZE = 32;
export declare const GLYPH_100_TRAIN = 10000;
export declare const GLYPH_100_TEST = 5000;
/** Class 10·shape + 2·ink + paper, for instance "red lozenge, striped". */
export declare const GLYPH_100_NAMES: string[];
/**
 * Draws coloured glyphs, 32 × 32 × 3.
 * @param stream where the labels and all the drawing come from; it is used up
 */
export declare function makeGlyphs100(count: number, stream: Random, style?: GlyphStyle): Split;
/** `n` samples of a seed of their own, for a picture. */
export declare const glyph100Samples: (n: number, seed: number) => Split;
