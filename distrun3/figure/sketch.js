"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.flatAndSharpSketch = flatAndSharpSketch;
const theme_1 = require("./theme");
/** Position of the two minima and how far the test loss is moved against the training loss. */
const FLAT = -1.5;
const SHARP = 1.5;
const SHIFT = 0.22;
/** A wide and a narrow well of equal depth. */
const trainLoss = (x) => 1 - 0.9 * well(x, FLAT, 1.0) - 0.9 * well(x, SHARP, 0.22);
const well = (x, at, width) => Math.exp(-(((x - at) / width) ** 2));
const testLoss = (x) => trainLoss(x - SHIFT);
/** Training and test loss over one parameter; arrows show by how much the test loss lies higher at each minimum. */
function flatAndSharpSketch() {
    const xs = Array.from({ length: 401 }, (_, i) => -4 + i * 0.02);
    const curve = (name, loss, dash, color) => ({
        type: "scatter",
        mode: "lines",
        name,
        x: xs,
        y: xs.map(loss),
        line: { color, dash, width: 2.5 },
        hoverinfo: "skip",
    });
    return {
        data: [curve("training loss", trainLoss, "solid", theme_1.COLOURS.neutral), curve("test loss", testLoss, "dash", theme_1.COLOURS.large)],
        layout: (0, theme_1.layout)("A flat and a sharp minimum (sketch)", {
            xaxis: (0, theme_1.axis)("one parameter (no units)", { showticklabels: false, range: [-4, 3.2] }),
            yaxis: (0, theme_1.axis)("loss (no units)", { showticklabels: false, range: [-0.05, 1.12] }),
            legend: { orientation: "h", x: 1, xanchor: "right", y: 1.1 },
            annotations: [...arrow(FLAT, "flat minimum:<br>small gap", -2.75, 0.24), ...arrow(SHARP, "sharp minimum:<br>large gap", 2.55, 0.24)],
            hovermode: false,
        }),
    };
}
/** The gap at a minimum as a double arrow, and a label with a thin line to it. */
function arrow(at, text, labelX, labelY) {
    const [low, high] = [trainLoss(at), testLoss(at)];
    const on = { xref: "x", yref: "y", axref: "x", ayref: "y" };
    return [
        {
            ...on,
            x: at,
            y: high,
            ax: at,
            ay: low,
            text: "",
            showarrow: true,
            arrowside: "end+start",
            arrowhead: 2,
            arrowwidth: 1.8,
            arrowcolor: "#111111",
        },
        {
            ...on,
            x: at,
            y: (low + high) / 2,
            ax: labelX,
            ay: labelY,
            text,
            showarrow: true,
            arrowhead: 0,
            arrowwidth: 0.8,
            arrowcolor: "#777777",
        },
    ];
}
//# sourceMappingURL=sketch.js.map