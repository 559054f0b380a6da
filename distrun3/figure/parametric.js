"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.parametricPlot = parametricPlot;
const loss_accuracy_1 = require("./loss-accuracy");
const theme_1 = require("./theme");
/** Room left and right of the first and the last point, in α. */
const MARGIN = 0.05;
/** Mean over the seeds; each seed's own training loss is drawn as a thin line behind. */
function parametricPlot({ paths, title, subtitle }) {
    const alphas = (paths[0] ?? []).map((point) => point.alpha);
    const mean = (value) => alphas.map((_, i) => average(paths.map((path) => value(path[i]))));
    const seeds = paths.length > 1 ? paths.map((path) => thin(path)) : [];
    const of = (split) => ({ loss: mean((point) => point[split].loss), accuracy: mean((point) => point[split].accuracy) });
    return {
        data: [...seeds, ...(0, loss_accuracy_1.lossAccuracyLines)(alphas, of("train"), of("test"))],
        layout: (0, theme_1.layout)(`${title}<br><sup>${subtitle}</sup>`, {
            xaxis: (0, theme_1.axis)("α (0: small batch, 1: large batch)", {
                range: [Math.min(...alphas) - MARGIN, Math.max(...alphas) + MARGIN],
                dtick: 0.5,
            }),
            ...(0, loss_accuracy_1.lossAccuracyAxes)(),
            legend: { orientation: "h", x: 0, y: -0.18 },
            margin: { l: 70, r: 70, t: 80, b: 90 },
            shapes: [0, 1].map((x) => ({
                type: "line",
                x0: x,
                x1: x,
                yref: "paper",
                y0: 0,
                y1: 1,
                line: { color: "#999999", width: 1, dash: "dot" },
            })),
            annotations: [label(0, "small batch"), label(1, "large batch")],
        }),
    };
}
const thin = (path) => ({
    type: "scatter",
    mode: "lines",
    x: path.map((point) => point.alpha),
    y: path.map((point) => point.train.loss),
    line: { color: theme_1.COLOURS.small, width: 0.6 },
    opacity: 0.5,
    hoverinfo: "skip",
    showlegend: false,
});
const label = (x, text) => ({ x, y: 1.0, yref: "paper", yanchor: "bottom", text, showarrow: false, font: { size: 12 } });
const average = (values) => values.reduce((a, b) => a + b, 0) / values.length;
//# sourceMappingURL=parametric.js.map