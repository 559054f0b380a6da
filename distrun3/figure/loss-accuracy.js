"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.lossAccuracyAxes = exports.HIGHEST_LOSS = void 0;
exports.lossAccuracyLines = lossAccuracyLines;
/** Loss and accuracy of training and test data over one coordinate: the four lines and the two axes that plots along a path share. */
const theme_1 = require("./theme");
/** Losses above this are cut: the shape near the minima is what such a plot is about, and its ends lie far above. Nats. */
exports.HIGHEST_LOSS = 6;
/** Training and test differ by dash, loss and accuracy by marker, so that the lines can be told apart without colour. */
function lossAccuracyLines(x, train, test) {
    const line = (name, y, color, dash, symbol, yaxis) => ({
        type: "scatter",
        mode: "lines+markers",
        name,
        x,
        y,
        yaxis,
        line: { color, dash, width: 2 },
        marker: { symbol, size: 6, color },
        hovertemplate: "%{y:.3f}",
    });
    const percent = ({ accuracy }) => accuracy.map((share) => 100 * share);
    return [
        line("training loss", train.loss, theme_1.COLOURS.small, "solid", "circle", "y"),
        ...(test ? [line("test loss", test.loss, theme_1.COLOURS.small, "dash", "circle-open", "y")] : []),
        line("training accuracy", percent(train), theme_1.COLOURS.large, "solid", "square", "y2"),
        ...(test ? [line("test accuracy", percent(test), theme_1.COLOURS.large, "dash", "square-open", "y2")] : []),
    ];
}
/** Loss on the left, accuracy on the right. */
const lossAccuracyAxes = (highestLoss = exports.HIGHEST_LOSS) => ({
    yaxis: (0, theme_1.axis)(`cross-entropy (nats; cut at ${highestLoss})`, { range: [0, highestLoss] }),
    yaxis2: (0, theme_1.axis)("accuracy (%)", { overlaying: "y", side: "right", range: [0, 102], tickmode: "linear", dtick: 20, showgrid: false }),
});
exports.lossAccuracyAxes = lossAccuracyAxes;
//# sourceMappingURL=loss-accuracy.js.map