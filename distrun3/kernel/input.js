"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.connectInput = connectInput;
exports.allowInput = allowInput;
exports.prompt = prompt;
/** `prompt()` in a cell: asks the user for a line of text, through `input_request`. */
const interrupted_1 = require("./interrupts/interrupted");
const origin_1 = require("./output/origin");
const message_1 = require("./wire/message");
let ask;
let allowed = false;
/** Gives the way to ask; the kernel calls it once. */
function connectInput(askInput) {
    ask = askInput;
    Object.assign(globalThis, { prompt });
}
/** Says whether the client of the running cell answers questions. */
function allowInput(yes) {
    allowed = yes;
}
/** A cell asked for input, and nobody can give it. */
class InputError extends Error {
    name = "InputError";
}
/**
 * Asks the user, and waits: nothing else runs meanwhile, as in a browser.
 * @param message What is asked.
 * @param preset Taken if the answer is empty.
 * @returns The answer. An interrupt ends the cell.
 */
function prompt(message = "", preset = "") {
    const origin = (0, origin_1.currentOrigin)();
    if (!ask || !origin)
        throw new InputError("prompt() works in a notebook's kernel only.");
    if (!allowed) {
        throw new InputError("prompt() got no answer: this client asks nobody (allow_stdin is false, as when a notebook is executed as a whole). Set the value in the cell.");
    }
    const answer = ask((0, message_1.compose)("input_request", { prompt: message, password: false }, origin.parent, { idents: origin.idents }));
    if (answer === undefined)
        throw new interrupted_1.Interrupted();
    return answer === "" ? preset : answer;
}
//# sourceMappingURL=input.js.map