import type { Figure } from "./figure";
/** Size of a picture. */
export interface StillOptions {
    /** CSS pixels. Default: the layout's, else 760. */
    width?: number;
    /** CSS pixels. Default: the layout's, else 460. */
    height?: number;
    /** Pixels of a PNG for each CSS pixel. Default 2. */
    scale?: number;
}
/** The size of a picture in CSS pixels: what `options` say, else the figure's layout, else 760 by 460. */
export declare function stillSize(figure: Figure, options?: StillOptions): {
    width: number;
    height: number;
};
/**
 * Draws `figure` as a PNG of `width · scale` by `height · scale` pixels.
 * @throws UserError if no browser can be started.
 */
export declare function stillPng(figure: Figure, options?: StillOptions): Promise<Buffer>;
/** Draws `figure` as an SVG; equal figures give equal text. Errors as in `stillPng`. */
export declare function stillSvg(figure: Figure, options?: Omit<StillOptions, "scale">): Promise<string>;
/** Closes the browser, if one was started. The end of the process closes it too. */
export declare function closeStills(): Promise<void>;
