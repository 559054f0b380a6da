"use strict";
/** A loss as a function of the weights: what sharpness measures and landscapes act on. It knows no network, so a test gives it a quadratic with a known answer. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.watchedLoss = watchedLoss;
/** Counts evaluations and lets the event loop turn between them. @throws the signal's reason when it is aborted */
function watchedLoss(f, onEvaluation = () => { }, signal) {
    const turn = async () => {
        await new Promise(setImmediate);
        signal?.throwIfAborted();
    };
    const result = {
        dimension: f.dimension,
        evaluations: 0,
        lossAt: async (w) => {
            await turn();
            const loss = await f.lossAt(w);
            onEvaluation(++result.evaluations);
            return loss;
        },
        lossAndGradientAt: async (w) => {
            await turn();
            const answer = await f.lossAndGradientAt(w);
            onEvaluation(++result.evaluations);
            return answer;
        },
    };
    return result;
}
//# sourceMappingURL=loss-function.js.map