import type { Shown } from "../kernel/display/bundle";
import type { Figure } from "./figure";
import { type StillOptions } from "./still";
/** What can be said of a figure that comes without a sentence: its title, and what it draws. */
export declare function figureText(figure: Figure): string;
/** A figure without its picture: at hand at once. */
export declare const interactiveFigure: (figure: Figure, alt?: string) => Shown;
/** A figure with its picture. Where no browser can be started it comes without one; that is said once. */
export declare function figureShown(figure: Figure, alt?: string, options?: StillOptions): Promise<Shown>;
