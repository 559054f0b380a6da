"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.VARIANT_FILE = void 0;
exports.readVariant = readVariant;
exports.requireVariant = requireVariant;
/** Files that are not the official ones: used only when a dataset.json beside them says what they are, and its sums agree. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const zod_1 = require("zod");
const errors_1 = require("../errors");
exports.VARIANT_FILE = "dataset.json";
const schema = zod_1.z.object({
    name: zod_1.z.string(),
    variant: zod_1.z.string().trim().min(1).max(500),
    sha256: zod_1.z.record(zod_1.z.string(), zod_1.z.string().regex(/^[0-9a-f]{64}$/)),
});
/**
 * The dataset.json of a folder; undefined where there is none.
 * @throws UserError if it cannot be read as one
 */
async function readVariant(folder) {
    const path = (0, node_path_1.join)(folder, exports.VARIANT_FILE);
    const text = await (0, promises_1.readFile)(path, "utf8").catch((error) => {
        if (error.code === "ENOENT")
            return undefined;
        throw new errors_1.UserError(`Cannot read ${path}: ${error.message}`);
    });
    if (text === undefined)
        return undefined;
    const wanted = `{"name": …, "variant": "how the files differ from the official ones", "sha256": {"file": "64 hexadecimal digits"}}`;
    try {
        return schema.parse(JSON.parse(text));
    }
    catch (error) {
        const why = error instanceof zod_1.z.ZodError ? zod_1.z.prettifyError(error) : error.message;
        throw new errors_1.UserError(`${path} should be ${wanted}, but: ${why}`);
    }
}
/**
 * Checks unofficial files against the dataset.json beside them.
 * @param sums SHA-256 of each file as it lies there, by its name
 * @param complaint what is wrong with the files if nothing vouches for them
 * @returns the sentence that says how the files differ
 * @throws UserError if there is no dataset.json, it is of another data set, or a sum is missing or differs
 */
async function requireVariant(folder, name, sums, complaint) {
    const variant = await readVariant(folder);
    if (!variant)
        throw new errors_1.UserError(complaint);
    const path = (0, node_path_1.join)(folder, exports.VARIANT_FILE);
    if (variant.name !== name)
        throw new errors_1.UserError(`${path} describes the data set ${variant.name}, but ${name} was asked for. ${complaint}`);
    for (const [file, sum] of sums) {
        const stated = variant.sha256[file];
        if (stated === undefined)
            throw new errors_1.UserError(`${path} has no SHA-256 of ${file}. Add it, or replace the files with the official ones.`);
        if (stated !== sum)
            throw new errors_1.UserError(`${(0, node_path_1.join)(folder, file)} is damaged: ${path} gives SHA-256 ${stated}, got ${sum}. Make the files anew.`);
    }
    return variant.variant;
}
//# sourceMappingURL=variant.js.map