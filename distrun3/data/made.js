"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.madeBytes = exports.madePath = exports.MADE = void 0;
exports.makeBytes = makeBytes;
exports.loadMade = loadMade;
/** The data sets that this project makes itself: drawn once, kept in the cache, checked against their frozen SHA-256 on every load. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const random_1 = require("../random");
const files_1 = require("./files");
const glyph_shapes_1 = require("./glyph-shapes");
const glyphs_1 = require("./glyphs");
const glyphs_100_1 = require("./glyphs-100");
/** Training and test examples come from two independent streams of one seed. */
const stream = (name, part) => (0, random_1.random)(glyphs_1.GLYPH_SEED).split(name, part);
exports.MADE = {
    glyphs: {
        shape: [glyphs_1.GLYPH_SIZE, glyphs_1.GLYPH_SIZE, 1],
        classNames: glyph_shapes_1.SHAPE_NAMES,
        source: `Glyphs: drawn by this project's generator, seed ${glyphs_1.GLYPH_SEED}`,
        train: glyphs_1.GLYPH_TRAIN,
        test: glyphs_1.GLYPH_TEST,
        sha256: "636e5b9b7983ca4823522dcca704e3e8ad483a9a5d60134a5d208ea087b778cd",
        make: (count, part) => (0, glyphs_1.makeGlyphs)(count, stream("glyphs", part)),
    },
    "glyphs-100": {
        shape: [glyphs_100_1.GLYPH_100_SIZE, glyphs_100_1.GLYPH_100_SIZE, 3],
        classNames: glyphs_100_1.GLYPH_100_NAMES,
        source: `Glyphs-100: drawn by this project's generator, seed ${glyphs_1.GLYPH_SEED}`,
        train: glyphs_100_1.GLYPH_100_TRAIN,
        test: glyphs_100_1.GLYPH_100_TEST,
        sha256: "c5c6848031dd6bd160925896313f7ad53c34bceb8d1c76dc72eecfa84e29ea2a",
        make: (count, part) => (0, glyphs_100_1.makeGlyphs100)(count, stream("glyphs-100", part)),
    },
};
const madePath = (name, cache) => (0, node_path_1.join)(cache, `${name}.bin`);
exports.madePath = madePath;
/** Bytes of the file in the cache. */
const madeBytes = ({ shape, train, test }) => (train + test) * (1 + shape[0] * shape[1] * shape[2]);
exports.madeBytes = madeBytes;
/** Draws a set and lays it out as in the cache. */
function makeBytes(name) {
    const { make, train, test } = exports.MADE[name];
    const splits = [make(train, "train"), make(test, "test")];
    return (0, files_1.asBytes)(Buffer.concat(splits.flatMap(({ images, labels }) => [images, labels])));
}
/**
 * A made set: from the cache where its sum is right, else drawn anew (a damaged file is replaced).
 * @param onMake called before it is drawn
 * @throws Error if what was drawn has another sum than the frozen one: then this machine or this source differs
 */
async function loadMade(name, cache, onMake) {
    const made = exports.MADE[name];
    const path = (0, exports.madePath)(name, cache);
    const bytes = (await cached(path, made)) ?? (await remake(name, path, onMake));
    const size = made.shape[0] * made.shape[1] * made.shape[2];
    const split = (start, count) => ({
        images: bytes.subarray(start, start + count * size),
        labels: bytes.subarray(start + count * size, start + count * (size + 1)),
        count,
    });
    const { shape, classNames, source } = made;
    const train = split(0, made.train);
    return { name, shape, classes: classNames.length, classNames, train, test: split(made.train * (size + 1), made.test), source };
}
async function cached(path, made) {
    if ((await (0, files_1.sizeOf)(path)) !== (0, exports.madeBytes)(made))
        return undefined;
    const bytes = (0, files_1.asBytes)(await (0, promises_1.readFile)(path));
    return (0, files_1.sha256)(bytes) === made.sha256 ? bytes : undefined;
}
async function remake(name, path, onMake) {
    onMake?.();
    const bytes = makeBytes(name);
    const sum = (0, files_1.sha256)(bytes);
    if (sum !== exports.MADE[name].sha256) {
        throw new Error(`${name} was drawn differently here: expected SHA-256 ${exports.MADE[name].sha256}, got ${sum}. Please report it, with the version of Node.`);
    }
    // A cache that cannot be written costs a second at each start, nothing else.
    await (0, files_1.writeWhole)(path, bytes).catch(() => undefined);
    return bytes;
}
//# sourceMappingURL=made.js.map