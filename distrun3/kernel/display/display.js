"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.table = exports.markdown = exports.inKernel = exports.$display = void 0;
exports.connectDisplay = connectDisplay;
exports.displaysSettled = displaysSettled;
exports.display = display;
exports.clearOutput = clearOutput;
/** Rich output from notebook code: any value, MIME bundles, Markdown and tables; outputs that change in place. Outside a kernel the plain text is printed. */
const node_crypto_1 = require("node:crypto");
const publish_1 = require("../output/publish");
const bundle_1 = require("./bundle");
const result_1 = require("./result");
const table_1 = require("./table");
/** The symbol under which a value's display method is found, under Deno's name for it. */
exports.$display = result_1.jupyterDisplay;
/** Whether this code runs in a notebook's kernel. */
exports.inKernel = publish_1.isConnected;
// Code that the kernel loads a second time (a live module) must find the same displays.
const place = globalThis;
const key = Symbol.for("largebatch.kernel.display");
place[key] ??= { describe: (error) => String(error instanceof Error ? error.stack : error), pending: new Set() };
const shared = place[key];
/** Says how an error reads in terms of cells. Called by the kernel at its start. */
function connectDisplay(describe) {
    shared.describe = describe;
}
/** Resolves when every display that still waits for its richest form has sent it. Never rejects. */
async function displaysSettled() {
    while (shared.pending.size > 0)
        await Promise.all(shared.pending);
}
/** Sends what is shown as an output, new or changed. Outside a kernel its text is printed. */
function send({ data, metadata, problem }, id, update) {
    const content = { data, metadata, transient: { display_id: id } };
    if (Object.keys(data).length > 0 && !(0, publish_1.publish)(update ? "update_display_data" : "display_data", content)) {
        console.log(String(data["text/plain"] ?? `(${Object.keys(data).join(", ")})`));
    }
    if (problem)
        console.error(shared.describe(problem.error));
}
/** What is at hand of `value`, and what takes longer. */
function formsOf(value, metadata) {
    const complete = (shown) => ({ ...shown, metadata: { ...shown.metadata, ...metadata } });
    if ((0, bundle_1.isBundle)(value))
        return { now: complete({ data: (0, bundle_1.wireBundle)(value), metadata: {} }) };
    const forms = (0, result_1.showing)(value, { describe: shared.describe });
    return "now" in forms ? { now: complete(forms.now) } : { now: complete(forms.meanwhile), later: forms.later.then(complete) };
}
/**
 * Shows a value as if it were the last of a cell. A bundle, a plain object whose keys are MIME types, is shown as it is:
 * several forms of one thing, of which the client shows the richest it knows; pictures as bytes or in base64.
 * @returns A handle that changes this output later.
 */
function display(value, { metadata, id = (0, node_crypto_1.randomUUID)() } = {}) {
    let newest = 0;
    const show = (next, nextMetadata, update) => {
        const mine = ++newest;
        const { now, later } = formsOf(next, nextMetadata);
        // Outside a kernel a line once printed is not changed, so the whole value is awaited.
        if ((0, exports.inKernel)() || !later)
            send(now, id, update);
        const again = (0, exports.inKernel)();
        const sent = later
            ?.then((shown) => {
            if (mine === newest)
                send(shown, id, again || update);
        })
            .finally(() => shared.pending.delete(sent));
        if (sent)
            shared.pending.add(sent);
    };
    show(value, metadata, false);
    const handle = { id, update: (next, nextMetadata) => show(next, nextMetadata, true) };
    return Object.defineProperty(handle, result_1.jupyterDisplay, { value: () => ({}) });
}
/**
 * Removes what the cell has shown so far.
 * @param wait Whether to keep it until the next output comes, which avoids flicker.
 */
function clearOutput(wait = false) {
    (0, publish_1.publish)("clear_output", { wait });
}
/** Shows Markdown `text`, formulas in `$…$` included. */
const markdown = (text) => display({ "text/markdown": text, "text/plain": text });
exports.markdown = markdown;
/** Shows a danfojs `DataFrame` (or anything with `columns` and `values`) as a table. */
const table = (frame, options = {}) => display((0, table_1.tableBundle)(frame, options));
exports.table = table;
//# sourceMappingURL=display.js.map