"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.trainingDaysPlot = trainingDaysPlot;
const theme_1 = require("./theme");
/** Dash and marker tell the lines apart without their colours. */
const STYLES = [
    { color: theme_1.COLOURS.small, dash: "solid", symbol: "circle" },
    { color: theme_1.COLOURS.large, dash: "dash", symbol: "square" },
    { color: theme_1.COLOURS.accent, dash: "dot", symbol: "diamond" },
    { color: theme_1.COLOURS.neutral, dash: "dashdot", symbol: "triangle-up" },
    { color: "#CC79A7", dash: "longdash", symbol: "x" },
];
/** Times that readers know, in days. */
const MARKS = [
    ["1 hour", 1 / 24],
    ["1 day", 1],
    ["1 week", 7],
    ["1 month", 30],
    ["1 year", 365],
    ["10 years", 3652],
];
const place = ({ card, year }) => `${card.replace(" ", "<br>")}${year === undefined ? "" : `<br>${year}`}`;
/** @param subtitle what all of them have in common: epochs, images, utilisation */
function trainingDaysPlot(rows, subtitle) {
    const networks = [...new Set(rows.map(({ network }) => network))];
    const traces = networks.flatMap((network, index) => {
        const { color, dash, symbol } = STYLES[index % STYLES.length];
        const own = rows.filter((row) => row.network === network);
        const part = (points, mode, size, showlegend) => ({
            type: "scatter",
            mode,
            name: network,
            legendgroup: network,
            x: points.map(place),
            y: points.map(({ days }) => days),
            line: { color, dash, width: 2 },
            marker: { symbol, size, color },
            hovertemplate: `${network}: %{y:.3~g} days<extra></extra>`,
            showlegend,
        });
        const [cards, measured] = [own.filter(({ year }) => year !== undefined), own.filter(({ year }) => year === undefined)];
        return [part(cards, "lines+markers", 8, true), ...(measured.length > 0 ? [part(measured, "markers", 11, false)] : [])];
    });
    const days = rows.map((row) => row.days);
    const [low, high] = [Math.min(...days) / 2, Math.max(...days) * 2];
    const marks = MARKS.filter(([, at]) => at > low && at < high);
    return {
        data: traces,
        layout: (0, theme_1.layout)(`Days of training on one device<br><sup>${subtitle}</sup>`, {
            xaxis: (0, theme_1.axis)("card, year it came out", { type: "category", categoryorder: "array", categoryarray: [...new Set(rows.map(place))] }),
            yaxis: (0, theme_1.axis)("days (logarithmic)", { type: "log", range: [Math.log10(low), Math.log10(high)], dtick: 1 }),
            shapes: marks.map(([, at]) => ({
                type: "line",
                xref: "paper",
                x0: 0,
                x1: 1,
                y0: at,
                y1: at,
                line: { color: "#777777", width: 1, dash: "dot" },
            })),
            annotations: marks.map(([text, at]) => ({
                text,
                xref: "paper",
                x: 1.01,
                xanchor: "left",
                yref: "y",
                y: Math.log10(at),
                showarrow: false,
                font: { size: 11 },
            })),
            legend: { orientation: "h", x: 0, y: -0.28 },
            margin: { l: 70, r: 80, t: 90, b: 120 },
            width: 820,
            height: 520,
            hovermode: "closest",
        }),
    };
}
//# sourceMappingURL=training-days.js.map