"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.epochOrder = void 0;
exports.pixels = pixels;
/** Each byte as a float32 in [0, 1]. */
const SCALED = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);
/** The examples of one epoch, each once, in a uniformly random order; it uses up part of the stream. */
const epochOrder = (count, random) => random.permutation(count);
exports.epochOrder = epochOrder;
/**
 * The pixels of some examples, scaled from 0 … 255 to [0, 1] and nothing else: no mean is subtracted, no variance divided out.
 * @param indices which examples, in which order; the same one may come twice
 * @returns `indices.length · height · width · channels` numbers, in the layout of `Split.images`
 * @throws RangeError for an index outside the split
 */
function pixels(split, shape, indices) {
    const size = shape[0] * shape[1] * shape[2];
    const scaled = new Float32Array(indices.length * size);
    const { images } = split;
    let to = 0;
    for (let i = 0; i < indices.length; i++) {
        const index = indices[i];
        if (!(index >= 0 && index < split.count))
            throw new RangeError(`Example ${index} was asked for, but there are ${split.count}.`);
        const from = index * size;
        for (let p = 0; p < size; p++)
            scaled[to++] = SCALED[images[from + p]];
    }
    return scaled;
}
//# sourceMappingURL=batches.js.map