"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.DisplayError = exports.jupyterDisplay = void 0;
exports.textOf = textOf;
exports.showing = showing;
exports.resultOf = resultOf;
exports.bundleOf = bundleOf;
/** What a notebook shows for a value: its own bundle if it has a display method, else a table, a tensor, a figure, a picture or text. */
const bundle_1 = require("./bundle");
const foreign_1 = require("./foreign");
const frames_1 = require("./frames");
const inspect_1 = require("./inspect");
const tensors_1 = require("./tensors");
/** The method by which a value shows itself in a notebook, as in Deno's kernel; it returns a bundle or a promise of one, and `{}` for nothing at all. */
exports.jupyterDisplay = Symbol.for("Jupyter.display");
/** Milliseconds that a display method may take. */
const PATIENCE = 10_000;
/** A value's display method failed, or took too long. */
class DisplayError extends Error {
    name = "DisplayError";
}
exports.DisplayError = DisplayError;
const hasDisplay = (value) => (typeof value === "object" || typeof value === "function") &&
    value !== null &&
    typeof value[exports.jupyterDisplay] === "function";
const isError = (value) => value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
const plainly = (data) => ({ data, metadata: {} });
/** `value` as text, as every client can show it. */
function textOf(value, { describe } = {}) {
    const text = isError(value) && describe ? describe(value) : (0, inspect_1.inspectBriefly)(value);
    return plainly({ "text/plain": text });
}
function checked(bundle) {
    if (typeof bundle === "object" && bundle !== null && !Array.isArray(bundle))
        return bundle;
    throw new DisplayError(`The display method returned ${bundle === null ? "null" : typeof bundle}; expected MIME types and their data.`);
}
/** Resolves as `work` does, unless that takes too long or `signal` ends the wait. */
function inTime(work, { signal, patience = PATIENCE }) {
    return new Promise((resolve, reject) => {
        const give = (reason) => () => reject(new DisplayError(reason));
        const late = give(`The display method has not ended after ${patience / 1000} s.`);
        const interrupted = give("The display method was interrupted.");
        const timer = setTimeout(late, patience);
        signal?.addEventListener("abort", interrupted, { once: true });
        work.then(resolve, reject).finally(() => {
            clearTimeout(timer);
            signal?.removeEventListener("abort", interrupted);
        });
    });
}
const isPromise = (value) => typeof value === "object" && value !== null && typeof value.then === "function";
function formsOf(value, options) {
    if (hasDisplay(value)) {
        const bundle = value[exports.jupyterDisplay]();
        if (!isPromise(bundle))
            return { now: plainly((0, bundle_1.wireBundle)(checked(bundle))) };
        const later = inTime(Promise.resolve(bundle), options).then((given) => plainly((0, bundle_1.wireBundle)(checked(given))));
        return { meanwhile: textOf(value, options), later };
    }
    if (typeof value !== "object" || value === null)
        return { now: textOf(value, options) };
    if ((0, tensors_1.isTensor)(value))
        return { meanwhile: textOf(value), later: (0, tensors_1.tensorBundle)(value).then(plainly) };
    const figure = (0, foreign_1.figureOf)(value);
    if (figure)
        return figure;
    const found = (0, frames_1.frameBundle)(value) ?? (0, foreign_1.pictureBundle)(value) ?? (0, foreign_1.elementBundle)(value);
    return { now: found ? plainly((0, bundle_1.wireBundle)(found)) : textOf(value, options) };
}
/** The forms of `value`; where its own way of showing itself fails, its text and the problem. Never throws, and `later` never rejects. */
function showing(value, options = {}) {
    const failed = (error) => ({ ...textOf(value, options), problem: { error } });
    try {
        const forms = formsOf(value, options);
        return "now" in forms ? forms : { meanwhile: forms.meanwhile, later: forms.later.catch(failed) };
    }
    catch (error) {
        return { now: failed(error) };
    }
}
/** What to show for a cell's last value; undefined: nothing. Never rejects. */
async function resultOf(value, options = {}) {
    if (value === undefined || value === null)
        return undefined;
    const forms = showing(value, options);
    const shown = "now" in forms ? forms.now : await forms.later;
    return Object.keys(shown.data).length > 0 ? shown : undefined;
}
/** The bundle of a cell's last value; undefined: nothing. @throws what its display method throws */
async function bundleOf(value) {
    const shown = await resultOf(value);
    if (shown?.problem)
        throw shown.problem.error;
    return shown?.data;
}
//# sourceMappingURL=result.js.map