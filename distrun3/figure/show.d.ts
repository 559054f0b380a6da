import type { Figure } from "./figure";
import type { StillOptions } from "./still";
/** How to show a figure. */
export interface ShowOptions extends StillOptions {
    /** What the figure shows, in a sentence, for readers who cannot see it. */
    alt: string;
}
/** Shows `figure`; outside a kernel it prints `alt`. Resolves when the output is sent. */
export declare function show(figure: Figure, { alt, ...options }: ShowOptions): Promise<void>;
