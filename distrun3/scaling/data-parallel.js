"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.trainDataParallel = trainDataParallel;
/** Data-parallel training on this machine: processes that each take a share of every batch and add up their gradients around a ring. */
const node_child_process_1 = require("node:child_process");
const node_fs_1 = require("node:fs");
const node_os_1 = require("node:os");
const node_path_1 = require("node:path");
const errors_1 = require("../errors");
const project_1 = require("../project");
const signal_1 = require("../signal");
const summary_1 = require("../stats/summary");
/**
 * Trains as one process with the whole batch would: same start, same order of the examples, same update, but for the rounding of the sums. A network with batch norm differs:
 * each replica normalises by its own share of the batch, and its running statistics are not followed. Dropout draws other masks.
 * @throws UsageError where the batch cannot be shared equally; UserError where a replica fails
 */
async function trainDataParallel(run, options) {
    const { replicas, steps, onStep, signal = (0, signal_1.defaultSignal)() } = options;
    if (!Number.isInteger(replicas) || replicas < 1)
        throw new errors_1.UsageError(`replicas must be a whole number from 1 on; got ${replicas}.`);
    if (!Number.isInteger(steps) || steps < 1)
        throw new errors_1.UsageError(`steps must be a whole number from 1 on; got ${steps}.`);
    if (run.batch % replicas !== 0)
        throw new errors_1.UsageError(`A batch of ${run.batch} cannot be shared equally by ${replicas} replicas; take a multiple of ${replicas}.`);
    const folder = (0, node_fs_1.mkdtempSync)((0, node_path_1.join)((0, node_os_1.tmpdir)(), "largebatch-ring-"));
    const children = [];
    const stop = () => {
        for (const child of children)
            child.kill();
    };
    signal?.addEventListener("abort", stop);
    try {
        const losses = [];
        const ends = Array.from({ length: replicas }, (_, rank) => {
            const child = (0, node_child_process_1.fork)((0, project_1.inProject)("dist/scaling/replica.js"), {
                serialization: "advanced",
                stdio: ["ignore", "ignore", "inherit", "ipc"],
            });
            children.push(child);
            const hear = (step, loss) => {
                if (rank > 0)
                    return;
                losses.push(loss);
                onStep?.(step, loss);
            };
            return endOf(child, { run, steps, rank, members: replicas, folder }, hear);
        });
        const [first, ...others] = await Promise.all(ends);
        if (!first)
            throw new Error("unreachable: there is at least one replica");
        for (const other of others)
            requireSame(first.weights, other.weights);
        const { weights } = first;
        return {
            weights,
            losses,
            gradientMs: (0, summary_1.median)(first.gradientMs),
            allReduceMs: (0, summary_1.median)(first.allReduceMs),
            updateMs: (0, summary_1.median)(first.updateMs),
        };
    }
    catch (error) {
        if (signal?.aborted)
            throw new errors_1.UserError("The data-parallel training was stopped.");
        throw error;
    }
    finally {
        signal?.removeEventListener("abort", stop);
        stop();
        (0, node_fs_1.rmSync)(folder, { recursive: true, force: true });
    }
}
/** Gives a process its task. @throws UserError where it ends without an answer */
function endOf(child, task, onStep) {
    return new Promise((resolve, reject) => {
        child.on("message", (answer) => {
            if (answer.kind === "step")
                onStep(answer.step, answer.loss);
            else if (answer.kind === "end")
                resolve(answer);
            else
                reject(new errors_1.UserError(`Replica ${task.rank} failed: ${answer.message}`));
        });
        child.once("error", reject);
        child.once("exit", (code, killedBy) => reject(new errors_1.UserError(`Replica ${task.rank} ended early (${killedBy ?? `exit code ${code}`}).`)));
        child.send(task);
    });
}
function requireSame(a, b) {
    const at = a.findIndex((value, i) => !Object.is(value, b[i]));
    if (at >= 0)
        throw new errors_1.UserError(`Two replicas have come apart: weight ${at} is ${a[at]} in one, ${b[at]} in another.`);
}
//# sourceMappingURL=data-parallel.js.map