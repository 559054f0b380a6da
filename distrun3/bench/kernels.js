"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.KERNELS = void 0;
exports.benchKernels = benchKernels;
exports.kernelFolder = kernelFolder;
/** The kernels that `bench kernel` compares: this one, stock tslab, Deno's and ipykernel, each with its kernelspec. */
const node_fs_1 = require("node:fs");
const node_os_1 = require("node:os");
const node_path_1 = __importDefault(require("node:path"));
const errors_1 = require("../errors");
const install_1 = require("../kernel/install");
const project_1 = require("../project");
/** Names of the kernels, in the order in which they take their turns. */
exports.KERNELS = ["largebatch", "tslab", "deno", "ipykernel"];
/** Deno of npm, in a folder of its own. */
const DENO = ".peers-kernel/node_modules/deno";
const DENO_VERSION = "2.9.6";
/**
 * @param peers Also Deno and ipykernel.
 * @throws UserError when Deno is not installed
 */
function benchKernels(peers) {
    const deno = (0, project_1.inProject)(DENO, "bin.cjs");
    if (peers && !(0, node_fs_1.existsSync)(deno)) {
        throw new errors_1.UserError(`Deno is not at hand. Run: npm install --no-save --ignore-scripts --prefix .peers-kernel deno@${DENO_VERSION}`);
    }
    const describe = (name, version, cells, argv, interrupt_mode) => ({
        name,
        version: version ?? "unknown",
        cells,
        spec: { argv, display_name: name, language: cells === "python" ? "python" : "typescript", interrupt_mode },
    });
    const stock = [process.execPath, (0, project_1.inProject)("node_modules/tslab/bin/tslab"), "kernel", "--config-path={connection_file}"];
    const ours = { name: "largebatch", version: (0, project_1.projectVersion)(), cells: "typescript", spec: (0, install_1.kernelspec)() };
    const tslab = describe("tslab", (0, project_1.packageVersion)((0, project_1.inProject)("node_modules/tslab/package.json")), "tslab", stock, "signal");
    if (!peers)
        return [ours, tslab];
    const denoArgv = [process.execPath, deno, "jupyter", "--kernel", "--conn", "{connection_file}"];
    const python = [(0, project_1.inProject)(".venv/bin/python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"];
    return [
        ours,
        tslab,
        describe("deno", (0, project_1.packageVersion)((0, project_1.inProject)(DENO, "package.json")), "typescript", denoArgv, "message"),
        describe("ipykernel", undefined, "python", python, "signal"),
    ];
}
/** A temporary folder to run kernels in: `node_modules` at hand, and kernelspecs where `JUPYTER_PATH` may point. `remove` deletes it. */
function kernelFolder(kernels) {
    const place = (0, node_fs_1.mkdtempSync)(node_path_1.default.join((0, node_os_1.tmpdir)(), "largebatch-kernels-"));
    const folder = node_path_1.default.join(place, "notebooks");
    (0, node_fs_1.mkdirSync)(folder);
    (0, node_fs_1.symlinkSync)((0, project_1.inProject)("node_modules"), node_path_1.default.join(place, "node_modules"));
    const jupyter = node_path_1.default.join(place, "jupyter");
    for (const { name, spec } of kernels) {
        // `bench-` keeps them apart from kernels of the same name that are installed.
        const of = node_path_1.default.join(jupyter, "kernels", `bench-${name}`);
        (0, node_fs_1.mkdirSync)(of, { recursive: true });
        (0, node_fs_1.writeFileSync)(node_path_1.default.join(of, "kernel.json"), JSON.stringify(spec));
    }
    return { folder, jupyter, remove: () => (0, node_fs_1.rmSync)(place, { recursive: true, force: true }) };
}
//# sourceMappingURL=kernels.js.map