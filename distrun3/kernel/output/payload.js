"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.takePayload = void 0;
exports.page = page;
exports.setNextInput = setNextInput;
const shared_1 = require("../shared");
const pending = (0, shared_1.sharedState)("payload", () => []);
/** Shows `text` in the client's pager, beside the notebook instead of in it. */
function page(text) {
    pending.push({ source: "page", data: typeof text === "string" ? { "text/plain": text } : text, start: 0 });
}
/** Puts `code` into the next cell. */
function setNextInput(code) {
    pending.push({ source: "set_next_input", text: code, replace: false });
}
/** Takes the payloads of the cell that ended. */
const takePayload = () => pending.splice(0);
exports.takePayload = takePayload;
//# sourceMappingURL=payload.js.map