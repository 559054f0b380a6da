"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.kernelProgram = exports.KERNEL_NAME = void 0;
exports.kernelspec = kernelspec;
exports.defaultPlace = defaultPlace;
exports.installKernel = installKernel;
exports.uninstallKernel = uninstallKernel;
exports.kernelFolder = kernelFolder;
/** Puts the kernel `tslab` where Jupyter looks for it, with papermill's TypeScript beside it, and takes both away again. */
const node_fs_1 = require("node:fs");
const node_os_1 = require("node:os");
const node_path_1 = __importDefault(require("node:path"));
const files_1 = require("../data/files");
const errors_1 = require("../errors");
const project_1 = require("../project");
exports.KERNEL_NAME = "tslab";
/**
 * The kernelspec, of the template that the set-up reads too.
 * @param node The Node that runs the kernel; an absolute path, as is that of the kernel's program.
 */
function kernelspec(node = process.execPath) {
    const template = JSON.parse((0, node_fs_1.readFileSync)((0, project_1.inProject)("src", "kernel", "kernelspec.json"), "utf8"));
    const places = { "{node}": node, "{main}": (0, exports.kernelProgram)() };
    return { ...template, argv: template.argv.map((part) => places[part] ?? part) };
}
/** The program that a kernelspec starts; the build makes it. */
const kernelProgram = () => (0, project_1.inProject)("dist", "kernel", "main.js");
exports.kernelProgram = kernelProgram;
/** Its files lie as they do among Python's packages. */
const papermillSource = () => (0, project_1.inProject)("src", "kernel", "papermill");
/**
 * The place that is meant when none is named: the active environment (`VIRTUAL_ENV`), else `.venv` in the current folder, else the user.
 */
function defaultPlace(env = process.env, folder = process.cwd()) {
    if (env.VIRTUAL_ENV)
        return { kind: "venv", folder: env.VIRTUAL_ENV };
    const local = node_path_1.default.join(folder, ".venv");
    return (0, node_fs_1.existsSync)(local) ? { kind: "venv", folder: local } : { kind: "user" };
}
/**
 * Installs the kernel.
 * @param options.force replaces a kernel of the same name that is not ours
 * @returns what was done, one line for each thing
 * @throws UserError when the place is none, cannot be written, or holds another kernel of this name
 */
function installKernel(place, { force = false, env = process.env } = {}) {
    if (!(0, node_fs_1.existsSync)((0, exports.kernelProgram)()))
        throw new errors_1.UserError(`The kernel is not built: ${(0, exports.kernelProgram)()} is missing. Run: npm run build`);
    const folder = kernelFolder(place, env);
    const before = occupant(folder);
    if (before.kind === "foreign" && !force) {
        throw new errors_1.UserError(`${folder} holds ${before.what}, which has the same name, ${exports.KERNEL_NAME}. Nothing was changed. Give --force to replace it, or install into an environment of its own with --venv DIR.`);
    }
    const spec = kernelspec();
    writing(folder, () => {
        // What another kernel brought along, such as its logos, would show beside ours.
        if (before.kind === "foreign")
            (0, node_fs_1.rmSync)(folder, { recursive: true, force: true });
        (0, files_1.makeFolder)(folder);
        const file = node_path_1.default.join(folder, "kernel.json");
        (0, node_fs_1.writeFileSync)(`${file}.part`, `${JSON.stringify(spec, null, 2)}\n`);
        (0, node_fs_1.renameSync)(`${file}.part`, file);
    });
    const replaced = before.kind === "none" || before.what === THIS_KERNEL ? "" : ` (instead of ${before.what})`;
    const lines = [`Installed the kernel ${exports.KERNEL_NAME} in ${folder}${replaced}.`];
    const packages = sitePackages(place);
    if (packages) {
        writing(packages, () => (0, node_fs_1.cpSync)(papermillSource(), packages, { recursive: true, filter: (source) => !source.includes("__pycache__") }));
        lines.push(`Installed TypeScript parameters for papermill in ${packages}.`);
    }
    else
        lines.push("Without parameters for papermill: give --venv DIR of the environment that papermill is in.");
    return lines;
}
/**
 * Removes what `installKernel` put in a place.
 * @returns what was removed, one line for each thing; none if there was nothing
 * @throws UserError when the place is none, cannot be written, or holds another kernel of this name and `force` is not set
 */
