"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.probeKernels = probeKernels;
exports.probesTable = probesTable;
/** `bench kernel --suite` and `--features`: which tests and probes each TypeScript kernel passes, as a table. */
const node_child_process_1 = require("node:child_process");
const consumers_1 = require("node:stream/consumers");
const errors_1 = require("../errors");
const project_1 = require("../project");
const kernels_1 = require("./kernels");
/** Which kernels: those that run TypeScript. @throws UserError when Deno is asked for and not installed, or a probe itself fails */
async function probeKernels(probe, { peers = false, only, onProgress = (_) => { } } = {}) {
    const found = [];
    const kernels = (0, kernels_1.benchKernels)(peers).filter(({ name, cells }) => cells !== "python" && (only?.includes(name) ?? true));
    for (const kernel of kernels) {
        onProgress(`${kernel.name}, ${probe}`);
        found.push({ kernel: kernel.name, version: kernel.version, outcomes: await probeOne(probe, kernel) });
    }
    return found;
}
/** Each kernel has a folder of its own, below one that its probes may write beside. */
async function probeOne(probe, kernel) {
    const { folder, jupyter, remove } = (0, kernels_1.kernelFolder)([kernel]);
    try {
        const child = (0, node_child_process_1.spawn)((0, project_1.inProject)(".venv/bin/python"), [(0, project_1.inProject)("bench/kernel", `${probe}.py`), `bench-${kernel.name}`, kernel.name], {
            cwd: folder,
            env: { ...process.env, JUPYTER_PATH: jupyter },
            stdio: ["ignore", "pipe", "pipe"],
        });
        const [out, errors] = await Promise.all([(0, consumers_1.text)(child.stdout), (0, consumers_1.text)(child.stderr)]);
        if (!out)
            throw new errors_1.UserError(`bench/kernel/${probe}.py failed:\n${errors.slice(-2000).trim()}`);
        return JSON.parse(out);
    }
    finally {
        remove();
    }
}
/** What each kernel passes, one line a test, and how many in all. */
function probesTable(found) {
    const names = Object.keys(found[0]?.outcomes ?? {});
    const passed = ({ outcomes }) => names.filter((name) => outcomes[name] === "ok").length;
    return [
        `| | ${found.map(({ kernel, version }) => `${kernel} ${version}`).join(" | ")} |`,
        `|---|${found.map(() => "---|").join("")}`,
        ...names.map((name) => `| ${name} | ${found.map(({ outcomes }) => (outcomes[name] === "ok" ? "yes" : "no")).join(" | ")} |`),
        `| **passed** | ${found.map((each) => `**${passed(each)} of ${names.length}**`).join(" | ")} |`,
    ].join("\n");
}
//# sourceMappingURL=kernel-probes.js.map