"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.projectVersion = exports.inProject = exports.PROJECT_ROOT = void 0;
exports.packageVersion = packageVersion;
/** Where the project lies on disk: the folder of package.json, both from `src` (tests) and from `dist` (everything else). */
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
exports.PROJECT_ROOT = (0, node_path_1.resolve)(__dirname, "..");
/** A path inside the project. */
const inProject = (...parts) => (0, node_path_1.join)(exports.PROJECT_ROOT, ...parts);
exports.inProject = inProject;
/** The project's version, from package.json. */
const projectVersion = () => packageVersion((0, exports.inProject)("package.json")) ?? "unknown";
exports.projectVersion = projectVersion;
/** The version in a package.json, or undefined where there is none. */
function packageVersion(file) {
    try {
        return JSON.parse((0, node_fs_1.readFileSync)(file, "utf8")).version;
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=project.js.map