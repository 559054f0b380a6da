"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.glyph100Samples = exports.GLYPH_100_NAMES = exports.GLYPH_100_TEST = exports.GLYPH_100_TRAIN = exports.GLYPH_100_SIZE = void 0;
exports.makeGlyphs100 = makeGlyphs100;
/** A hundred classes of coloured signs: ten shapes × five inks × two papers. They stand in for CIFAR-100 where the published networks have 100 outputs. */
const random_1 = require("../random");
const glyph_shapes_1 = require("./glyph-shapes");
const glyphs_1 = require("./glyphs");
const strokes_1 = require("./strokes");
/** Height and width, in pixels; three channels: red, green, blue. */
exports.GLYPH_100_SIZE = 32;
exports.GLYPH_100_TRAIN = 10_000;
exports.GLYPH_100_TEST = 5000;
// biome-ignore format: one ink a line
const INKS = [
    { name: "red", colour: [0.9, 0.35, 0.3] },
    { name: "yellow", colour: [0.85, 0.75, 0.3] },
    { name: "green", colour: [0.35, 0.8, 0.4] },
    { name: "blue", colour: [0.35, 0.5, 0.95] },
    { name: "violet", colour: [0.8, 0.4, 0.85] },
];
const PAPERS = ["shaded", "striped"];
/** Each channel of an ink strays from its colour by up to this, so that neighbouring inks overlap. */
const INK_STRAY = 0.25;
/** Class 10·shape + 2·ink + paper, for instance "red lozenge, striped". */
exports.GLYPH_100_NAMES = glyph_shapes_1.SHAPE_NAMES.flatMap((shape) => INKS.flatMap((ink) => PAPERS.map((paper) => `${ink.name} ${shape}, ${paper}`)));
/** Shade of the paper at each pixel, −1 … 1: one slope from edge to edge, or stripes (a triangle wave), in a random direction. */
function drawPaper(shade, paper, r) {
    const size = exports.GLYPH_100_SIZE;
    const { a, c } = (0, strokes_1.affine)({ turn: (0, glyphs_1.around)(r, 1), stretch: [1, 1], shear: 0, move: [0, 0] });
    const period = paper === "striped" ? (0, glyphs_1.inRange)(r, [4, 9]) : 4 * size;
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
function makeGlyphs100(count, stream, style = glyphs_1.GLYPH_STYLE) {
    const pixels = exports.GLYPH_100_SIZE * exports.GLYPH_100_SIZE;
    const images = new Uint8Array(count * pixels * 3);
    const labels = (0, glyphs_1.balancedLabels)(count, exports.GLYPH_100_NAMES.length, stream);
    const canvas = new Float64Array(pixels);
    const shade = new Float64Array(pixels);
    for (let i = 0; i < count; i++) {
        const label = labels[i];
        (0, glyphs_1.drawGlyph)(canvas, Math.floor(label / 10), exports.GLYPH_100_SIZE, stream, style);
        drawPaper(shade, PAPERS[label % 2], stream);
        const { colour } = INKS[Math.floor((label % 10) / 2)];
        const depth = (0, glyphs_1.inRange)(stream, [0.03, 0.12]);
        for (let channel = 0; channel < 3; channel++) {
            const ink = colour[channel] + (0, glyphs_1.around)(stream, INK_STRAY);
            const paper = (0, glyphs_1.inRange)(stream, [0.1, 0.5]);
            for (let p = 0; p < pixels; p++) {
                const below = paper + depth * shade[p];
                const drawn = below + (ink - below) * canvas[p];
                images[(i * pixels + p) * 3 + channel] = (0, glyphs_1.toByte)(drawn + style.noise * (0, glyphs_1.pixelNoise)(stream));
            }
        }
    }
    return { images, labels, count };
}
/** `n` samples of a seed of their own, for a picture. */
const glyph100Samples = (n, seed) => makeGlyphs100(n, (0, random_1.random)(seed).split("glyphs-100", "samples"));
exports.glyph100Samples = glyph100Samples;
//# sourceMappingURL=glyphs-100.js.map