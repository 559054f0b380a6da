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
export declare const transform: (m: Affine, [x, y]: Point) => Point;
/**
 * The affine map that shears, stretches, turns and moves, in this order.
 * @param turn tangent of half the angle: cos = (1 − t²)/(1 + t²), sin = 2t/(1 + t²), so that no trigonometric function is needed
 */
export declare function affine(options: {
    turn: number;
    stretch: Point;
    shear: number;
    move: Point;
}): Affine;
/**
 * Draws a stroke on a `size` × `size` canvas (row by row, values 0 … 1). Where strokes cross, the stronger ink stays.
 * A pixel's ink is its coverage, clamp(width/2 + 1/2 − distance from the pixel's centre to the line, 0, 1), times `ink`.
 * @param width in pixels
 */
export declare function drawStroke(canvas: Float64Array, size: number, stroke: Stroke, width: number, ink: number): void;
