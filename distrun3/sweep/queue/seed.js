"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.seed = seed;
/** What a coordinator's store has of a run already goes out with it: a checkpoint to go on from, or the finished run, of which measures are missing. */
const promises_1 = require("node:fs/promises");
const node_os_1 = require("node:os");
const node_path_1 = require("node:path");
const files_1 = require("../../data/files");
const errors_1 = require("../../errors");
const checkpoint_1 = require("../../train/checkpoint");
const bundle_1 = require("./bundle");
const carry_1 = require("./carry");
const gather_1 = require("./gather");
const parcel_1 = require("./parcel");
const receive_1 = require("./receive");
/** Puts what there is; files that cannot be used are left where they are, and the run starts anew. */
async function seed(order, { client, store, room, target, staging }) {
    const made = await seedOf(order, store);
    if (made && (await client.exists(target)) === 0)
        await (0, parcel_1.putBundle)(client, { lock: target, holder: "", staging, target }, made, room);
}
async function seedOf(order, store) {
    const folder = store.folderOf(order.id);
    const about = { worker: (0, node_os_1.hostname)(), attempts: 0 };
    try {
        if (order.measure.length > 0 && (await store.statusOf(order.id)) === "done") {
            const files = await (0, gather_1.gather)(folder);
            (0, receive_1.requireFinished)(order, files);
            return (0, bundle_1.bundle)({ kind: "given", ...about }, files);
        }
        if ((await (0, files_1.sizeOf)((0, node_path_1.join)(folder, checkpoint_1.CHECKPOINT_FILE))) === undefined)
            return undefined;
        const bytes = await (0, promises_1.readFile)((0, node_path_1.join)(folder, checkpoint_1.CHECKPOINT_FILE));
        return (0, bundle_1.bundle)({ kind: "checkpoint", ...about, step: (0, carry_1.stepOf)(bytes, order) }, new Map([[checkpoint_1.CHECKPOINT_FILE, bytes]]));
    }
    catch (error) {
        if (error instanceof errors_1.UserError || error.code)
            return undefined;
        throw error;
    }
}
//# sourceMappingURL=seed.js.map