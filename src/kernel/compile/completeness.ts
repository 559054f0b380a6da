/** Whether code that is being typed is complete, goes on, or is wrong however it goes on. */
import { typescript } from "./compiler";
import { isCompleteCode } from "./seam";

/** Jupyter's answer to `is_complete_request`. */
export interface Completeness {
  status: "complete" | "incomplete" | "invalid";
  /** How far to indent the next line of incomplete code. */
  indent?: string;
}

/** Makes the code a module, in which `await` is a keyword. */
const PREFIX = "export {};";
/** "Unterminated template literal", "'*\/' expected": they run up to the end of the code, and more lines can end them. */
const UNENDED = new Set([1160, 1010]);
/** "Unterminated string literal", "Unterminated regular expression literal": they end with their line. */
const ENDED = new Set([1002, 1161]);

/** Judges `code` by its first syntax error: at the very end, more code may mend it; before it, none does. */
export function completeness(code: string): Completeness {
  const file = typescript.createSourceFile("cell.ts", PREFIX + code, typescript.ScriptTarget.ES2022, false);
  const [first] = (file as typeof file & { parseDiagnostics: { start: number; code: number }[] }).parseDiagnostics;
  if (!first) return { status: "complete" };
  const isAtEnd = !ENDED.has(first.code) && (first.start >= (PREFIX + code).trimEnd().length || UNENDED.has(first.code));
  if (!isAtEnd) return { status: "invalid" };
  // Two empty lines end the typing, as in tslab: the error is shown then.
  if (/\n[ \t]*\n[ \t]*$/.test(code)) return { status: "invalid" };
  return { status: "incomplete", indent: isCompleteCode(code).indent ?? "" };
}
