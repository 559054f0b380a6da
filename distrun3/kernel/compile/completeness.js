"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.completeness = completeness;
/** Whether code that is being typed is complete, goes on, or is wrong however it goes on. */
const compiler_1 = require("./compiler");
const seam_1 = require("./seam");
/** Makes the code a module, in which `await` is a keyword. */
const PREFIX = "export {};";
/** "Unterminated template literal", "'*\/' expected": they run up to the end of the code, and more lines can end them. */
const UNENDED = new Set([1160, 1010]);
/** "Unterminated string literal", "Unterminated regular expression literal": they end with their line. */
const ENDED = new Set([1002, 1161]);
/** Judges `code` by its first syntax error: at the very end, more code may mend it; before it, none does. */
function completeness(code) {
    const file = compiler_1.typescript.createSourceFile("cell.ts", PREFIX + code, compiler_1.typescript.ScriptTarget.ES2022, false);
    const [first] = file.parseDiagnostics;
    if (!first)
        return { status: "complete" };
    const isAtEnd = !ENDED.has(first.code) && (first.start >= (PREFIX + code).trimEnd().length || UNENDED.has(first.code));
    if (!isAtEnd)
        return { status: "invalid" };
    // Two empty lines end the typing, as in tslab: the error is shown then.
    if (/\n[ \t]*\n[ \t]*$/.test(code))
        return { status: "invalid" };
    return { status: "incomplete", indent: (0, seam_1.isCompleteCode)(code).indent ?? "" };
}
//# sourceMappingURL=completeness.js.map