"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.lineProfilePlot = lineProfilePlot;
const loss_accuracy_1 = require("./loss-accuracy");
const theme_1 = require("./theme");
/** @throws RangeError for a surface with more than one row, or where training and test have other coordinates */
function lineProfilePlot(profile) {
    const { train, test, title, subtitle, alphaTitle = "α (1 = length of the direction)", highestLoss = loss_accuracy_1.HIGHEST_LOSS } = profile;
    for (const { betas } of [train, ...(test ? [test] : [])])
        if (betas.length !== 1)
            throw new RangeError(`A profile is a grid of one row, got ${betas.length}; draw it as a surface or as contours.`);
    if (test && (test.alphas.length !== train.alphas.length || test.alphas.some((alpha, i) => alpha !== train.alphas[i])))
        throw new RangeError("Training and test were measured at other coordinates: measure both on the same grid.");
    const row = ({ losses, accuracies }) => ({ loss: losses[0], accuracy: accuracies[0] });
    return {
        data: (0, loss_accuracy_1.lossAccuracyLines)(train.alphas, row(train), test && row(test)),
        layout: (0, theme_1.layout)(`${title}<br><sup>${subtitle}</sup>`, {
            xaxis: (0, theme_1.axis)(alphaTitle),
            ...(0, loss_accuracy_1.lossAccuracyAxes)(highestLoss),
            legend: { orientation: "h", x: 0, y: -0.18 },
            margin: { l: 70, r: 70, t: 105, b: 90 },
        }),
    };
}
//# sourceMappingURL=line-profile.js.map