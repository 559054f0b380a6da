"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.readSources = void 0;
/** The manifest of the downloaded data sets, data/sources.json: where each file comes from, its sums, its dimensions. */
const node_fs_1 = require("node:fs");
const zod_1 = require("zod");
const project_1 = require("../project");
const hex = zod_1.z.string().regex(/^[0-9a-f]{64}$/);
const positive = zod_1.z.int().positive();
const urls = zod_1.z.array(zod_1.z.url());
const about = {
    /** Who made the data. */
    source: zod_1.z.string(),
    /** The licence, and who says so. */
    licence: zod_1.z.string(),
    /** [height, width, channels] */
    shape: zod_1.z.tuple([positive, positive, positive]),
    classNames: zod_1.z.array(zod_1.z.string()).min(2).max(256),
    /** Name of the folder in which the files usually lie. */
    folder: zod_1.z.string(),
};
/** One official IDX file; the sum is that of the uncompressed content. */
const idxFile = zod_1.z.strictObject({ name: zod_1.z.string(), sha256: hex, urls });
const idxSplit = zod_1.z.strictObject({ count: positive, images: idxFile, labels: idxFile });
const mnist = zod_1.z.strictObject({ ...about, train: idxSplit, test: idxSplit });
const cifarSplit = zod_1.z.strictObject({ count: positive, files: zod_1.z.array(zod_1.z.string()).min(1) });
const archive = zod_1.z.strictObject({ name: zod_1.z.string(), bytes: positive, sha256: hex, urls });
const cifar = zod_1.z.strictObject({ ...about, archive, train: cifarSplit, test: cifarSplit });
const sources = zod_1.z.strictObject({ mnist, "cifar-10": cifar });
/** The project's manifest. */
const readSources = () => sources.parse(JSON.parse((0, node_fs_1.readFileSync)((0, project_1.inProject)("data", "sources.json"), "utf8")));
exports.readSources = readSources;
//# sourceMappingURL=sources.js.map