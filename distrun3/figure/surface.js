"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.surfacePlot = surfacePlot;
const loss_accuracy_1 = require("./loss-accuracy");
const theme_1 = require("./theme");
/** @throws RangeError for a surface of one row, which has no third dimension */
function surfacePlot(plot) {
    const { surface, title, subtitle, alphaTitle = "α", betaTitle = "β", highestLoss = loss_accuracy_1.HIGHEST_LOSS } = plot;
    if (surface.betas.length < 2)
        throw new RangeError("A surface needs two rows or more; draw a single one as a profile.");
    const heights = surface.losses.map((row) => row.map((loss) => Math.min(loss, highestLoss)));
    const sceneAxis = (text) => ({ title: { text }, gridcolor: "#d0d0d0", showbackground: false, linecolor: "#444444" });
    return {
        data: [
            {
                type: "surface",
                x: surface.alphas,
                y: surface.betas,
                z: heights,
                customdata: surface.losses,
                colorscale: theme_1.LOSS_COLOURS,
                colorbar: { title: { text: "nats" }, len: 0.7 },
                contours: { z: { show: true, start: 0, end: highestLoss, size: highestLoss / 12, color: "#333333", width: 1 } },
                lighting: { ambient: 0.85, diffuse: 0.4, specular: 0.05 },
                hovertemplate: "α %{x:.3f}<br>β %{y:.3f}<br>loss %{customdata:.4f} nats<extra></extra>",
            },
        ],
        layout: (0, theme_1.layout)(`${title}<br><sup>${subtitle}</sup>`, {
            scene: {
                xaxis: sceneAxis(alphaTitle),
                yaxis: sceneAxis(betaTitle),
                zaxis: sceneAxis(`loss (nats; cut at ${highestLoss})`),
                camera: { eye: { x: 1.15, y: -1.35, z: 0.95 }, center: { x: 0, y: 0, z: -0.15 } },
                aspectratio: { x: 1, y: 1, z: 0.7 },
            },
            margin: { l: 10, r: 10, t: 95, b: 10 },
            height: 560,
            hovermode: "closest",
        }),
    };
}
//# sourceMappingURL=surface.js.map