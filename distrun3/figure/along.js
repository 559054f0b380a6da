"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.alongPlot = alongPlot;
const theme_1 = require("./theme");
/** Told apart without colour. */
const DASHES = ["solid", "dash", "dot", "dashdot", "longdash"];
const SYMBOLS = ["circle", "square", "diamond", "triangle-up", "cross"];
const LINE_COLOURS = [theme_1.COLOURS.small, theme_1.COLOURS.large, theme_1.COLOURS.accent, theme_1.COLOURS.neutral];
/** @throws RangeError for no lines, or where no row has a value */
function alongPlot({ lines, title, subtitle, valueTitle, logarithmic = false, over = "epoch" }) {
    const known = lines.map(({ label, rows }) => ({
        label,
        rows: rows.filter(({ value }) => value !== null && Number.isFinite(value) && (!logarithmic || value > 0)),
    }));
    if (!known.some(({ rows }) => rows.length > 0))
        throw new RangeError("There is nothing to draw: no row has a value.");
    return {
        data: known.map(({ label, rows }, i) => {
            const color = LINE_COLOURS[i % LINE_COLOURS.length];
            return {
                type: "scatter",
                mode: "lines+markers",
                name: label,
                x: rows.map((row) => row[over]),
                y: rows.map(({ value }) => value),
                line: { color, dash: DASHES[i % DASHES.length], width: 2 },
                marker: { symbol: SYMBOLS[i % SYMBOLS.length], size: 7, color },
                hovertemplate: "%{y:.4g}",
            };
        }),
        layout: (0, theme_1.layout)(`${title}<br><sup>${subtitle}</sup>`, {
            xaxis: (0, theme_1.axis)(over === "epoch" ? "epochs" : "steps"),
            yaxis: (0, theme_1.axis)(valueTitle, logarithmic ? { type: "log", exponentformat: "power" } : {}),
            legend: { orientation: "h", x: 0, y: -0.18 },
            margin: { l: 80, r: 30, t: 105, b: 90 },
        }),
    };
}
//# sourceMappingURL=along.js.map