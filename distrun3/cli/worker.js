"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.workerCommand = workerCommand;
/** `largebatch worker`: executes runs of a queue on this machine, until it is stopped. */
const node_fs_1 = require("node:fs");
const node_os_1 = require("node:os");
const node_path_1 = require("node:path");
const errors_1 = require("../errors");
const queue_1 = require("../sweep/queue");
const store_1 = require("../sweep/store");
const flags_1 = require("./flags");
const interrupt_1 = require("./interrupt");
const NOTES = `
The password of Redis is read from LARGEBATCH_REDIS_PASSWORD where the address names none: other users of a machine see a command's arguments.
Stopped with Ctrl-C (or SIGTERM, as Slurm sends it), a worker saves the runs at hand and hands them back; killed, another one takes them over.

Examples:
  npx largebatch worker --queue redis://head:6379
  srun npx largebatch worker --queue redis://head:6379 --concurrency "$SLURM_CPUS_PER_TASK" --idle 300
More in docs/cluster.md.`;
function workerCommand(program) {
    program
        .command("worker")
        .description("execute runs of a queue on this machine; start any number, on any number of machines")
        .requiredOption("--queue <url>", "redis://HOST:PORT, or rediss:// with TLS: the same as that of the sweep")
        .option("--queue-name <name>", "of the queue there (default: sweep)")
        .option("--concurrency <n>", "runs at a time: processes with one thread each (default: one a core)")
        .option("--scratch <folder>", "where runs lie while they are at work, on a disk of this machine (default: in the folder for temporary files)")
        .option("--idle <seconds>", "end after so many seconds without work (default: never)")
        .option("--lock <seconds>", "silence after which another worker takes a run over; the same for all workers (default: 30)")
        .addHelpText("after", NOTES)
        .action(async (options) => {
        const concurrency = (0, flags_1.number)("concurrency", options.concurrency) ?? (0, node_os_1.availableParallelism)();
        const idleSeconds = positive("idle", options.idle);
        const lockSeconds = positive("lock", options.lock);
        const store = (0, store_1.openStore)(scratchFolder(options.scratch));
        const stop = (0, interrupt_1.stopOnInterrupt)("Stopping: the runs at hand are being saved and handed back");
        try {
            await (0, queue_1.workQueue)({
                url: options.queue,
                name: options.queueName,
                concurrency,
                store,
                signal: stop.signal,
                onEvent: (event) => console.error(lineOf(event)),
                ...(idleSeconds === undefined ? {} : { idleSeconds }),
                ...(lockSeconds === undefined ? {} : { lockSeconds }),
            });
        }
        finally {
            stop.release();
        }
        if (stop.signal.aborted)
            process.exitCode = 130;
    });
}
function positive(flag, text) {
    const value = (0, flags_1.number)(flag, text);
    if (value !== undefined && !(value > 0))
        throw new errors_1.UsageError(`--${flag} takes more than 0 seconds, got ${text}.`);
    return value;
}
/**
 * The folder for runs at work. That for temporary files is this machine's own, also where the home is shared; others may write there, too, so ours must be ours.
 * @throws UserError where it is another user's
 */
function scratchFolder(given) {
    if (given !== undefined)
        return (0, node_path_1.resolve)(given);
    const { uid, username } = (0, node_os_1.userInfo)();
    const folder = (0, node_path_1.join)((0, node_os_1.tmpdir)(), `largebatch-worker-${uid >= 0 ? uid : username}`);
    (0, node_fs_1.mkdirSync)(folder, { recursive: true, mode: 0o700 });
    if (uid >= 0 && (0, node_fs_1.statSync)(folder).uid !== uid)
        throw new errors_1.UserError(`${folder} belongs to another user. Give a folder of your own on a disk of this machine: --scratch FOLDER`);
    return folder;
}
function lineOf(event) {
    if (event.kind === "notice")
        return event.text;
    const { id, run, kind } = event;
    const what = `${describe(run)} (${id})`;
    if (kind === "failed")
        return `failed: ${what}: ${event.error}`;
    if (kind === "lost")
        return `left: ${what}: another worker may have it, since this one was not heard of`;
    return `${kind}: ${what}`;
}
const describe = ({ network, data, batch, seed }) => `${network} on ${data}, batch ${batch}, seed ${seed}`;
//# sourceMappingURL=worker.js.map