"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.browserFolder = browserFolder;
/** A folder for the temporary files of a browser, which leaves some behind: removed with all that is in it. */
const node_fs_1 = require("node:fs");
const node_os_1 = require("node:os");
const node_path_1 = __importDefault(require("node:path"));
/** Chromium opens a socket in it. The path of a socket has at most 107 bytes (103 on macOS), 55 of them for what comes below. */
const LONGEST = process.platform === "darwin" ? 48 : 52;
const folders = new Set();
function remove(folder) {
    try {
        (0, node_fs_1.rmSync)(folder, { recursive: true, force: true, maxRetries: 3 });
        folders.delete(folder);
    }
    catch {
        // A browser that still writes: the end of the process tries again.
    }
}
const removeAll = () => {
    for (const folder of folders)
        remove(folder);
};
/** A new folder in the temporary folder of the system, and the function that removes it; the end of the process removes it too. */
function browserFolder() {
    const parent = process.platform !== "win32" && (0, node_os_1.tmpdir)().length > LONGEST ? "/tmp" : (0, node_os_1.tmpdir)();
    const folder = (0, node_fs_1.mkdtempSync)(node_path_1.default.join(parent, "lb-"));
    folders.add(folder);
    // Listeners run in the order they were added: always after the one of Playwright, which ends the browser.
    process.off("exit", removeAll);
    process.on("exit", removeAll);
    return { folder, remove: () => remove(folder) };
}
//# sourceMappingURL=browser-folder.js.map