/** Shows a figure in a notebook: one output that is interactive where the client can, a picture elsewhere, and words for those who see neither. */
import { display, inKernel } from "../kernel/display/display";
import { figureShown, interactiveFigure } from "./bundle";
import type { Figure } from "./figure";
import type { StillOptions } from "./still";

/** How to show a figure. */
export interface ShowOptions extends StillOptions {
  /** What the figure shows, in a sentence, for readers who cannot see it. */
  alt: string;
}

/** Shows `figure`; outside a kernel it prints `alt`. Resolves when the output is sent. */
export async function show(figure: Figure, { alt, ...options }: ShowOptions): Promise<void> {
  const { data, metadata } = inKernel() ? await figureShown(figure, alt, options) : interactiveFigure(figure, alt);
  display(data, { metadata });
}
