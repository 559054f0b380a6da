"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.budgetsPlot = budgetsPlot;
const theme_1 = require("./theme");
/** Points of a line at most: more cannot be seen. */
const POINTS = 160;
/** Steps from 1 to the last, evenly spread on the logarithmic scale. */
function spread(last) {
    const steps = Array.from({ length: POINTS }, (_, i) => Math.round(last ** (i / (POINTS - 1))));
    return [...new Set(steps)];
}
function budgetsPlot({ small, large, epochs, title, subtitle }) {
    const line = (run, name, color, dash, panel) => {
        const steps = spread(run.losses.length - 1);
        return {
            type: "scatter",
            mode: "lines",
            name: `${name} (${run.batch})`,
            legendgroup: name,
            showlegend: panel === 1,
            x: panel === 1 ? steps.map((step) => step / run.stepsPerEpoch) : steps,
            y: steps.map((step) => run.losses[step]),
            ...(panel === 1 ? {} : { xaxis: "x2", yaxis: "y2" }),
            line: { color, dash, width: dash === "solid" ? 1.5 : 2.5 },
            hovertemplate: "%{y:.3f}",
        };
    };
    const end = (run, symbol, color, panel) => {
        const last = run.losses.length - 1;
        return {
            type: "scatter",
            mode: "markers",
            x: [panel === 1 ? last / run.stepsPerEpoch : last],
            y: [run.losses[last]],
            ...(panel === 1 ? {} : { xaxis: "x2", yaxis: "y2" }),
            marker: { symbol, size: 11, color, line: { color: "#111111", width: 1 } },
            hoverinfo: "skip",
            showlegend: false,
        };
    };
    const both = (panel) => [
        line(small, "small batch", theme_1.COLOURS.small, "solid", panel),
        line(large, "large batch", theme_1.COLOURS.large, "dash", panel),
        end(small, "circle", theme_1.COLOURS.small, panel),
        end(large, "square", theme_1.COLOURS.large, panel),
    ];
    const rule = (x, xref) => ({
        type: "line",
        xref,
        yref: "paper",
        x0: x,
        x1: x,
        y0: 0,
        y1: 1,
        line: { color: "#555555", width: 1.2, dash: "dot" },
    });
    const label = (text, x, xref) => ({
        text,
        xref,
        x: Math.log10(x),
        yref: "paper",
        y: 1,
        yanchor: "bottom",
        showarrow: false,
        font: { size: 12 },
    });
    const steps = epochs * large.stepsPerEpoch;
    const logarithmic = { type: "log", exponentformat: "power", dtick: 1 };
    return {
        data: [...both(1), ...both(2)],
        layout: (0, theme_1.layout)(`${title}<br><sup>${subtitle}</sup>`, {
            xaxis: (0, theme_1.axis)("epochs (logarithmic)", { ...logarithmic, domain: [0, 0.46] }),
            xaxis2: (0, theme_1.axis)("steps (logarithmic)", { ...logarithmic, domain: [0.54, 1], anchor: "y2" }),
            yaxis: (0, theme_1.axis)("training loss (logarithmic)", logarithmic),
            yaxis2: (0, theme_1.axis)("", { ...logarithmic, anchor: "x2", matches: "y", showticklabels: false }),
            shapes: [rule(epochs, "x"), rule(steps, "x2")],
            annotations: [label(`${epochs} epochs`, epochs, "x"), label(`${steps} steps`, steps, "x2")],
            legend: { orientation: "h", x: 0, y: -0.2 },
            margin: { l: 85, r: 40, t: 95, b: 90 },
            width: 820,
        }),
    };
}
//# sourceMappingURL=budgets.js.map