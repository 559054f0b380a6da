"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.evaluationMs = exports.splitLosses = void 0;
exports.pointEvaluations = pointEvaluations;
exports.evaluationsAt = evaluationsAt;
const network_1 = require("../model/network");
const network_loss_1 = require("./network-loss");
/** The losses that evaluations of a mode need, of the two splits. */
const splitLosses = (batchNorm, network) => {
    const recomputes = batchNorm === "recomputed" && network.statistics.length > 0;
    const normalise = batchNorm === "batch" ? "batch" : "running";
    const kinds = (more) => ["loss", ...more];
    return {
        recomputes,
        train: { split: "train", batchNorm: normalise, kinds: kinds(recomputes ? ["statistics"] : []) },
        test: { split: "test", batchNorm: normalise, kinds: kinds([]) },
    };
};
exports.splitLosses = splitLosses;
/** @throws UserError, RangeError as `networkLoss` does */
async function pointEvaluations({ network, data, batchNorm, signal }) {
    const { recomputes, ...specs } = (0, exports.splitLosses)(batchNorm, network);
    const common = { network, data, statistics: blankStatistics(network), ...(signal ? { signal } : {}) };
    const losses = { train: await (0, network_loss_1.networkLoss)({ ...common, ...specs.train }), test: await (0, network_loss_1.networkLoss)({ ...common, ...specs.test }) };
    return {
        at: (point) => evaluationsAt(losses, point, recomputes),
        estimateMs: () => (0, exports.evaluationMs)(losses, recomputes),
        dispose: () => {
            for (const loss of Object.values(losses))
                loss.dispose();
        },
    };
}
/**
 * Training and test data at a point, from a loss of each.
 * @param recomputes whether both take the statistics that batch norm sees on the training data there
 */
async function evaluationsAt({ train, test }, { weights, statistics }, recomputes) {
    const used = recomputes ? await train.statisticsAt(weights) : statistics;
    return { train: await train.withStatistics(used).evaluateAt(weights), test: await test.withStatistics(used).evaluateAt(weights) };
}
/** How long that takes, milliseconds. */
const evaluationMs = async ({ train, test }, recomputes) => (await train.estimateMs("loss")) + (await test.estimateMs("loss")) + (recomputes ? await train.estimateMs("statistics") : 0);
exports.evaluationMs = evaluationMs;
const blankStatistics = ({ statistics }) => new Float32Array(statistics.reduce((sum, { shape }) => sum + (0, network_1.sizeOf)(shape), 0));
//# sourceMappingURL=point-evaluations.js.map