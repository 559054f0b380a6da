"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.describeData = describeData;
/** Which data sets are here, and how to get the others: looks at names and sizes only, reads no data. */
const node_path_1 = require("node:path");
const errors_1 = require("../errors");
const cifar_1 = require("./cifar");
const dataset_1 = require("./dataset");
const files_1 = require("./files");
const idx_1 = require("./idx");
const made_1 = require("./made");
const places_1 = require("./places");
const variant_1 = require("./variant");
/** All data sets, in the order of DATA_NAMES. Never throws for what it finds. */
async function describeData(options = {}) {
    const places = (0, places_1.settle)(options);
    return Promise.all(dataset_1.DATA_NAMES.map((name) => (name === "mnist" || name === "cifar-10" ? describeFiles(name, places) : describeMade(name, places))));
}
async function describeMade(name, { cache }) {
    const path = (0, made_1.madePath)(name, cache);
    const bytes = (await (0, files_1.sizeOf)(path)) ?? 0;
    return {
        name,
        present: bytes === (0, made_1.madeBytes)(made_1.MADE[name]),
        path,
        bytes,
        how: "It is drawn on first use, in seconds; nothing is downloaded.",
    };
}
async function describeFiles(name, places) {
    const cache = (0, node_path_1.join)(places.cache, name);
    const how = `Run \`npx largebatch data ${name}\`, which downloads it. Without a network: ${(0, places_1.howToPlace)(name, places)}`;
    const hands = (0, places_1.handFolders)(places.folder, places.sources[name].folder);
    const presence = (await describeArchive(name, hands, places, how)) ??
        (await describeLoose(name, hands, places, how)) ??
        (await describeLoose(name, [cache], places, how)) ??
        (await describeArchive(name, [cache], places, how));
    return presence ?? { name, present: false, path: cache, bytes: 0, how };
}
async function describeArchive(name, folders, { sources }, how) {
    const { archive } = sources["cifar-10"];
    const path = name === "cifar-10" ? await (0, cifar_1.findArchive)(folders, sources["cifar-10"]) : undefined;
    if (path === undefined)
        return undefined;
    const bytes = (await (0, files_1.sizeOf)(path)) ?? 0;
    if (bytes === archive.bytes)
        return { name, present: true, path, bytes, how };
    return { name, present: false, path, bytes, how: `It should have ${archive.bytes} bytes. ${how}` };
}
async function describeLoose(name, folders, places, how) {
    const expected = name === "mnist" ? mnistSizes(places) : cifarSizes(places);
    const found = await (0, files_1.locate)(folders, Array.from(expected.keys()));
    if (!found)
        return undefined;
    const faults = found.missing.map((file) => `${file} is missing`);
    let bytes = 0;
    for (const [file, path] of found.paths) {
        const size = (await (0, files_1.sizeOf)(path)) ?? 0;
        bytes += size;
        if (!path.endsWith(".gz") && size !== expected.get(file))
            faults.push(`${file} should have ${expected.get(file)} bytes, has ${size}`);
    }
    const note = folders.includes((0, node_path_1.join)(places.cache, name)) ? {} : await readNote(name, found.folder);
    if (note.fault)
        faults.push(note.fault);
    const presence = {
        name,
        present: faults.length === 0,
        path: found.folder,
        bytes,
        how: [...faults.map((each) => `${each}.`), how].join(" "),
    };
    return note.variant === undefined ? presence : { ...presence, variant: note.variant };
}
/** What the dataset.json of a folder says of this data set. MNIST's official files need none. */
async function readNote(name, folder) {
    try {
        const note = await (0, variant_1.readVariant)(folder);
        if (note?.name === name)
            return { variant: note.variant };
        return name === "mnist" ? {} : { fault: `Nothing in ${folder} says what its files are` };
    }
    catch (error) {
        if (!(error instanceof errors_1.UserError))
            throw error;
        return { fault: error.message };
    }
}
function mnistSizes({ sources: { mnist } }) {
    const [height, width] = mnist.shape;
    return new Map([mnist.train, mnist.test].flatMap(({ count, images, labels }) => [
        [images.name, (0, idx_1.idxBytes)([count, height, width])],
        [labels.name, (0, idx_1.idxBytes)([count])],
    ]));
}
const cifarSizes = ({ sources }) => new Map((0, places_1.cifarNames)(sources["cifar-10"]).map((file) => [file, (0, cifar_1.batchBytes)(sources["cifar-10"], file)]));
//# sourceMappingURL=describe.js.map