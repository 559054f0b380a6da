/** Jupyter's answer to `is_complete_request`. */
export interface Completeness {
    status: "complete" | "incomplete" | "invalid";
    /** How far to indent the next line of incomplete code. */
    indent?: string;
}
/** Judges `code` by its first syntax error: at the very end, more code may mend it; before it, none does. */
export declare function completeness(code: string): Completeness;
