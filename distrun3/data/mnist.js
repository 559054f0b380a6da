"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.loadMnist = loadMnist;
/** MNIST from its four official IDX files: at hand, in the cache, or downloaded into it. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const errors_1 = require("../errors");
const download_1 = require("./download");
const files_1 = require("./files");
const idx_1 = require("./idx");
const places_1 = require("./places");
const variant_1 = require("./variant");
/**
 * MNIST. Files at hand are read where they lie; others come from the cache, and what is missing or damaged there is downloaded.
 * @throws UserError for files that are damaged, or unofficial with nothing that says what they are, and for what cannot be had
 */
async function loadMnist(places) {
    const source = places.sources.mnist;
    const wanted = wantedFiles(source);
    const atHand = await (0, files_1.locate)((0, places_1.handFolders)(places.folder, source.folder), (0, places_1.mnistNames)(source));
    const { values, variant } = atHand ? await readAtHand(atHand, atHand.missing, wanted) : await readCached(wanted, places);
    const split = (part) => ({
        images: values.get(source[part].images.name),
        labels: values.get(source[part].labels.name),
        count: source[part].count,
    });
    const { shape, classNames } = source;
    const set = {
        name: "mnist",
        shape,
        classes: classNames.length,
        classNames,
        train: split("train"),
        test: split("test"),
        source: source.source,
    };
    return variant === undefined ? set : { ...set, variant };
}
function wantedFiles({ shape: [height, width], classNames, train, test }) {
    return [train, test].flatMap(({ count, images, labels }) => [
        {
            file: images,
            bytes: (0, idx_1.idxBytes)([count, height, width]),
            parse: (content) => (0, idx_1.parseIdxImages)(content, images.name, [count, height, width]),
        },
        { file: labels, bytes: (0, idx_1.idxBytes)([count]), parse: (content) => (0, idx_1.parseIdxLabels)(content, labels.name, count, classNames.length) },
    ]);
}
async function readAtHand({ folder, paths }, missing, wanted) {
    if (missing.length > 0)
        throw new errors_1.UserError(`${folder} has a part of MNIST; still missing: ${missing.join(", ")}. Place them too, as they are or with .gz.`);
    const values = new Map();
    const sums = new Map();
    let complaint = "";
    for (const { file, bytes, parse } of wanted) {
        const path = paths.get(file.name);
        const { content, raw } = await (0, files_1.readExactly)(path, bytes);
        values.set(file.name, parse(content));
        sums.set((0, node_path_1.basename)(path), (0, files_1.sha256)(raw));
        if ((0, files_1.sha256)(content) !== file.sha256)
            complaint ||= unofficial(path, file, (0, files_1.sha256)(content));
    }
    return complaint ? { values, variant: await (0, variant_1.requireVariant)(folder, "mnist", sums, complaint) } : { values };
}
const unofficial = (path, file, got) => `${path} is damaged or not the official file: its content should have SHA-256 ${file.sha256}, got ${got}. ` +
    "Replace it, or, if it is meant to differ, say how in a dataset.json beside it (data/README.md).";
async function readCached(wanted, places) {
    const values = new Map();
    for (const entry of wanted) {
        values.set(entry.file.name, (await fromCache(entry, places)) ?? (await fromSource(entry, places)));
    }
    return { values };
}
/** Undefined where the file is missing, or damaged and can be downloaded again. */
async function fromCache(wanted, { cache, offline }) {
    const path = (await (0, files_1.locate)([(0, node_path_1.join)(cache, "mnist")], [wanted.file.name]))?.paths.get(wanted.file.name);
    if (path === undefined)
        return undefined;
    try {
        return (await readOfficial(path, wanted)).values;
    }
    catch (error) {
        if (offline || !(error instanceof errors_1.UserError))
            throw error;
        await (0, promises_1.rm)(path);
        return undefined;
    }
}
async function readOfficial(path, { file, bytes, parse }) {
    const { content } = await (0, files_1.readExactly)(path, bytes);
    const values = parse(content);
    const sum = (0, files_1.sha256)(content);
    if (sum !== file.sha256)
        throw new errors_1.UserError(`${path} is damaged: its content should have SHA-256 ${file.sha256}, got ${sum}. Delete it.`);
    return { content, values };
}
async function fromSource(wanted, places) {
    const { file, bytes } = wanted;
    if (places.offline)
        throw new errors_1.UserError(`MNIST is not complete: ${file.name} is missing. ${(0, places_1.howToPlace)("mnist", places)}`);
    const path = (0, node_path_1.join)(places.cache, "mnist", file.name);
    const onProgress = (0, places_1.downloadLines)(file.name, places.onProgress);
    try {
        return await (0, download_1.download)({ urls: file.urls, part: `${path}.part`, limit: bytes + 65_536, onProgress }, async (part) => {
            const { content, values } = await readOfficial(part, wanted);
            await (0, files_1.writeWhole)(path, content);
            return values;
        });
    }
    catch (error) {
        if (!(error instanceof errors_1.UserError))
            throw error;
        throw new errors_1.UserError(`Cannot download ${file.name} of MNIST. ${error.message}\n${(0, places_1.howToPlace)("mnist", places)}`);
    }
}
//# sourceMappingURL=mnist.js.map