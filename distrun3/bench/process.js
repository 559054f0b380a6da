"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.peersPython = peersPython;
exports.startWorker = startWorker;
/** A benchmark worker: a process that trains as many epochs as a line says, answers with the time of a step, and rests in between. */
const node_child_process_1 = require("node:child_process");
const node_fs_1 = require("node:fs");
const node_readline_1 = require("node:readline");
const errors_1 = require("../errors");
const project_1 = require("../project");
/** The peers' Python. @param wanted whether it must be there @throws UserError where it must and is not */
function peersPython(wanted) {
    const python = (0, project_1.inProject)(".venv-peers/bin/python");
    if (wanted && !(0, node_fs_1.existsSync)(python)) {
        throw new errors_1.UserError("The peers are not set up. Run: python3 -m venv .venv-peers && .venv-peers/bin/pip install -r bench/peers/requirements.txt");
    }
    return python;
}
/** An engine whose first two steps, compiling included, take longer is left out. */
const READY_MS = 300_000;
/** @throws UserError with the last lines of its standard error when the worker ends before it is ready, or takes too long to be */
async function startWorker(command, env = {}) {
    const [program, ...args] = command;
    const child = (0, node_child_process_1.spawn)(program, args, { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
    let errors = "";
    child.stderr?.on("data", (data) => {
        errors = (errors + data).slice(-2000);
    });
    const answers = (0, node_readline_1.createInterface)({ input: child.stdout })[Symbol.asyncIterator]();
    const answer = async () => {
        for (;;) {
            const { value, done } = await answers.next();
            if (done)
                throw new errors_1.UserError(`${command.join(" ")} ended early:\n${errors.trim()}`);
            if (value.startsWith("{"))
                return JSON.parse(value);
        }
    };
    let late = false;
    const timer = setTimeout(() => {
        late = true;
        child.kill("SIGKILL");
    }, READY_MS);
    const { losses } = await answer()
        .catch((error) => {
        throw late ? new errors_1.UserError(`its first two steps take longer than ${READY_MS / 60_000} minutes`) : error;
    })
        .finally(() => clearTimeout(timer));
    const measure = (epochs) => {
        child.stdin?.write(`${epochs}\n`);
        return answer();
    };
    return { losses, measure, end: () => void child.kill() };
}
//# sourceMappingURL=process.js.map