"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.publishedTimesPlot = publishedTimesPlot;
const theme_1 = require("./theme");
const named = ({ network, card, devices }) => `${network}<br>${devices} × ${card}`;
const percent = ([low, high]) => {
    const [from, to] = [low, high].map((share) => Math.round(100 * share));
    return from === to ? `${from} %` : `${from} – ${to} %`;
};
/** Drawn from top to bottom in the order of the rows. */
function publishedTimesPlot(rows) {
    const y = rows.map(named);
    const middle = rows.map(({ days: [low, high] }) => Math.sqrt(low * high));
    return {
        data: [
            ...rows.map((row, i) => ({
                type: "scatter",
                mode: "lines",
                x: [row.atPeak, middle[i]],
                y: [y[i], y[i]],
                line: { color: "#999999", width: 1.5, dash: "dot" },
                hoverinfo: "skip",
                showlegend: false,
            })),
            {
                type: "scatter",
                mode: "markers",
                name: "at the peak rate (counted operations)",
                x: rows.map(({ atPeak }) => atPeak),
                y,
                marker: { symbol: "circle-open", size: 12, color: theme_1.COLOURS.small, line: { width: 2.5 } },
                hovertemplate: "%{x:.2f} days at the peak rate<extra></extra>",
            },
            {
                type: "scatter",
                mode: "markers",
                name: "published",
                x: middle,
                y,
                error_x: {
                    type: "data",
                    symmetric: false,
                    array: rows.map(({ days: [, high] }, i) => high - middle[i]),
                    arrayminus: rows.map(({ days: [low] }, i) => middle[i] - low),
                    color: theme_1.COLOURS.large,
                    thickness: 2,
                },
                marker: { symbol: "square", size: 11, color: theme_1.COLOURS.large },
                hovertemplate: "%{x:.2f} days published<extra></extra>",
            },
            {
                type: "scatter",
                mode: "text",
                name: "utilisation",
                x: rows.map(({ days: [, high] }) => high),
                y,
                text: rows.map(({ utilisation }) => `   ${percent(utilisation)}`),
                textposition: "middle right",
                cliponaxis: false,
                hoverinfo: "skip",
                showlegend: false,
            },
        ],
        layout: (0, theme_1.layout)("What published training times imply<br><sup>percent: share of the cards' peak rate that the training attained</sup>", {
            xaxis: (0, theme_1.axis)("days of training on ImageNet (logarithmic)", {
                type: "log",
                range: [-0.8, 2],
                tickvals: [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100],
            }),
            yaxis: (0, theme_1.axis)("", { type: "category", autorange: "reversed", automargin: true }),
            legend: { orientation: "h", x: 0, y: -0.2 },
            margin: { l: 150, r: 40, t: 90, b: 90 },
            height: 440,
            hovermode: "closest",
        }),
    };
}
//# sourceMappingURL=published-times.js.map