"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.reportProgress = reportProgress;
exports.describeFailure = describeFailure;
const CLEAR_LINE = "\r\u001b[K";
const shorten = (text, columns) => (text.length > columns ? `${text.slice(0, columns - 1)}…` : text);
/** Returns the listener for `runNotebooks`, which writes to `stream`. */
function reportProgress(stream) {
    const columns = (stream.columns ?? 80) - 1;
    return (event) => {
        if (event.event === "cell started") {
            const text = `${event.notebook}  cell ${event.index}/${event.total}  ${event.line}`;
            stream.write(stream.isTTY ? CLEAR_LINE + shorten(text, columns) : `${shorten(text, 120)}\n`);
        }
        else if (stream.isTTY && (event.event === "error" || (event.event === "cell finished" && event.index === event.total))) {
            stream.write(event.event === "error" ? CLEAR_LINE : `${CLEAR_LINE}${event.notebook}  ${event.total} cells, done\n`);
        }
    };
}
const SHOWN_LINES = 6;
/** A failure in words: notebook, cell, the first lines of its source, the message. */
function describeFailure({ notebook, index, source, name, message }) {
    const lines = source.trim().split("\n");
    const shown = lines.slice(0, SHOWN_LINES).map((line) => `    ${line}`);
    const rest = lines.length > SHOWN_LINES ? [`    … ${lines.length - SHOWN_LINES} more lines`] : [];
    return [`${notebook}, cell ${index} failed:`, ...shown, ...rest, `${name}: ${message}`].join("\n");
}
//# sourceMappingURL=progress.js.map