"use strict";
/** Draws anti-aliased strokes on a small square canvas, with nothing but exact arithmetic: + − × ÷ and square roots. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.transform = void 0;
exports.affine = affine;
exports.drawStroke = drawStroke;
const transform = (m, [x, y]) => [m.a * x + m.b * y + m.e, m.c * x + m.d * y + m.f];
exports.transform = transform;
/**
 * The affine map that shears, stretches, turns and moves, in this order.
 * @param turn tangent of half the angle: cos = (1 − t²)/(1 + t²), sin = 2t/(1 + t²), so that no trigonometric function is needed
 */
function affine(options) {
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
function drawStroke(canvas, size, stroke, width, ink) {
    for (let k = 1; k < stroke.length; k++)
        drawSegment(canvas, size, stroke[k - 1], stroke[k], width / 2 + 0.5, ink);
}
function drawSegment(canvas, size, [x0, y0], [x1, y1], reach, ink) {
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
            if (coverage > 0 && coverage * ink > canvas[at])
                canvas[at] = coverage * ink;
        }
    }
}
//# sourceMappingURL=strokes.js.map