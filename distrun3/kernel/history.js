"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.History = void 0;
/** This session's number; clients also ask for it as 0. */
const SESSION = 1;
/** A shell pattern as a regular expression for whole texts. */
function matcher(pattern) {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}
/** The last entry of each code, in order. */
const uniqueOf = (entries) => {
    const last = new Map(entries.map((entry) => [entry.code, entry]));
    return entries.filter((entry) => last.get(entry.code) === entry);
};
const lastOf = (items, n) => (typeof n === "number" ? (n > 0 ? items.slice(-n) : []) : items);
/** The cells that ran. */
class History {
    entries = [];
    /** Adds a cell and the text of its value. */
    add(number, code, shown) {
        this.entries.push({ number, code, shown: shown ?? null });
    }
    /** Answers `history_request`. */
    answer(request) {
        const history = this.select(request).map(({ number, code, shown }) => [SESSION, number, request.output ? [code, shown] : code]);
        return { status: "ok", history };
    }
    select({ hist_access_type = "tail", session = 0, start = 0, stop, n, pattern = "*", unique }) {
        if (hist_access_type === "tail")
            return lastOf(this.entries, n);
        if (hist_access_type === "search") {
            const wanted = matcher(pattern);
            const found = this.entries.filter(({ code }) => wanted.test(code));
            return lastOf(unique ? uniqueOf(found) : found, n);
        }
        // Sessions before this one are not kept.
        if (session !== 0 && session !== SESSION)
            return [];
        const next = (this.entries.at(-1)?.number ?? 0) + 1;
        const from = start < 0 ? next + start : start;
        const until = typeof stop !== "number" ? next : stop < 0 ? next + stop : stop;
        return this.entries.filter(({ number }) => number >= from && number < until);
    }
}
exports.History = History;
//# sourceMappingURL=history.js.map