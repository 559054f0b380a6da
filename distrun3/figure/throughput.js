"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.throughputPlot = throughputPlot;
/** What a step costs against its batch: measurements, and the straight line of the cost model through them. */
const cost_model_1 = require("../scaling/cost-model");
const theme_1 = require("./theme");
/** @returns left axis: milliseconds a step; right axis: examples a second; both logarithmic, as is the batch */
function throughputPlot({ measured, device, title, subtitle }) {
    const sizes = measured.map(({ size }) => size);
    const fitted = sizes.map((size) => (0, cost_model_1.computeMs)(device, size));
    const rate = (size, ms) => (1000 * size) / ms;
    return {
        data: [
            {
                name: "step, measured (median, smallest to largest)",
                mode: "markers",
                x: sizes,
                y: measured.map(({ ms }) => ms),
                error_y: {
                    type: "data",
                    symmetric: false,
                    array: measured.map(({ ms, max }) => max - ms),
                    arrayminus: measured.map(({ ms, min }) => ms - min),
                },
                marker: { color: theme_1.COLOURS.small, symbol: "circle", size: 9 },
            },
            { name: "step, cost model", mode: "lines", x: sizes, y: fitted, line: { color: theme_1.COLOURS.small, dash: "solid" } },
            {
                name: "examples a second, measured",
                mode: "markers",
                x: sizes,
                y: measured.map(({ examplesPerSecond }) => examplesPerSecond),
                yaxis: "y2",
                marker: { color: theme_1.COLOURS.large, symbol: "diamond-open", size: 10, line: { width: 2 } },
            },
            {
                name: "examples a second, cost model",
                mode: "lines",
                x: sizes,
                y: fitted.map((ms, i) => rate(sizes[i], ms)),
                yaxis: "y2",
                line: { color: theme_1.COLOURS.large, dash: "dash" },
            },
        ],
        layout: (0, theme_1.layout)(`${title}<br><sup>${subtitle}</sup>`, {
            xaxis: (0, theme_1.axis)("batch (examples)", { type: "log", tickvals: sizes, ticktext: sizes.map(String) }),
            yaxis: (0, theme_1.axis)("time of a step (ms)", { type: "log" }),
            yaxis2: (0, theme_1.axis)("examples a second", { type: "log", overlaying: "y", side: "right", showgrid: false }),
            legend: { orientation: "h", x: 0, y: -0.2 },
            margin: { l: 70, r: 80, t: 90, b: 110 },
        }),
    };
}
//# sourceMappingURL=throughput.js.map