/** A figure as plain JSON that is equal whenever the figure is: sorted keys, six significant digits, `null` for what is no number. */
import type { Figure } from "./figure";
/** The stable form of `figure`. Typed arrays become arrays. The argument is not changed. */
export declare const stableFigure: ({ data, layout }: Figure) => Figure;
