/** The ten shapes of the glyphs, in a ring where each one has two neighbours; a sample is drawn part of the way towards one of them. */
import type { Stroke } from "./strokes";
/** Three strokes of three points each, so that any shape can be morphed into any other, point by point. */
export type Shape = readonly [Stroke, Stroke, Stroke];
export declare const SHAPE_NAMES: string[];
export declare const SHAPES: readonly Shape[];
/** The shape that lies `share` (0 … 1) of the way from one shape to another. */
export declare const morph: (from: Shape, to: Shape, share: number) => Stroke[];