function uninstallKernel(place, { force = false, env = process.env } = {}) {
    const folder = kernelFolder(place, env);
    const { kind, what } = occupant(folder);
    if (kind === "foreign" && !force) {
        throw new errors_1.UserError(`${folder} holds ${what}, which is not this kernel. Nothing was removed. Give --force to remove it.`);
    }
    const lines = [];
    if (kind !== "none") {
        writing(folder, () => (0, node_fs_1.rmSync)(folder, { recursive: true }));
        lines.push(`Removed ${what} from ${folder}.`);
        const kernels = node_path_1.default.dirname(folder);
        removeEmpty(kernels);
        // The account's own folder of Jupyter stays.
        if (place.kind !== "user")
            removeEmpty(node_path_1.default.dirname(kernels));
    }
    const packages = sitePackages(place);
    const present = packages ? papermillFiles(packages) : [];
    if (packages && present.length > 0) {
        writing(packages, () => {
            for (const target of present)
                (0, node_fs_1.rmSync)(target, { recursive: true });
            removeEmpty(node_path_1.default.join(packages, COMPILED));
        });
        lines.push(`Removed TypeScript parameters for papermill from ${packages}.`);
    }
    return lines;
}
/** Where Python keeps what it has compiled. */
const COMPILED = "__pycache__";
/** What lies of papermill's part in the folder of Python packages: what was installed, and what Python made of it. */
function papermillFiles(packages) {
    const names = (0, node_fs_1.readdirSync)(papermillSource()).filter((name) => name !== COMPILED);
    const modules = names.filter((name) => name.endsWith(".py")).map((name) => name.slice(0, -"py".length));
    const compiled = node_path_1.default.join(packages, COMPILED);
    const made = (0, node_fs_1.existsSync)(compiled) ? (0, node_fs_1.readdirSync)(compiled).filter((name) => modules.some((module) => name.startsWith(module))) : [];
    return [...names.map((name) => node_path_1.default.join(packages, name)).filter(node_fs_1.existsSync), ...made.map((name) => node_path_1.default.join(compiled, name))];
}
/** Removes a folder in which nothing is. Where that fails it stays: it does no harm. */
function removeEmpty(folder) {
    try {
        (0, node_fs_1.rmdirSync)(folder);
    }
    catch {
        // Something else is in it, or it is not ours to remove.
    }
}
/** The folder of the kernelspec in `place`. Follows Jupyter's own search path. */
function kernelFolder(place, env = process.env) {
    if (place.kind === "user")
        return node_path_1.default.join(userData(env), "kernels", exports.KERNEL_NAME);
    const { kind, folder } = { ...place, folder: node_path_1.default.resolve(place.folder) };
    if (!(0, node_fs_1.existsSync)(folder) || !(0, node_fs_1.statSync)(folder).isDirectory()) {
        throw new errors_1.UserError(`There is no folder ${folder}. ${kind === "venv" ? `Make the environment first: python3 -m venv ${folder}` : "Make it first, or name another."}`);
    }
    if (kind === "venv" && !isEnvironment(folder)) {
        throw new errors_1.UserError(`${folder} is no Python environment: it has neither pyvenv.cfg nor conda-meta. For any other folder give --prefix ${folder}.`);
    }
    return node_path_1.default.join(folder, "share", "jupyter", "kernels", exports.KERNEL_NAME);
}
const isEnvironment = (folder) => ["pyvenv.cfg", "conda-meta"].some((name) => (0, node_fs_1.existsSync)(node_path_1.default.join(folder, name)));
/** Jupyter's folder for the data of one user. */
function userData(env) {
    const home = env.HOME ?? (0, node_os_1.homedir)();
    if (env.JUPYTER_DATA_DIR)
        return node_path_1.default.resolve(env.JUPYTER_DATA_DIR);
    if (process.platform === "darwin")
        return node_path_1.default.join(home, "Library", "Jupyter");
    if (process.platform === "win32")
        return node_path_1.default.join(env.APPDATA ?? node_path_1.default.join(home, "AppData", "Roaming"), "jupyter");
    return node_path_1.default.join(env.XDG_DATA_HOME || node_path_1.default.join(home, ".local", "share"), "jupyter");
}
/** The folder of Python packages in `place`, if it has one. */
function sitePackages(place) {
    if (place.kind === "user")
        return undefined;
    const lib = node_path_1.default.join(node_path_1.default.resolve(place.folder), "lib");
    const versions = (0, node_fs_1.existsSync)(lib) ? (0, node_fs_1.readdirSync)(lib).filter((name) => /^python3\.\d+$/.test(name)) : [];
    const candidates = [
        ...versions.map((name) => node_path_1.default.join(lib, name, "site-packages")),
        node_path_1.default.join(node_path_1.default.resolve(place.folder), "Lib", "site-packages"),
    ];
    return candidates.find((folder) => (0, node_fs_1.existsSync)(folder));
}
const THIS_KERNEL = "this kernel";
/** Whose kernel lies in a folder, in words. */
function occupant(folder) {
    if (!(0, node_fs_1.existsSync)(folder))
        return { kind: "none", what: "nothing" };
    let spec;
    try {
        spec = JSON.parse((0, node_fs_1.readFileSync)(node_path_1.default.join(folder, "kernel.json"), "utf8"));
    }
    catch {
        const empty = (0, node_fs_1.statSync)(folder).isDirectory() && (0, node_fs_1.readdirSync)(folder).length === 0;
        return empty ? { kind: "none", what: "nothing" } : { kind: "foreign", what: "something whose kernel.json cannot be read" };
    }
    const argv = Array.isArray(spec.argv) ? spec.argv.map(String) : [];
    const program = argv.find((part) => part.replaceAll("\\", "/").endsWith("/dist/kernel/main.js"));
    if (program)
        return {
            kind: "ours",
            what: program === (0, exports.kernelProgram)() ? THIS_KERNEL : `the kernel of ${node_path_1.default.resolve(program, "../../..")}`,
        };
    const stock = argv.some((part) => /(^|[\\/])tslab(\.cmd)?$/.test(part));
    return { kind: "foreign", what: `${stock ? "stock tslab" : "another kernel"} (it starts: ${argv.join(" ")})` };
}
/** Does what changes `target`; what the system refuses becomes a message that names the folder. */
function writing(target, change) {
    try {
        change();
    }
    catch (error) {
        const { code, message } = error;
        const why = code === "EACCES" || code === "EPERM" || code === "EROFS" ? "it cannot be written by you" : message;
        throw new errors_1.UserError(`${target} was not changed: ${why}. Name a folder that is yours with --venv or --prefix, or install with --user.`);
    }
}
//# sourceMappingURL=install.js.map