"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.Disk = void 0;
exports.versionOf = versionOf;
/** What lies on the disk, as of the last look: the version of each file that the compiler or a module asked for. No watchers, so nothing happens between two looks. */
const node_fs_1 = require("node:fs");
const node_path_1 = __importDefault(require("node:path"));
/** A change of any of these means that packages came, went or changed. */
const SIGNS = ["node_modules", "node_modules/.package-lock.json", "node_modules/.yarn-integrity", "node_modules/.modules.yaml"];
const isInstalled = (file) => file.includes("/node_modules/") || file.includes("\\node_modules\\");
/** Modification time and size of `file`; "" if there is none. */
function versionOf(file) {
    const stats = (0, node_fs_1.statSync)(file, { throwIfNoEntry: false });
    return stats?.isFile() ? `${stats.mtimeMs}:${stats.size}` : "";
}
/** Remembers versions until the next look. Installed packages are looked at only when something was installed: they are thousands of files. */
class Disk {
    versions = new Map();
    signs = [];
    installed;
    /** @param folder The notebook's folder; packages are installed in a `node_modules` here or above. */
    constructor(folder) {
        for (let at = folder;; at = node_path_1.default.dirname(at)) {
            this.signs.push(...SIGNS.map((sign) => node_path_1.default.join(at, sign)));
            if (node_path_1.default.dirname(at) === at)
                break;
        }
        this.installed = this.readSigns();
    }
    /** The version of `file` as of the last look; "" if there was none. */
    version(file) {
        let version = this.versions.get(file);
        if (version === undefined) {
            version = versionOf(file);
            this.versions.set(file, version);
        }
        return version;
    }
    /** Looks again. */
    look() {
        const installed = this.readSigns();
        const change = installed === this.installed ? "files" : "packages";
        this.installed = installed;
        if (change === "packages")
            this.versions.clear();
        else
            for (const file of this.versions.keys())
                if (!isInstalled(file))
                    this.versions.delete(file);
        return change;
    }
    readSigns() {
        return this.signs.map((sign) => (0, node_fs_1.statSync)(sign, { throwIfNoEntry: false })?.mtimeMs ?? "").join(" ");
    }
}
exports.Disk = Disk;
//# sourceMappingURL=disk.js.map