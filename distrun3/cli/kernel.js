"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.kernelCommand = kernelCommand;
/** `largebatch kernel`: install the TypeScript kernel for Jupyter, remove it, or start it on a connection file. */
const node_child_process_1 = require("node:child_process");
const node_fs_1 = require("node:fs");
const node_os_1 = require("node:os");
const node_path_1 = __importDefault(require("node:path"));
const commander_1 = require("commander");
const errors_1 = require("../errors");
const install_1 = require("../kernel/install");
function kernelCommand(program) {
    const kernel = program
        .command("kernel")
        .description("the TypeScript kernel for Jupyter: install, remove, start; for any TypeScript notebook");
    withPlaces(kernel.command("install"))
        .description("register the kernel `tslab` with Jupyter, and TypeScript parameters with papermill")
        .option("--force", "replace a kernel of the same name that is not this one")
        .action((options) => {
        for (const line of (0, install_1.installKernel)(placeOf(options), { force: options.force }))
            console.log(line);
    });
    withPlaces(kernel.command("uninstall"))
        .description("take away what install put there")
        .option("--force", "remove a kernel of the same name that is not this one, too")
        .action((options) => {
        const place = placeOf(options);
        const removed = (0, install_1.uninstallKernel)(place, { force: options.force });
        for (const line of removed.length > 0 ? removed : [`There is nothing to remove ${inWords(place)}.`])
            console.log(line);
    });
    kernel
        .command("run")
        .description("start a kernel on a connection file, as Jupyter does; `jupyter console --existing FILE` then talks to it")
        .requiredOption("-f, --file <file>", "the connection file")
        .action(async ({ file }) => {
        process.exitCode = await runKernel(file);
    });
}
const withPlaces = (command) => command
    .addOption(new commander_1.Option("--user", "for you, in Jupyter's folder of your account").conflicts(["prefix", "venv"]))
    .addOption(new commander_1.Option("--prefix <dir>", "under a prefix, such as /usr/local").conflicts("venv"))
    .addOption(new commander_1.Option("--venv <dir>", "in a Python environment (venv or conda)"))
    .addHelpText("after", "\nWithout a place: the active environment (VIRTUAL_ENV), else .venv in this folder, else --user.");
function placeOf({ user, prefix, venv }) {
    if (user)
        return { kind: "user" };
    if (prefix)
        return { kind: "prefix", folder: prefix };
    return venv ? { kind: "venv", folder: venv } : (0, install_1.defaultPlace)();
}
const inWords = (place) => (place.kind === "user" ? "for this user" : `in ${node_path_1.default.resolve(place.folder)}`);
/** Starts the kernel's program, hands signals on to it, and answers with its exit code. */
function runKernel(file) {
    checkConnectionFile(file);
    // The kernel ends with the process named here: Jupyter where that started us, else this one.
    const env = { JPY_PARENT_PID: String(process.pid), ...process.env };
    const child = (0, node_child_process_1.spawn)(process.execPath, [(0, install_1.kernelProgram)(), node_path_1.default.resolve(file)], { stdio: "inherit", env });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
        process.on(signal, () => child.kill(signal));
    return new Promise((resolve, reject) => child.on("error", reject).on("exit", (code, signal) => resolve(code ?? 128 + node_os_1.constants.signals[signal ?? "SIGTERM"])));
}
/** @throws UserError for a file that cannot be read or is no connection file */
function checkConnectionFile(file) {
    let text;
    try {
        text = (0, node_fs_1.readFileSync)(file, "utf8");
    }
    catch (error) {
        throw new errors_1.UserError(`The connection file ${file} cannot be read (${error.code}). Jupyter makes one for each kernel.`);
    }
    let connection;
    try {
        connection = JSON.parse(text);
    }
    catch {
        throw new errors_1.UserError(`${file} is no connection file: it is not JSON.`);
    }
    const missing = ["transport", "ip", "key", "shell_port", "control_port", "iopub_port", "stdin_port", "hb_port"].filter((field) => typeof connection !== "object" || connection === null || !(field in connection));
    if (missing.length > 0)
        throw new errors_1.UserError(`${file} is no connection file: it lacks ${missing.join(", ")}.`);
}
//# sourceMappingURL=kernel.js.map