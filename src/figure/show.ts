/** Shows a figure in a notebook: one output that is interactive where the client can, a picture elsewhere, and words for those who see neither. */
import { UserError } from "../errors";
import { display, inKernel } from "../kernel/display";
import type { Figure } from "./figure";
import { stableFigure } from "./stable";
import { type StillOptions, stillPng, stillSize } from "./still";

/** How to show a figure. */
export interface ShowOptions extends StillOptions {
  /** What the figure shows, in a sentence, for readers who cannot see it. */
  alt: string;
}

/** A notebook page should stay light: larger pictures are drawn again with fewer pixels. In bytes. */
const LARGEST = 150_000;
const SMALLEST_SCALE = 0.5;

let saidWhy = false;

/** The picture, drawn with fewer pixels until it is at most `LARGEST` bytes. */
async function lightPng(figure: Figure, options: StillOptions): Promise<Buffer> {
  let scale = options.scale ?? 2;
  let png = await stillPng(figure, { ...options, scale });
  while (png.length > LARGEST && scale > SMALLEST_SCALE) {
    // Bytes grow somewhat slower than pixels, so the root of the ratio is a step in the right direction, not the last.
    scale = Math.max(SMALLEST_SCALE, scale * Math.min(0.9, Math.sqrt(LARGEST / png.length)));
    png = await stillPng(figure, { ...options, scale });
  }
  return png;
}

async function picture(figure: Figure, options: StillOptions): Promise<Record<string, string>> {
  try {
    return { "image/png": (await lightPng(figure, options)).toString("base64") };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (!saidWhy) console.warn(`Figures come without a picture: ${error.message}`);
    saidWhy = true;
    return {};
  }
}

/** Shows `figure`; outside a kernel it prints `alt`. Resolves when the output is sent. */
export async function show(figure: Figure, { alt, ...options }: ShowOptions): Promise<void> {
  const png = inKernel() ? await picture(figure, options) : {};
  // The picture has more pixels than the place it should take.
  const metadata = "image/png" in png ? { "image/png": stillSize(figure, options) } : {};
  display({ "application/vnd.plotly.v1+json": stableFigure(figure), ...png, "text/plain": alt }, metadata);
}
