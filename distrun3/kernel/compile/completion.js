"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.complete = complete;
exports.inspect = inspect;
/** `complete_request` and `inspect_request`: names that fit at the cursor, and what is known of the one under it. */
const inspect_1 = require("tslab/dist/inspect");
const cursor_1 = require("./cursor");
const placeOf = ({ code = "", cursor_pos }) => ({
    code,
    at: cursor_pos === undefined ? code.length : (0, cursor_1.codeUnitAt)(code, cursor_pos),
});
/** Answers `complete_request`. */
function complete(cells, request) {
    const { code, at } = placeOf(request);
    const { start, end, candidates } = cells.executor.complete(code, at);
    return {
        status: "ok",
        matches: candidates,
        cursor_start: (0, cursor_1.codePointAt)(code, start),
        cursor_end: (0, cursor_1.codePointAt)(code, end),
        metadata: {},
    };
}
/** The positions to ask about: the cursor, the name it stands behind, and the function whose arguments it stands in. */
function positions(code, at) {
    const found = [at];
    if (at > 0 && /[\w$]/.test(code[at - 1] ?? ""))
        found.push(at - 1);
    let depth = 0;
    for (let i = at - 1; i >= 0; i--) {
        if (code[i] === ")")
            depth++;
        else if (code[i] === "(" && depth-- === 0) {
            found.push(code.slice(0, i).trimEnd().length - 1);
            break;
        }
    }
    return found.filter((position) => position >= 0);
}
/** Answers `inspect_request` with the type and the documentation of what the cursor is on. */
function inspect(cells, request) {
    const { code, at } = placeOf(request);
    for (const position of positions(code, at)) {
        const info = cells.executor.inspect(code, position);
        if (info)
            return { status: "ok", found: true, data: { "text/plain": (0, inspect_1.printQuickInfo)(info) }, metadata: {} };
    }
    return { status: "ok", found: false, data: {}, metadata: {} };
}
//# sourceMappingURL=completion.js.map