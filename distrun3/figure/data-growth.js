"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.dataGrowthPlot = dataGrowthPlot;
const theme_1 = require("./theme");
/** Points to the right of this share of the years carry their name on the left, so that it stays inside. */
const LATE = 0.6;
/** @param marked the data set that the text speaks of, drawn larger and filled */
function dataGrowthPlot(rows, marked) {
    const years = rows.map(({ year }) => year);
    const [first, last] = [Math.min(...years), Math.max(...years)];
    const late = ({ year }) => year > first + LATE * (last - first);
    const is = ({ data }) => data === marked;
    const trace = {
        type: "scatter",
        mode: "markers+text",
        x: years,
        y: rows.map(({ images }) => images),
        text: rows.map((row) => (is(row) ? `<b>${row.data}</b>` : row.data)),
        textposition: rows.map((row) => (late(row) ? "middle left" : "middle right")),
        marker: {
            symbol: rows.map((row) => (is(row) ? "square" : "circle-open")),
            size: rows.map((row) => (is(row) ? 15 : 11)),
            color: rows.map((row) => (is(row) ? theme_1.COLOURS.large : theme_1.COLOURS.small)),
            opacity: 1,
            line: { width: 2 },
        },
        hovertemplate: "%{text}: %{y:,} images<extra></extra>",
        showlegend: false,
    };
    return {
        data: [trace],
        layout: (0, theme_1.layout)("Image data sets by year", {
            xaxis: (0, theme_1.axis)("year", { range: [first - 1.5, last + 1.5], tickformat: "d" }),
            yaxis: (0, theme_1.axis)("images, all splits (logarithmic)", { type: "log", dtick: 1, exponentformat: "power" }),
            margin: { l: 85, r: 70, t: 60, b: 60 },
            hovermode: "closest",
        }),
    };
}
//# sourceMappingURL=data-growth.js.map