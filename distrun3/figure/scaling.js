"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.scalingPlot = scalingPlot;
const theme_1 = require("./theme");
/** A dash, a marker and a colour each: readable without colour. */
const STYLES = [
    { color: theme_1.COLOURS.small, dash: "solid", symbol: "circle" },
    { color: theme_1.COLOURS.large, dash: "dash", symbol: "square" },
    { color: theme_1.COLOURS.accent, dash: "dot", symbol: "diamond" },
    { color: "#CC79A7", dash: "dashdot", symbol: "triangle-up" },
];
/** @throws RangeError for more lines than can be told apart */
function scalingPlot({ lines, points = [], title, subtitle }) {
    if (lines.length > STYLES.length)
        throw new RangeError(`At most ${STYLES.length} lines can be told apart, got ${lines.length}.`);
    const counts = [
        ...new Set([...lines.flatMap(({ rows }) => rows.map(({ devices }) => devices)), ...points.map(({ devices }) => devices)]),
    ].sort((a, b) => a - b);
    return {
        data: [
            { name: "perfect", mode: "lines", x: counts, y: counts, line: { color: theme_1.COLOURS.neutral, dash: "longdash", width: 1 } },
            ...lines.map(({ name, rows }, i) => {
                const { color, dash, symbol } = STYLES[i];
                return {
                    name,
                    mode: "lines+markers",
                    x: rows.map(({ devices }) => devices),
                    y: rows.map(({ speedUp }) => speedUp),
                    line: { color, dash },
                    marker: { color, symbol, size: 7 },
                };
            }),
            ...(points.length > 0
                ? [
                    {
                        name: "published",
                        mode: "markers+text",
                        x: points.map(({ devices }) => devices),
                        y: points.map(({ speedUp }) => speedUp),
                        text: points.map(({ name }) => name),
                        textposition: "bottom right",
                        marker: { color: "black", symbol: "star", size: 13 },
                    },
                ]
                : []),
        ],
        layout: (0, theme_1.layout)(`${title}<br><sup>${subtitle}</sup>`, {
            xaxis: (0, theme_1.axis)("devices", { type: "log", dtick: Math.log10(4), tick0: 0, tickformat: ",d" }),
            yaxis: (0, theme_1.axis)("speed-up (times one device)", { type: "log", dtick: 1, tickformat: ",~g" }),
            legend: { orientation: "h", x: 0, y: -0.2 },
            margin: { l: 70, r: 40, t: 90, b: 110 },
        }),
    };
}
//# sourceMappingURL=scaling.js.map