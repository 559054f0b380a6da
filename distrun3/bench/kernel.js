"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.KERNEL_TASKS = void 0;
exports.benchKernel = benchKernel;
exports.rowOf = rowOf;
/** `bench kernel`: how long kernels take for a start, cells, much output and a large display, and how much memory, in turn, seen from a client. */
const node_child_process_1 = require("node:child_process");
const node_readline_1 = require("node:readline");
const errors_1 = require("../errors");
const project_1 = require("../project");
const kernels_1 = require("./kernels");
const step_1 = require("./step");
/** What is measured, in this order; `bench/kernel/driver.py` says how. */
exports.KERNEL_TASKS = ["start", "trivial", "declaring", "lines", "display", "memory"];
/** Tasks of a kernel that rests in between: their first round warms it up. */
const RESTING = ["trivial", "declaring", "lines", "display"];
/** @throws UserError when a peer is not set up, or lines of our own kernel are lost */
async function benchKernel(options = {}) {
    const { peers = false, rounds = 5, tasks = exports.KERNEL_TASKS, cells = 500, onProgress } = options;
    if (!Number.isInteger(rounds) || rounds < 1)
        throw new errors_1.UsageError(`--rounds must be a whole number from 1 on; got ${rounds}.`);
    const kernels = (0, kernels_1.benchKernels)(peers);
    const { folder, remove } = (0, kernels_1.kernelFolder)([]);
    const driver = startDriver(folder);
    try {
        for (const kernel of kernels) {
            const { version } = await driver.ask({ open: kernel.name, spec: kernel.spec, kernel: kernel.cells, cells });
            kernel.version = version ?? kernel.version;
        }
        const answers = new Map();
        for (const task of tasks) {
            const first = RESTING.includes(task) ? 0 : 1;
            for (let round = first; round <= rounds; round++) {
                onProgress?.(`${task}, ${round === 0 ? "warming up" : `round ${round} of ${rounds}`}`);
                for (const { name } of kernels) {
                    const key = `${name} ${task}`;
                    const before = answers.get(key) ?? [];
                    if (before.some((answer) => answer.error))
                        continue;
                    const answer = await driver.ask({ measure: task, name });
                    if (answer.error)
                        onProgress?.(`  ${name} failed: ${answer.error}`);
                    if (round > 0 || answer.error)
                        answers.set(key, [...before, answer]);
                }
            }
        }
        return kernels.map((kernel) => rowOf(kernel, tasks, (task) => answers.get(`${kernel.name} ${task}`) ?? []));
    }
    finally {
        driver.end();
        remove();
    }
}
/** @throws UserError for our own kernel where lines are lost or out of order: its time would mean nothing */
function rowOf({ name, version }, tasks, answersOf) {
    const row = { kernel: name, version, ms: {}, failures: {} };
    for (const task of tasks) {
        const answers = answersOf(task);
        const lost = answers.reduce((sum, answer) => sum + (answer.lost ?? 0), 0);
        if (lost > 0 && name === "largebatch")
            throw new errors_1.UserError(`Our kernel lost the answers of ${lost} cells (${task}).`);
        const failed = answers.find((answer) => answer.error);
        const spread = (field, unit = 1) => (0, step_1.spreadOf)(answers.map((answer) => (answer[field] ?? 0) / unit));
        if (failed || answers.length === 0)
            row.failures[task] = failed?.error ?? "not measured";
        else if (task === "memory")
            Object.assign(row, { memoryMB: spread("bytes", 1e6), addedMB: spread("added", 1e6) });
        else
            row.ms[task] = spread("ms");
        if (task === "lines" && row.ms.lines) {
            row.lines = spread("arrived");
            const wrong = answers.find((answer) => answer.arrived !== 100_000 || !answer.ordered);
            if (name === "largebatch" && wrong)
                throw new errors_1.UserError(`Our kernel lost lines or their order: ${wrong.arrived} of 100,000 arrived.`);
        }
    }
    return row;
}
/** Starts `bench/kernel/driver.py`, which answers each request with a line. */
function startDriver(folder) {
    const child = (0, node_child_process_1.spawn)((0, project_1.inProject)(".venv/bin/python"), [(0, project_1.inProject)("bench/kernel/driver.py")], {
        cwd: folder,
        stdio: ["pipe", "pipe", "pipe"],
    });
    let errors = "";
    child.stderr?.on("data", (data) => {
        errors = (errors + data).slice(-2000);
    });
    const lines = (0, node_readline_1.createInterface)({ input: child.stdout })[Symbol.asyncIterator]();
    return {
        ask: async (request) => {
            child.stdin?.write(`${JSON.stringify(request)}\n`);
            const { value, done } = await lines.next();
            if (done)
                throw new errors_1.UserError(`bench/kernel/driver.py ended early:\n${errors.trim()}`);
            return JSON.parse(value);
        },
        end: () => void child.stdin?.end(),
    };
}
//# sourceMappingURL=kernel.js.map