"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.batchBytes = void 0;
exports.loadCifar = loadCifar;
exports.findArchive = findArchive;
/** CIFAR-10 from the official archive (at hand, or downloaded), unpacked once into the cache; or from loose files with a dataset.json. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const zod_1 = require("zod");
const errors_1 = require("../errors");
const archive_1 = require("./archive");
const cifar_format_1 = require("./cifar-format");
const download_1 = require("./download");
const files_1 = require("./files");
const places_1 = require("./places");
const variant_1 = require("./variant");
/** In the cache: the sum of the archive that the files came out of, and the sums they had then. */
const UNPACKED_FILE = "unpacked.json";
const unpackedSchema = zod_1.z.object({ archive: zod_1.z.string(), sha256: zod_1.z.record(zod_1.z.string(), zod_1.z.string()) });
/**
 * CIFAR-10. The first of these that is there: an archive at hand, loose files at hand, the cache, a download. The official files have no
 * published SHA-256 of their own, so loose ones are used only with a dataset.json that says what they are.
 * @throws UserError for files that are damaged, or unofficial with nothing that says what they are, and for what cannot be had
 */
async function loadCifar(places) {
    const source = places.sources["cifar-10"];
    const hands = (0, places_1.handFolders)(places.folder, source.folder);
    const archive = await findArchive(hands, source);
    const atHand = archive ? undefined : await (0, files_1.locate)(hands, (0, places_1.cifarNames)(source));
    if (atHand)
        return readAtHand(atHand, atHand.missing, source);
    const files = (await readCache(places)) ?? (archive ? await unpack(archive, places) : await fromSource(places));
    return toDataSet(files, source);
}
/** The path of the official archive, in the first of these folders that has one. */
async function findArchive(folders, { archive }) {
    for (const folder of folders) {
        const path = (0, node_path_1.join)(folder, archive.name);
        if ((await (0, files_1.sizeOf)(path)) !== undefined)
            return path;
    }
    return undefined;
}
const countOf = ({ train, test }, name) => {
    const split = test.files.includes(name) ? test : train;
    return split.count / split.files.length;
};
/** Bytes that a batch file should have. */
const batchBytes = (source, name) => countOf(source, name) * (0, cifar_format_1.recordBytes)(source.shape);
exports.batchBytes = batchBytes;
function toDataSet(files, source) {
    const { shape, classNames } = source;
    const split = (names) => (0, cifar_format_1.parseCifar)(names.map((name) => ({ name, content: files.get(name), count: countOf(source, name) })), shape, classNames.length);
    const train = split(source.train.files);
    return { name: "cifar-10", shape, classes: classNames.length, classNames, train, test: split(source.test.files), source: source.source };
}
async function readAtHand({ folder, paths }, missing, source) {
    if (missing.length > 0)
        throw new errors_1.UserError(`${folder} has a part of CIFAR-10; still missing: ${missing.join(", ")}. Place them too.`);
    const files = new Map();
    const sums = new Map();
    for (const [name, path] of paths) {
        const { content, raw } = await (0, files_1.readExactly)(path, (0, exports.batchBytes)(source, name));
        files.set(name, content);
        sums.set((0, node_path_1.basename)(path), (0, files_1.sha256)(raw));
    }
    const complaint = `The files of CIFAR-10 in ${folder} cannot be checked: nothing beside them says what they are. ` +
        `Place the official archive ${source.archive.name} there instead, or, if they are meant to differ, a dataset.json (data/README.md).`;
    const variant = await (0, variant_1.requireVariant)(folder, "cifar-10", sums, complaint);
    return { ...toDataSet(files, source), variant };
}
/** The unpacked files, if all are there as they were when they came out of the official archive. */
async function readCache({ cache, sources }) {
    const source = sources["cifar-10"];
    const folder = (0, node_path_1.join)(cache, "cifar-10");
    try {
        const unpacked = unpackedSchema.parse(JSON.parse(await (0, promises_1.readFile)((0, node_path_1.join)(folder, UNPACKED_FILE), "utf8")));
        if (unpacked.archive !== source.archive.sha256)
            return undefined;
        const files = new Map();
        for (const name of (0, places_1.cifarNames)(source)) {
            const { content } = await (0, files_1.readExactly)((0, node_path_1.join)(folder, name), (0, exports.batchBytes)(source, name));
            if ((0, files_1.sha256)(content) !== unpacked.sha256[name])
                return undefined;
            files.set(name, content);
        }
        return files;
    }
    catch {
        return undefined;
    }
}
/** Checks an archive, takes the batch files out, and keeps them in the cache. The sum is checked first: only the official archive is unpacked. */
async function unpack(archive, { cache, sources, onProgress }) {
    const source = sources["cifar-10"];
    onProgress?.(`Checking and unpacking ${source.archive.name}`);
    const sum = await (0, files_1.sha256OfFile)(archive);
    if (sum !== source.archive.sha256) {
        throw new errors_1.UserError(`${archive} is damaged: it should have SHA-256 ${source.archive.sha256}, got ${sum}. Replace or delete it.`);
    }
    const inArchive = (name) => `${source.folder}/${name}`;
    const names = (0, places_1.cifarNames)(source);
    const members = await (0, archive_1.readMembers)(archive, new Map(names.map((name) => [inArchive(name), (0, exports.batchBytes)(source, name)])));
    const files = new Map(names.map((name) => [name, members.get(inArchive(name))]));
    for (const [name, content] of files)
        await (0, files_1.writeWhole)((0, node_path_1.join)(cache, "cifar-10", name), content);
    const sums = Object.fromEntries(Array.from(files, ([name, content]) => [name, (0, files_1.sha256)(content)]));
    await (0, files_1.writeWhole)((0, node_path_1.join)(cache, "cifar-10", UNPACKED_FILE), JSON.stringify({ archive: sum, sha256: sums }, null, 2));
    return files;
}
/** An archive that was placed in the cache, or else a download. */
async function fromSource(places) {
    const { archive } = places.sources["cifar-10"];
    const folder = (0, node_path_1.join)(places.cache, "cifar-10");
    const placed = await findArchive([folder], places.sources["cifar-10"]);
    if (placed)
        return unpack(placed, places);
    if (places.offline)
        throw new errors_1.UserError(`CIFAR-10 is missing or damaged. ${(0, places_1.howToPlace)("cifar-10", places)}`);
    const onProgress = (0, places_1.downloadLines)(archive.name, places.onProgress);
    try {
        const part = (0, node_path_1.join)(folder, `${archive.name}.part`);
        return await (0, download_1.download)({ urls: archive.urls, part, limit: archive.bytes, onProgress }, (path) => unpack(path, places));
    }
    catch (error) {
        if (!(error instanceof errors_1.UserError))
            throw error;
        throw new errors_1.UserError(`Cannot download ${archive.name}. ${error.message}\n${(0, places_1.howToPlace)("cifar-10", places)}`);
    }
}
//# sourceMappingURL=cifar.js.map