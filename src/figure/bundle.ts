/** A figure as a MIME bundle: interactive, as a picture, and in words. */
import { UserError } from "../errors";
import type { Bundle, Shown } from "../kernel/display/bundle";
import type { Figure } from "./figure";
import { stableFigure } from "./stable";
import { type StillOptions, stillPng, stillSize } from "./still";

/** A notebook page should stay light: larger pictures are drawn again with fewer pixels. In bytes. */
const LARGEST = 150_000;
const SMALLEST_SCALE = 0.5;

let saidWhy = false;

/** Pixels for each CSS pixel: JupyterLab shows a stored picture pixel by pixel, until the mouse makes the figure of it, and cuts off what is wider than the notebook. */
const SCALE = 1;

/** The picture, drawn with fewer pixels until it is at most `LARGEST` bytes. */
async function lightPng(figure: Figure, options: StillOptions): Promise<Buffer> {
  let scale = options.scale ?? SCALE;
  let png = await stillPng(figure, { ...options, scale });
  while (png.length > LARGEST && scale > SMALLEST_SCALE) {
    // Bytes grow somewhat slower than pixels, so the root of the ratio is a step in the right direction, not the last.
    scale = Math.max(SMALLEST_SCALE, scale * Math.min(0.9, Math.sqrt(LARGEST / png.length)));
    png = await stillPng(figure, { ...options, scale });
  }
  return png;
}

async function picture(figure: Figure, options: StillOptions): Promise<Bundle> {
  try {
    return { "image/png": (await lightPng(figure, options)).toString("base64") };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (!saidWhy) console.warn(`Figures come without a picture: ${error.message}`);
    saidWhy = true;
    return {};
  }
}

function titleOf({ layout }: Figure): string | undefined {
  const title = layout.title as string | { text?: string } | undefined;
  const text = typeof title === "object" ? title?.text : title;
  return text?.replace(/<[^>]*>/g, "");
}

/** What can be said of a figure that comes without a sentence: its title, and what it draws. */
export function figureText(figure: Figure): string {
  const kinds = figure.data.map(({ type, name }) => `${type ?? "scatter"}${name ? ` "${name}"` : ""}`);
  const title = titleOf(figure);
  return `Figure${title ? `: ${title}` : ""} (${kinds.length === 0 ? "empty" : kinds.slice(0, 10).join(", ")}${kinds.length > 10 ? ", …" : ""})`;
}

/** A figure without its picture: at hand at once. */
export const interactiveFigure = (figure: Figure, alt = figureText(figure)): Shown => ({
  data: { "application/vnd.plotly.v1+json": stableFigure(figure), "text/plain": alt },
  metadata: {},
});

/** A figure with its picture. Where no browser can be started it comes without one; that is said once. */
export async function figureShown(figure: Figure, alt?: string, options: StillOptions = {}): Promise<Shown> {
  const { data } = interactiveFigure(figure, alt);
  const png = await picture(figure, options);
  // A heavy picture has fewer pixels than the place it should take.
  return { data: { ...data, ...png }, metadata: "image/png" in png ? { "image/png": stillSize(figure, options) } : {} };
}
