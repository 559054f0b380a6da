"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.edgePlot = edgePlot;
const theme_1 = require("./theme");
/** @throws RangeError for no rows */
function edgePlot({ rows, title, subtitle, momentum }) {
    if (rows.length === 0)
        throw new RangeError("There is nothing to draw: no eigenvalue was measured.");
    const steps = rows.map(({ step }) => step);
    const line = (name, y, color, more) => ({
        type: "scatter",
        mode: "lines",
        name,
        x: steps,
        y,
        hovertemplate: "%{y:.4g}",
        ...more,
        line: { color, width: 2, ...more.line },
    });
    return {
        data: [
            line("λ<sub>max</sub>", rows.map(({ lambdaMax }) => lambdaMax), theme_1.COLOURS.small, { mode: "lines+markers", marker: { size: 5, color: theme_1.COLOURS.small } }),
            line(momentum > 0 ? "edge of stability, 2(1 + β)/η" : "edge of stability, 2/η", rows.map(({ threshold }) => threshold), theme_1.COLOURS.neutral, { line: { dash: "dash" } }),
            line("training loss", rows.map(({ loss }) => loss), theme_1.COLOURS.large, { yaxis: "y2", line: { dash: "dot" } }),
        ],
        layout: (0, theme_1.layout)(`${title}<br><sup>${subtitle}</sup>`, {
            xaxis: (0, theme_1.axis)("steps of gradient descent", { anchor: "y2" }),
            yaxis: (0, theme_1.axis)("λ<sub>max</sub>", { domain: [0.42, 1], rangemode: "tozero" }),
            yaxis2: (0, theme_1.axis)("loss (nats)", { domain: [0, 0.34], rangemode: "tozero" }),
            legend: { orientation: "h", x: 0, y: -0.16 },
            margin: { l: 80, r: 30, t: 105, b: 90 },
            height: 560,
        }),
    };
}
//# sourceMappingURL=edge.js.map