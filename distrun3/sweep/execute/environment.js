"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.ENVIRONMENT_FILE = void 0;
exports.environment = environment;
exports.keepEnvironment = keepEnvironment;
/** What a run was computed with, kept beside it: versions, device, threads, and the revision of the source. */
const node_child_process_1 = require("node:child_process");
const node_fs_1 = require("node:fs");
const promises_1 = require("node:fs/promises");
const node_os_1 = require("node:os");
const node_path_1 = require("node:path");
const node_util_1 = require("node:util");
const choose_1 = require("../../backend/choose");
const files_1 = require("../../data/files");
const project_1 = require("../../project");
const paths_1 = require("../store/paths");
exports.ENVIRONMENT_FILE = paths_1.FILES.environment;
/** @param backend that computes, once it is chosen */
async function environment(seed, backend = (0, choose_1.chosenBackend)()) {
    return {
        largebatch: (0, project_1.projectVersion)(),
        revision: await revision(),
        node: process.version,
        tensorflowjs: (0, project_1.packageVersion)((0, project_1.inProject)("node_modules/@tensorflow/tfjs/package.json")),
        tensorflow: backend?.tensorflow,
        backend: backend?.name,
        device: backend?.device,
        threads: backend?.threads,
        sideBySide: backend?.sideBySide,
        system: `${(0, node_os_1.platform)()} ${(0, node_os_1.release)()} ${(0, node_os_1.arch)()}`,
        processor: (0, node_os_1.cpus)()[0]?.model ?? "unknown",
        seed,
    };
}
/** Writes the environment of a run. @param resumed whether it goes on with what an earlier process computed, whose environment then stays in the file */
async function keepEnvironment(folder, seed, resumed) {
    const file = (0, node_path_1.join)(folder, exports.ENVIRONMENT_FILE);
    const now = await environment(seed);
    const earlier = resumed ? await others(file, now) : [];
    await (0, files_1.writeWhole)(file, `${JSON.stringify({ ...now, ...(earlier.length > 0 ? { earlier } : {}) }, null, 2)}\n`);
}
/** The environments in a file that differ from the one at hand; none where it cannot be read: it is an account, nothing depends on it. */
async function others(file, now) {
    try {
        const { earlier = [], ...last } = JSON.parse(await (0, promises_1.readFile)(file, "utf8"));
        const text = JSON.stringify(now);
        return [...earlier, last].filter((each) => JSON.stringify(each) !== text);
    }
    catch {
        return [];
    }
}
let known;
/** Asked once a process. A folder above the project may be a checkout of something else. */
function revision() {
    known ??= (0, node_fs_1.existsSync)((0, node_path_1.join)(project_1.PROJECT_ROOT, ".git")) ? askGit() : Promise.resolve(undefined);
    return known;
}
async function askGit() {
    const args = ["--no-optional-locks", "-C", project_1.PROJECT_ROOT, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"];
    const answer = await (0, node_util_1.promisify)(node_child_process_1.execFile)("git", args, { timeout: 10_000 }).catch(() => undefined);
    return answer?.stdout.trim();
}
//# sourceMappingURL=environment.js.map