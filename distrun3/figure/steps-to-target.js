"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.stepsToTargetPlot = stepsToTargetPlot;
const theme_1 = require("./theme");
/** Points of the fitted line. */
const POINTS = 60;
/** @throws RangeError for no rows */
function stepsToTargetPlot({ rows, fit, title, subtitle }) {
    if (rows.length === 0)
        throw new RangeError("There is nothing to draw: no run reached the target.");
    const batches = rows.map(({ batch }) => batch);
    const [least, most] = [Math.min(...batches), Math.max(...batches)];
    const critical = fit.criticalBatch;
    const x = Array.from({ length: POINTS }, (_, i) => least * (most / least) ** (i / (POINTS - 1)));
    const line = (name, y, color, dash) => ({
        type: "scatter",
        mode: "lines",
        name,
        x,
        y,
        line: { color, dash, width: 2 },
        hovertemplate: "%{y:.4g}",
    });
    return {
        data: [
            line("fit, S<sub>min</sub>(1 + B<sub>crit</sub>/B)", x.map((batch) => fit.steps.value * (1 + critical.value / batch)), theme_1.COLOURS.small, "solid"), // biome-ignore format: a table
            line("perfect scaling", x.map((batch) => (fit.steps.value * critical.value) / batch), theme_1.COLOURS.neutral, "dot"), // biome-ignore format: a table
            line("S<sub>min</sub>", x.map(() => fit.steps.value), theme_1.COLOURS.neutral, "dash"), // biome-ignore format: a table
            {
                type: "scatter",
                mode: "markers",
                name: "runs, a mark a seed",
                x: batches,
                y: rows.map(({ step }) => step),
                marker: { symbol: "circle-open", size: 9, color: theme_1.COLOURS.large, line: { width: 2 } },
                customdata: rows.map(({ batch, seed }) => `batch ${batch}, seed ${seed}`),
                hovertemplate: "%{customdata}<br>%{y} steps<extra></extra>",
            },
        ],
        layout: (0, theme_1.layout)(`${title}<br><sup>${subtitle}<br>${inWords(critical)}</sup>`, {
            xaxis: (0, theme_1.axis)("batch (examples)", { type: "log" }),
            yaxis: (0, theme_1.axis)("steps to the target", { type: "log" }),
            legend: { orientation: "h", x: 0, y: -0.18 },
            margin: { l: 80, r: 30, t: 110, b: 90 },
            hovermode: "closest",
            // On a logarithmic axis shapes take the value itself.
            shapes: [{ type: "line", x0: critical.value, x1: critical.value, yref: "paper", y0: 0, y1: 1, line: { color: theme_1.COLOURS.accent, width: 1.5, dash: "dashdot" } }], // biome-ignore format: one line
        }),
    };
}
const inWords = ({ value, low, high }) => {
    const interval = low === null && high === null
        ? "no interval"
        : `95 % interval ${low === null ? "…" : digits(low)} to ${high === null ? "…" : digits(high)}`;
    return `critical batch ${digits(value)} (${interval})`;
};
const digits = (value) => String(Number(value.toPrecision(3)));
//# sourceMappingURL=steps-to-target.js.map