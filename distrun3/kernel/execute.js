"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Execution = void 0;
const display_1 = require("./display/display");
const result_1 = require("./display/result");
const input_1 = require("./input");
const interrupts_1 = require("./interrupts");
const payload_1 = require("./output/payload");
const publish_1 = require("./output/publish");
const traceback_1 = require("./output/traceback");
/** A client that runs several cells sends them at once; this long, in milliseconds, after the last one we take it that all have come. */
const QUIET = 30;
/** The number of code that is not in the history. */
const UNNUMBERED = 0;
/** How a cell ends that was interrupted: with what its own code says of the interrupt, if it does. */
function interruptedResult(result, interrupted) {
    const { error } = result ?? {};
    if (!error || error.ename === interrupted.ename)
        return { error: error ?? interrupted };
    return { error: { ...interrupted, traceback: [...interrupted.traceback, "", ...error.traceback] } };
}
/** Runs the cells of one kernel. */
class Execution {
    cells;
    history;
    together;
    count = 0;
    running;
    last = Promise.resolve();
    waiting = new Set();
    /** @param together Sends all that is published in its argument in one go (see `Wire`). */
    constructor(cells, history, together) {
        this.cells = cells;
        this.history = history;
        this.together = together;
    }
    /** Runs the request's code when those before it have ended. `reply` is called once; the state `busy` is published when the code starts. */
    async run(message, reply) {
        const waiting = { aborted: false };
        this.waiting.add(waiting);
        const turn = this.last;
        let finish = () => { };
        this.last = new Promise((resolve) => {
            finish = resolve;
        });
        await turn;
        this.waiting.delete(waiting);
        const request = message.content;
        const silent = request.silent === true;
        const origin = { parent: message.header, idents: message.idents, cell: UNNUMBERED, silent };
        this.running = origin;
        let content;
        try {
            const failed = (error) => ({ status: "error", execution_count: this.count, ...(0, traceback_1.describeThrown)(error, this.cells) });
            content = await this.together(() => {
                (0, publish_1.publish)("status", { execution_state: "busy" }, { origin });
                // The code itself runs later, on a stack of its own.
                return waiting.aborted ? { status: "aborted" } : this.runCell(request, origin).catch(failed);
            });
            if (content.status === "error" && request.stop_on_error !== false)
                await this.abortWaiting();
        }
        finally {
            this.together(() => {
                try {
                    if (content)
                        reply(content);
                }
                finally {
                    this.running = undefined;
                    origin.ended = true;
                    (0, publish_1.publish)("status", { execution_state: "idle" }, { origin });
                    finish();
                }
            });
        }
    }
    /** Says again that a cell runs, after another request was answered meanwhile: clients show the last state they heard. */
    restoreStatus() {
        if (this.running)
            (0, publish_1.publish)("status", { execution_state: "busy" }, { origin: this.running });
    }
    async runCell(request, origin) {
        if (typeof request.code !== "string")
            throw new TypeError("An execute_request needs its code as a text.");
        const stored = !origin.silent && request.store_history !== false;
        if (stored)
            origin.cell = ++this.count;
        const count = this.count;
        (0, publish_1.publish)("execute_input", { code: request.code, execution_count: count }, { origin });
        (0, input_1.allowInput)(request.allow_stdin === true);
        const { value, interrupted } = await (0, interrupts_1.interruptible)(origin, () => this.evaluate(request.code, origin, count));
        const result = interrupted ? interruptedResult(value, (0, traceback_1.describeThrown)(interrupted, this.cells)) : (value ?? {});
        await (0, display_1.displaysSettled)();
        // One turn of the event loop lets Node report a rejection nobody caught while the cell is still open.
        await new Promise((resolve) => setImmediate(resolve));
        if (stored)
            this.history.add(count, request.code, result.shown);
        const payload = (0, payload_1.takePayload)();
        if (!result.error) {
            const expressions = request.user_expressions ?? {};
            const { value: user_expressions = {} } = Object.keys(expressions).length > 0 ? await (0, interrupts_1.interruptible)(origin, () => this.evaluateAll(expressions)) : {};
            return { status: "ok", execution_count: count, payload, user_expressions };
        }
        (0, publish_1.publish)("error", result.error, { origin });
        return { status: "error", execution_count: count, ...result.error };
    }
    /** Runs the code and publishes its value. Returns the error it ended with, or the text of its value. */
    async evaluate(code, origin, count) {
        const outcome = await this.cells.run(code, origin.cell);
        if (outcome.kind === "not compiled")
            return { error: (0, traceback_1.describeDiagnostics)(outcome.diagnostics) };
        if (outcome.kind === "thrown")
            return { error: (0, traceback_1.describeThrown)(outcome.error, this.cells) };
        for (const note of outcome.notes)
            process.stderr.write(`${note}\n`);
        if (origin.silent)
            return {};
        const describe = (error) => (0, traceback_1.describeThrown)(error, this.cells).traceback.join("\n");
        const shown = await (0, result_1.resultOf)(outcome.value, { describe, signal: origin.stop?.deathSignal });
        if (!shown)
            return {};
        const { data, metadata, problem } = shown;
        if (problem)
            console.error(describe(problem.error));
        (0, publish_1.publish)("execute_result", { data, metadata, execution_count: count }, { origin });
        const text = data["text/plain"];
        return typeof text === "string" ? { shown: text } : {};
    }
    /** The values of `user_expressions`, each with its own status. */
    async evaluateAll(expressions) {
        const values = {};
        for (const [name, code] of Object.entries(expressions))
            values[name] = await this.evaluateExpression(code);
        return values;
    }
    async evaluateExpression(code) {
        const outcome = await this.cells.run(code, UNNUMBERED);
        if (outcome.kind === "not compiled")
            return { status: "error", ...(0, traceback_1.describeDiagnostics)(outcome.diagnostics) };
        if (outcome.kind === "thrown")
            return { status: "error", ...(0, traceback_1.describeThrown)(outcome.error, this.cells) };
        const shown = await (0, result_1.resultOf)(outcome.value);
        if (shown?.problem)
            return { status: "error", ...(0, traceback_1.describeThrown)(shown.problem.error, this.cells) };
        return { status: "ok", data: shown?.data ?? { "text/plain": String(outcome.value) }, metadata: shown?.metadata ?? {} };
    }
    /** Aborts every cell the client has sent by now. What it sends after our reply runs again. */
    async abortWaiting() {
        let seen;
        do {
            seen = this.waiting.size;
            await new Promise((resolve) => setTimeout(resolve, QUIET));
        } while (this.waiting.size > seen);
        for (const cell of this.waiting)
            cell.aborted = true;
    }
}
exports.Execution = Execution;
//# sourceMappingURL=execute.js.map