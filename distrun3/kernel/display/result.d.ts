/** What a notebook shows for a value: its own bundle if it has a display method, else a table, a tensor, a figure, a picture or text. */
import { type Bundle, type Shown } from "./bundle";
export type { Bundle, Shown } from "./bundle";
/** The method by which a value shows itself in a notebook, as in Deno's kernel; it returns a bundle or a promise of one, and `{}` for nothing at all. */
export declare const jupyterDisplay: unique symbol;
/** How to show a value. */
export interface ShowingOptions {
    /** An error as text; default: its stack. */
    describe?(error: unknown): string;
    /** Ends the wait for a display method. */
    signal?: AbortSignal;
    /** Milliseconds that a display method may take. Default 10,000. */
    patience?: number;
}
/** What is shown for a value, and what went wrong with its own way of showing itself. */
export interface Showing extends Shown {
    problem?: {
        error: unknown;
    };
}
/** A value's display method failed, or took too long. */
export declare class DisplayError extends Error {
    readonly name = "DisplayError";
}
/** `value` as text, as every client can show it. */
export declare function textOf(value: unknown, { describe }?: ShowingOptions): Shown;
/** The richest form of `value`: at once where it is at hand, else with the promise of it. */
export type Forms = {
    now: Shown;
} | {
    meanwhile: Shown;
    later: Promise<Shown>;
};
/** The forms of `value`; where its own way of showing itself fails, its text and the problem. Never throws, and `later` never rejects. */
export declare function showing(value: unknown, options?: ShowingOptions): {
    now: Showing;
} | {
    meanwhile: Shown;
    later: Promise<Showing>;
};
/** What to show for a cell's last value; undefined: nothing. Never rejects. */
export declare function resultOf(value: unknown, options?: ShowingOptions): Promise<Showing | undefined>;
/** The bundle of a cell's last value; undefined: nothing. @throws what its display method throws */
export declare function bundleOf(value: unknown): Promise<Bundle | undefined>;
