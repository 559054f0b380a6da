"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.SCALES = void 0;
exports.runNotebooks = runNotebooks;
/** Runs notebooks from the command line, without a browser: each in a fresh kernel, written with its outputs and as a page. */
const node_child_process_1 = require("node:child_process");
const node_events_1 = require("node:events");
const node_fs_1 = require("node:fs");
const node_path_1 = __importDefault(require("node:path"));
const node_readline_1 = require("node:readline");
const errors_1 = require("../errors");
const project_1 = require("../project");
const check_1 = require("./check");
const names_1 = require("./names");
/** How much work the notebooks do: minutes in all, a quarter of an hour, or the published setting. */
exports.SCALES = ["smoke", "small", "paper"];
const STDERR_KEPT = 4000;
/** The interpreter of the project's Python environment. @throws UserError if it is not there */
function python() {
    const file = process.platform === "win32" ? (0, project_1.inProject)(".venv", "Scripts", "python.exe") : (0, project_1.inProject)(".venv", "bin", "python");
    if (!(0, node_fs_1.existsSync)(file))
        throw new errors_1.UserError("Expected Jupyter in .venv; it is not there. Run `npm run setup` first.");
    return file;
}
function startPython(scale) {
    return (0, node_child_process_1.spawn)(python(), [(0, project_1.inProject)("src", "notebook", "execute.py")], {
        env: { ...process.env, SCALE: scale, JUPYTER_PREFER_ENV_PATH: "1", JUPYTER_PLATFORM_DIRS: "1", PYTHONDONTWRITEBYTECODE: "1" },
        // In a group of its own a Ctrl-C does not reach it; it ends in order when its standard input does, even if we are killed.
        detached: process.platform !== "win32",
        windowsHide: true,
    });
}
/**
 * Runs notebooks one after the other and stops at the first error, which is returned, not thrown.
 * @throws UsageError for an unknown name; UserError if a notebook is damaged, if nothing can be written to
 * `out` (both before the first cell), or if Jupyter is missing or does not work.
 */
async function runNotebooks({ names = [], scale = "small", out = "out", folder = (0, project_1.inProject)("notebooks"), ...rest }) {
    const notebooks = (0, names_1.findNotebooks)(names, node_path_1.default.resolve(folder));
    for (const notebook of notebooks)
        (0, check_1.checkNotebook)(notebook);
    (0, check_1.checkOut)(out);
    const child = startPython(scale);
    const stop = () => child.stdin.end();
    const result = { written: [], stopped: false };
    let complaints = "";
    child.stderr.on("data", (chunk) => {
        complaints = (complaints + chunk.toString()).slice(-STDERR_KEPT);
    });
    child.stdin.on("error", () => { });
    const lines = (0, node_readline_1.createInterface)({ input: child.stdout });
    const read = (0, node_events_1.once)(lines, "close");
    const ended = (0, node_events_1.once)(child, "exit").then(async ([code]) => {
        await read;
        child.stderr.destroy();
        return code ?? 1;
    });
    lines.on("line", (line) => {
        const event = JSON.parse(line);
        if (event.event === "written")
            result.written.push(event.path);
        if (event.event === "error")
            result.failure = event;
        rest.onEvent?.(event);
    });
    const dist = (name) => (0, project_1.inProject)("node_modules", "plotly.js", "dist", name);
    const scripts = {
        plotly: dist("plotly.min.js"),
        cartesian: dist("plotly-cartesian.min.js"),
        mathjax: (0, project_1.inProject)("node_modules", "mathjax", "es5", "tex-svg.js"),
    };
    child.stdin.write(`${JSON.stringify({ notebooks, out: node_path_1.default.resolve(out), kernel: "tslab", scripts })}\n`);
    if (rest.signal?.aborted)
        stop();
    rest.signal?.addEventListener("abort", stop, { once: true });
    const code = await ended.finally(() => rest.signal?.removeEventListener("abort", stop));
    result.stopped = rest.signal?.aborted ?? false;
    if (code !== 0 && !result.failure && !result.stopped) {
        throw new errors_1.UserError(`The notebooks could not be run; Jupyter said:\n${complaints.trim() || `exit code ${code}`}\nRun \`npm run setup\` to repair it.`);
    }
    return result;
}
//# sourceMappingURL=run.js.map