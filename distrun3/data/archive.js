"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.readMembers = readMembers;
/** Takes named members out of a tar archive (plain or gzip) into memory; nothing is ever written to a path that an archive names. */
const node_path_1 = require("node:path");
const tar_1 = require("tar");
const errors_1 = require("../errors");
const files_1 = require("./files");
/**
 * The contents of some members.
 * @param members the path of each member in the archive, and its exact size in bytes
 * @throws UserError if the archive is damaged, or a member is missing, twice there, no plain file, or of another size
 */
async function readMembers(archive, members) {
    const pieces = new Map();
    const faults = [];
    const onReadEntry = (entry) => {
        const bytes = members.get(entry.path);
        const fault = bytes === undefined ? undefined : faultOf(entry, bytes, pieces.has(entry.path));
        if (fault)
            faults.push(fault);
        if (bytes === undefined || fault) {
            entry.resume();
            return;
        }
        const kept = [];
        pieces.set(entry.path, kept);
        entry.on("data", (piece) => {
            kept.push(piece);
        });
    };
    try {
        await (0, tar_1.list)({ file: archive, strict: true, onReadEntry });
    }
    catch (error) {
        throw new errors_1.UserError(`${(0, node_path_1.basename)(archive)} cannot be unpacked (${error.message}). Replace or delete ${archive}.`);
    }
    for (const path of members.keys()) {
        if (!pieces.has(path) && faults.length === 0)
            faults.push(`it has no ${path}`);
    }
    if (faults.length > 0)
        throw new errors_1.UserError(`${(0, node_path_1.basename)(archive)} is not the archive that was expected: ${faults.join("; ")}. Replace ${archive}.`);
    return new Map(Array.from(pieces, ([path, kept]) => [path, (0, files_1.asBytes)(Buffer.concat(kept))]));
}
function faultOf(entry, bytes, again) {
    if (entry.type !== "File")
        return `${entry.path} is a ${entry.type}, not a file`;
    if (entry.size !== bytes)
        return `${entry.path} should have ${bytes} bytes, has ${entry.size}`;
    return again ? `${entry.path} is in it twice` : undefined;
}
//# sourceMappingURL=archive.js.map