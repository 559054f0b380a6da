"use strict";
/** The common look of all figures: colours that colour-blind readers can tell apart, and a dash or a marker beside each colour. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.layout = exports.axis = exports.faint = exports.LOSS_COLOURS = exports.COLOURS = void 0;
/** From the palette of Okabe and Ito (2008). */
exports.COLOURS = { small: "#0072B2", large: "#D55E00", neutral: "#555555", accent: "#009E73" };
/** Losses from white (low) to a blue that is light enough for dark lines and writing; in grey it goes the same way. */
exports.LOSS_COLOURS = [
    [0, "#ffffff"],
    [1, "#7fb3d5"],
];
/** A band's fill: the colour at 15 % opacity. */
const faint = (hex) => {
    const value = Number.parseInt(hex.slice(1), 16);
    return `rgba(${value >> 16}, ${(value >> 8) & 255}, ${value & 255}, 0.15)`;
};
exports.faint = faint;
/** An axis with a title (units in it). */
const axis = (title, more = {}) => ({
    title: { text: title, standoff: 8 },
    showline: true,
    linecolor: "#444444",
    ticks: "outside",
    gridcolor: "#e8e8e8",
    zeroline: false,
    ...more,
});
exports.axis = axis;
/** A layout with the house's fonts, margins and a title. */
const layout = (title, more = {}) => ({
    title: { text: title, x: 0.02, xanchor: "left", y: 0.95, yanchor: "top", font: { size: 16 } },
    font: { family: "DejaVu Sans, Verdana, Arial, sans-serif", size: 13, color: "#222222" },
    paper_bgcolor: "white",
    plot_bgcolor: "white",
    margin: { l: 70, r: 70, t: 80, b: 60 },
    width: 760,
    height: 460,
    hovermode: "x unified",
    ...more,
});
exports.layout = layout;
//# sourceMappingURL=theme.js.map