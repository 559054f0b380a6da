/** The ten shapes of the glyphs, in a ring where each one has two neighbours; a sample is drawn part of the way towards one of them. */
import type { Point, Stroke } from "./strokes";

/** Three strokes of three points each, so that any shape can be morphed into any other, point by point. */
export type Shape = readonly [Stroke, Stroke, Stroke];

export const SHAPE_NAMES = ["lozenge", "kite", "fork", "arrow", "cross", "hourglass", "zigzag", "hook", "ladder", "gate"];

// biome-ignore format: one shape a line
export const SHAPES: readonly Shape[] = [
  [[[0, -1], [0.8, 0], [0, 1]], [[0, 1], [-0.8, 0], [0, -1]], [[-0.3, 0], [0, 0], [0.3, 0]]],
  [[[0.1, -0.9], [0.8, -0.4], [0, 1]], [[0, 1], [-0.8, -0.4], [-0.1, -0.9]], [[-0.8, -0.4], [0, -0.3], [0.8, -0.4]]],
  [[[0.7, -0.9], [0.6, 0], [0, 0.3]], [[0, 0.3], [-0.6, 0], [-0.7, -0.9]], [[0, -0.9], [0, 0.1], [0, 1]]],
  [[[0, -1], [0.3, -0.7], [0.7, -0.2]], [[-0.7, -0.2], [-0.3, -0.7], [0, -1]], [[0, -1], [0, 0], [0, 1]]],
  [[[-0.8, 0.8], [0, 0], [0.8, -0.8]], [[0.8, 0.8], [0, 0], [-0.8, -0.8]], [[-0.5, -0.9], [0, -0.9], [0.5, -0.9]]],
  [[[-0.7, 0.9], [0.1, 0], [0.7, -0.9]], [[0.7, 0.9], [0, 0.9], [-0.7, 0.9]], [[-0.7, -0.9], [0, -0.9], [0.7, -0.9]]],
  [[[-0.2, 0.1], [0.5, -0.3], [0.7, -0.8]], [[0.8, 0.9], [0, 0.9], [-0.7, 0.8]], [[-0.7, -0.8], [-0.4, -0.2], [-0.2, 0.1]]],
  [[[0.1, -0.2], [0.5, -0.3], [0.8, -0.5]], [[0.7, 0.4], [0.3, 0.9], [-0.4, 0.6]], [[-0.5, -0.9], [-0.5, 0], [-0.4, 0.6]]],
  [[[0.6, -1], [0.6, 0], [0.6, 1]], [[0.6, 0.4], [0, 0.1], [-0.6, -0.4]], [[-0.6, -1], [-0.6, 0], [-0.6, 1]]],
  [[[0, -0.9], [0.7, -0.8], [0.8, 1]], [[0.8, 0.1], [0, 0], [-0.8, 0.1]], [[0, -0.9], [-0.7, -0.8], [-0.8, 1]]],
];

const between = (from: Point, to: Point, share: number): Point => [
  from[0] + share * (to[0] - from[0]),
  from[1] + share * (to[1] - from[1]),
];

/** The shape that lies `share` (0 … 1) of the way from one shape to another. */
export const morph = (from: Shape, to: Shape, share: number): Stroke[] =>
  from.map((stroke, s) => stroke.map((point, p) => between(point, to[s]?.[p] as Point, share)));
