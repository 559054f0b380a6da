"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.hasBundledBrowser = void 0;
exports.bundledBrowser = bundledBrowser;
/** The Chromium that comes inside the npm package `@sparticuz/chromium`: unpacked once into `node_modules/.cache`, for Linux on x64. */
const node_fs_1 = require("node:fs");
const promises_1 = require("node:fs/promises");
const node_path_1 = __importDefault(require("node:path"));
const promises_2 = require("node:stream/promises");
const node_zlib_1 = require("node:zlib");
const tar_1 = require("tar");
const project_1 = require("../project");
const PACKAGE = (0, project_1.inProject)("node_modules", "@sparticuz", "chromium");
/** Whether this machine can run the bundled browser. */
const hasBundledBrowser = () => process.platform === "linux" && process.arch === "x64" && (0, node_fs_1.existsSync)(node_path_1.default.join(PACKAGE, "bin"));
exports.hasBundledBrowser = hasBundledBrowser;
/** The folder it is unpacked to; its name changes with the version. */
function home() {
    const { version } = JSON.parse((0, node_fs_1.readFileSync)(node_path_1.default.join(PACKAGE, "package.json"), "utf8"));
    return (0, project_1.inProject)("node_modules", ".cache", "largebatch", `chromium-${version}`);
}
const fontsConfiguration = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
async function unpack(folder) {
    await (0, promises_1.mkdir)(node_path_1.default.dirname(folder), { recursive: true });
    // Unpacked beside its place and renamed, so that two processes or an interrupted one cannot leave half a browser.
    const partial = await (0, promises_1.mkdtemp)(`${folder}.part-`);
    const packed = (name) => (0, node_fs_1.createReadStream)(node_path_1.default.join(PACKAGE, "bin", name)).pipe((0, node_zlib_1.createBrotliDecompress)());
    try {
        await (0, promises_2.pipeline)(packed("chromium.br"), (0, node_fs_1.createWriteStream)(node_path_1.default.join(partial, "chromium")));
        await (0, promises_1.chmod)(node_path_1.default.join(partial, "chromium"), 0o755);
        for (const name of ["fonts", "swiftshader", "al2023"])
            await (0, promises_2.pipeline)(packed(`${name}.tar.br`), (0, tar_1.extract)({ cwd: partial }));
        await (0, promises_1.writeFile)(node_path_1.default.join(partial, "fonts.conf"), fontsConfiguration(folder));
        await (0, promises_1.rename)(partial, folder);
    }
    catch (error) {
        await (0, promises_1.rm)(partial, { recursive: true, force: true });
        if (!(0, node_fs_1.existsSync)(node_path_1.default.join(folder, "chromium")))
            throw error;
    }
}
/** Unpacks the bundled browser if it is not there yet (seconds, 250 MB) and returns where it is. */
async function bundledBrowser() {
    const folder = home();
    if (!(0, node_fs_1.existsSync)(node_path_1.default.join(folder, "chromium")))
        await unpack(folder);
    return {
        executable: node_path_1.default.join(folder, "chromium"),
        env: { FONTCONFIG_FILE: node_path_1.default.join(folder, "fonts.conf") },
        libraries: node_path_1.default.join(folder, "lib"),
    };
}
//# sourceMappingURL=bundled-browser.js.map