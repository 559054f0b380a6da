/** Draws anti-aliased strokes on a small square canvas, with nothing but exact arithmetic: + − × ÷ and square roots. */

/** x to the right, y down. In a shape's own space both run from −1 to 1; on a canvas they are pixels. */
export type Point = readonly [number, number];
/** A line through its points, in order. */
export type Stroke = readonly Point[];

/** An affine map: (x, y) → (a·x + b·y + e, c·x + d·y + f). */
export interface Affine {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
}

export const transform = (m: Affine, [x, y]: Point): Point => [m.a * x + m.b * y + m.e, m.c * x + m.d * y + m.f];

/**
 * The affine map that shears, stretches, turns and moves, in this order.
 * @param turn tangent of half the angle: cos = (1 − t²)/(1 + t²), sin = 2t/(1 + t²), so that no trigonometric function is needed
 */
export function affine(options: { turn: number; stretch: Point; shear: number; move: Point }): Affine {
  const { turn: t, stretch, shear, move } = options;
  const cos = (1 - t * t) / (1 + t * t);
  const sin = (2 * t) / (1 + t * t);
  const [sx, sy] = stretch;
  return { a: cos * sx, b: cos * sx * shear - sin * sy, c: sin * sx, d: sin * sx * shear + cos * sy, e: move[0], f: move[1] };
}

/**
 * Draws a stroke on a `size` × `size` canvas (row by row, values 0 … 1). Where strokes cross, the stronger ink stays.
 * A pixel's ink is its coverage, clamp(width/2 + 1/2 − distance from the pixel's centre to the line, 0, 1), times `ink`.
 * @param width in pixels
 */
export function drawStroke(canvas: Float64Array, size: number, stroke: Stroke, width: number, ink: number): void {
  for (let k = 1; k < stroke.length; k++) drawSegment(canvas, size, stroke[k - 1] as Point, stroke[k] as Point, width / 2 + 0.5, ink);
}

function drawSegment(canvas: Float64Array, size: number, [x0, y0]: Point, [x1, y1]: Point, reach: number, ink: number): void {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const square = dx * dx + dy * dy;
  const left = Math.max(0, Math.floor(Math.min(x0, x1) - reach));
  const right = Math.min(size - 1, Math.ceil(Math.max(x0, x1) + reach));
  const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
  const bottom = Math.min(size - 1, Math.ceil(Math.max(y0, y1) + reach));
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const px = column + 0.5 - x0;
      const py = row + 0.5 - y0;
      const along = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
      const ex = px - along * dx;
      const ey = py - along * dy;
      const coverage = Math.min(1, reach - Math.sqrt(ex * ex + ey * ey));
      const at = row * size + column;
      if (coverage > 0 && coverage * ink > (canvas[at] as number)) canvas[at] = coverage * ink;
    }
  }
}
