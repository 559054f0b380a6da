/** The common look of all figures: colours that colour-blind readers can tell apart, and a dash or a marker beside each colour. */
/** From the palette of Okabe and Ito (2008). */
export declare const COLOURS: {
    readonly small: "#0072B2";
    readonly large: "#D55E00";
    readonly neutral: "#555555";
    readonly accent: "#009E73";
};
/** Losses from white (low) to a blue that is light enough for dark lines and writing; in grey it goes the same way. */
export declare const LOSS_COLOURS: readonly [readonly [0, "#ffffff"], readonly [1, "#7fb3d5"]];
/** A band's fill: the colour at 15 % opacity. */
export declare const faint: (hex: string) => string;
/** An axis with a title (units in it). */
export declare const axis: (title: string, more?: Record<string, unknown>) => Record<string, unknown>;
/** A layout with the house's fonts, margins and a title. */
export declare const layout: (title: string, more?: Record<string, unknown>) => Record<string, unknown>;
