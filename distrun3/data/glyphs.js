"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.glyphSamples = exports.balancedLabels = exports.toByte = exports.around = exports.inRange = exports.GLYPH_STYLE = exports.GLYPH_TEST = exports.GLYPH_TRAIN = exports.GLYPH_SEED = exports.GLYPH_SIZE = void 0;
exports.glyphStrokes = glyphStrokes;
exports.drawGlyph = drawGlyph;
exports.pixelNoise = pixelNoise;
exports.makeGlyphs = makeGlyphs;
/** Ten classes of noisy drawn signs, made here: the default data, the same bytes on every machine, no download. */
const random_1 = require("../random");
const glyph_shapes_1 = require("./glyph-shapes");
const strokes_1 = require("./strokes");
/** Height and width of a glyph, in pixels; one channel. */
exports.GLYPH_SIZE = 28;
/** The seed of the set that is shipped. The drawing was tuned on sets of other seeds only. */
exports.GLYPH_SEED = 2017;
exports.GLYPH_TRAIN = 2000;
exports.GLYPH_TEST = 4000;
exports.GLYPH_STYLE = {
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
const inRange = (r, [low, high]) => low + (high - low) * r.uniform();
exports.inRange = inRange;
const around = (r, limit) => limit * (2 * r.uniform() - 1);
exports.around = around;
/** A sample's strokes on a canvas of `size` pixels: morphed, jittered, turned, stretched and moved; then one stroke that means nothing. */
function glyphStrokes(shape, size, r, style) {
    const count = glyph_shapes_1.SHAPES.length;
    const neighbour = (shape + (r.below(2) === 0 ? 1 : count - 1)) % count;
    const drawn = (0, glyph_shapes_1.morph)(glyph_shapes_1.SHAPES[shape], glyph_shapes_1.SHAPES[neighbour], style.morph * r.uniform());
    const jittered = drawn.map((stroke) => stroke.map(([x, y]) => [x + style.jitter * r.normal(), y + style.jitter * r.normal()]));
    const map = (0, strokes_1.affine)({
        turn: (0, exports.around)(r, style.turn),
        stretch: [(0, exports.inRange)(r, style.scale), (0, exports.inRange)(r, style.scale)],
        shear: (0, exports.around)(r, style.shear),
        move: [size / 2 + (0, exports.around)(r, style.move), size / 2 + (0, exports.around)(r, style.move)],
    });
    const anywhere = () => [size * r.uniform(), size * r.uniform()];
    return { sign: jittered.map((stroke) => stroke.map((point) => (0, strokes_1.transform)(map, point))), distractor: [anywhere(), anywhere()] };
}
/** Draws strokes with a random width, then the distractor. The canvas holds 0 (paper) … 1 (ink). */
function drawGlyph(canvas, shape, size, r, style) {
    canvas.fill(0);
    const { sign, distractor } = glyphStrokes(shape, size, r, style);
    const width = (0, exports.inRange)(r, style.width);
    for (const stroke of sign)
        (0, strokes_1.drawStroke)(canvas, size, stroke, width, 1);
    (0, strokes_1.drawStroke)(canvas, size, distractor, (0, exports.inRange)(r, style.width), (0, exports.inRange)(r, style.distractor));
}
/** Nearly normal noise of sd 1, from the four bytes of one draw: their sum has mean 510 and sd √(4 · (256² − 1)/12) = 147.8. */
function pixelNoise(r) {
    const bits = r.bits();
    return ((bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24) - 510) / 147.8;
}
/** To a byte: rounds half up, and cuts off what is below 0 or above 255. */
const toByte = (value) => Math.min(255, Math.max(0, Math.floor(255 * value + 0.5)));
exports.toByte = toByte;
/** Classes in turn, in a random order: as nearly balanced as `count` allows. */
const balancedLabels = (count, classes, r) => Uint8Array.from(r.permutation(count), (place) => place % classes);
exports.balancedLabels = balancedLabels;
/**
 * Draws glyphs, 28 × 28 × 1.
 * @param stream where the labels and all the drawing come from; it is used up
 */
function makeGlyphs(count, stream, style = exports.GLYPH_STYLE) {
    const pixels = exports.GLYPH_SIZE * exports.GLYPH_SIZE;
    const images = new Uint8Array(count * pixels);
    const labels = (0, exports.balancedLabels)(count, glyph_shapes_1.SHAPES.length, stream);
    const canvas = new Float64Array(pixels);
    for (let i = 0; i < count; i++) {
        drawGlyph(canvas, labels[i], exports.GLYPH_SIZE, stream, style);
        const ink = (0, exports.inRange)(stream, style.contrast);
        const paper = (1 - ink) * stream.uniform();
        for (let p = 0; p < pixels; p++) {
            images[i * pixels + p] = (0, exports.toByte)(paper + ink * canvas[p] + style.noise * pixelNoise(stream));
        }
    }
    return { images, labels, count };
}
/** `n` samples of a seed of their own, for a picture. Seed 2017 is the shipped set's, but its samples come from other streams. */
const glyphSamples = (n, seed) => makeGlyphs(n, (0, random_1.random)(seed).split("glyphs", "samples"));
exports.glyphSamples = glyphSamples;
//# sourceMappingURL=glyphs.js.map