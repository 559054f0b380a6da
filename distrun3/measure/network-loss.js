"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.BATCH_NORM_MODES = void 0;
exports.networkLoss = networkLoss;
/** The loss of a network on a data set as a function of its weights, with exact gradients and products with its Hessian. */
const choose_1 = require("../backend/choose");
const signal_1 = require("../signal");
const pace_1 = require("../train/pace");
const sums_1 = require("./sums");
/**
 * What batch norm normalises with, at any point of weight space. `running`: the statistics given, whatever the weights. `batch`: those of each chunk. `recomputed`: the means over all
 * chunks of what batch norm sees at these weights, for evaluations only. Of no effect without batch norm. Dropout is always off.
 */
exports.BATCH_NORM_MODES = ["running", "batch", "recomputed"];
/**
 * @throws UserError where products are asked for and the backend has none
 * @throws RangeError for weights or statistics of another network
 */
async function networkLoss(spec) {
    await (0, choose_1.useBackend)();
    const { network, data, split = "train", batchNorm = "running", signal = (0, signal_1.defaultSignal)() } = spec;
    const recomputes = batchNorm === "recomputed" && network.statistics.length > 0;
    const kinds = new Set(spec.kinds ?? DEFAULT_KINDS);
    // Statistics are a matter of the training data, whichever split is evaluated.
    if (recomputes && split === "train")
        kinds.add("statistics");
    const seen = recomputes && split !== "train" ? (0, sums_1.createSums)({ network, data, split: "train", kinds: ["statistics"] }) : undefined;
    const sums = (0, sums_1.createSums)({
        network,
        data,
        split,
        normalise: batchNorm === "batch" ? "batch" : "running",
        ...(spec.chunk ? { chunk: spec.chunk } : {}),
        kinds: [...kinds],
    });
    const paces = new Map();
    /** The point that products were last asked for at, and that the device still has. */
    let last;
    const requireKind = (kind) => {
        if (!kinds.has(kind))
            throw new Error(`This loss was made without "${kind}": name it among its kinds.`);
    };
    const sum = async (kind, over = sums) => {
        if (over === sums)
            requireKind(kind);
        const pace = paces.get(kind) ?? new pace_1.Pace();
        paces.set(kind, pace);
        over.clear(kind);
        for (let at = 0; at < over.chunks;) {
            const to = Math.min(over.chunks, at + pace.steps);
            pace.time(to - at, () => over.add(kind, at, to));
            at = to;
            await new Promise(setImmediate);
            signal?.throwIfAborted();
        }
        return over.read(kind);
    };
    const statisticsAt = async (w) => {
        last = undefined;
        const from = seen ?? sums;
        from.writePoint(new Float32Array(w), spec.statistics);
        return new Float32Array(divided((await sum("statistics", from)).vector, from.chunks));
    };
    const estimateMs = (kind, over = sums) => {
        if (over === sums)
            requireKind(kind);
        last = undefined;
        over.writePoint(new Float32Array(network.dimension), spec.statistics);
        over.writeDirection(new Float32Array(network.dimension));
        over.clear(kind);
        over.add(kind, 0, 1);
        const began = performance.now();
        over.add(kind, 0, 1);
        over.read(kind);
        return (performance.now() - began) * over.chunks;
    };
    const lossWith = (statistics) => {
        /** @param own whether nobody else can change `w`: then it need not be written twice in a row of products */
        const goTo = async (w, own = false) => {
            if (own && w === last)
                return;
            last = undefined;
            const used = recomputes ? await statisticsAt(w) : statistics;
            sums.writePoint(new Float32Array(w), used);
            if (own)
                last = w;
        };
        const product = (kind, w) => {
            refuseRecomputed(batchNorm);
            const point = Float64Array.from(w);
            return {
                dimension: network.dimension,
                apply: async (v) => {
                    await goTo(point, true);
                    sums.writeDirection(new Float32Array(v));
                    const { vector } = await sum(kind);
                    return divided(vector, sums.count);
                },
            };
        };
        return {
            network,
            batchNorm,
            examples: sums.count,
            dimension: network.dimension,
            lossAt: async (w) => {
                await goTo(w);
                return (await sum("loss")).sum / sums.count;
            },
            withStatistics: lossWith,
            statisticsAt,
            evaluateAt: async (w) => {
                await goTo(w);
                const { sum: loss, right } = await sum("loss");
                return { loss: loss / sums.count, accuracy: right / sums.count };
            },
            lossAndGradientAt: async (w) => {
                refuseRecomputed(batchNorm);
                await goTo(w);
                const { sum: loss, vector } = await sum("gradient");
                return { loss: loss / sums.count, gradient: divided(vector, sums.count) };
            },
            gradientNormsAt: async (w) => {
                await goTo(w);
                const { chunks } = await sum("norms");
                const size = spec.chunk ?? Math.ceil(sums.count / sums.chunks);
                return Float64Array.from(chunks.slice(0, Math.floor(sums.count / size)), (value) => value / size ** 2);
            },
            hessianAt: (w) => product("hessian", w),
            gaussNewtonAt: (w) => product("gaussNewton", w),
            estimateMs: async (kind) => estimateMs(kind) + (recomputes && kind === "loss" ? estimateMs("statistics", seen ?? sums) : 0),
            dispose: () => {
                sums.dispose();
                seen?.dispose();
            },
        };
    };
    return lossWith(spec.statistics);
}
/** Divides a vector that nobody else has, in place. */
function divided(vector, by) {
    for (let i = 0; i < vector.length; i++)
        vector[i] = vector[i] / by;
    return vector;
}
const DEFAULT_KINDS = ["loss", "gradient", "hessian", "gaussNewton"];
function refuseRecomputed(mode) {
    if (mode === "recomputed")
        throw new RangeError('Batch norm\'s statistics that are recomputed at each point have no gradient here; choose the mode "running" or "batch".');
}
//# sourceMappingURL=network-loss.js.map