/** Finds and starts a headless Chromium for drawing figures: one of the system, else the one inside an npm package. */
import { type Browser } from "playwright-core";
/** Which browser draws the figures. */
export type FoundBrowser = {
    kind: "system";
    executable: string;
} | {
    kind: "bundled";
} | {
    kind: "none";
};
/**
 * Finds a browser without starting it. `LARGEBATCH_BROWSER` overrides the search: the path of a Chromium or Chrome, or `bundled`.
 * @throws UserError if `LARGEBATCH_BROWSER` names no program.
 */
export declare function findBrowser(): FoundBrowser;
/** What `findBrowser` found, in words: `path` is missing if there is no browser. Starts nothing. */
export declare function describeBrowser(): {
    path?: string;
};
/**
 * Starts the browser that was found; if it does not start, the bundled one.
 * @throws UserError if none starts.
 */
export declare function launchBrowser(): Promise<Browser>;
