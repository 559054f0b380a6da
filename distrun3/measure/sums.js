"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.SUM_KINDS = void 0;
exports.createSums = createSums;
/** Sums over a data set at one point of weight space, a few chunks a call: losses, gradients, products with the Hessian. */
const choose_1 = require("../backend/choose");
const tf_1 = require("../backend/tf");
const errors_1 = require("../errors");
const evaluate_1 = require("../train/evaluate");
const compiled_sums_1 = require("./compiled-sums");
const eager_sums_1 = require("./eager-sums");
/**
 * `loss`: losses and right answers. `gradient`: of the loss. `hessian`: product with the direction. `gaussNewton`: the same for the Gauss–Newton matrix Jᵀ H_logits J, which for
 * cross-entropy is the Fisher information. `statistics`: what batch norm sees, chunk by chunk. `norms`: squared length of the gradient of each chunk.
 */
exports.SUM_KINDS = ["loss", "gradient", "hessian", "gaussNewton", "statistics", "norms"];
/**
 * Sums on the backend in use.
 * @throws UserError for products on a backend that runs no graphs: TensorFlow.js has no second derivatives of its own
 */
function createSums(given) {
    const spec = { ...given, chunk: given.chunk ?? evenChunk(given) };
    if (tf_1.tf.getBackend() === "tensorflow")
        return (0, compiled_sums_1.compiledSums)(spec);
    const product = spec.kinds.find((kind) => kind === "hessian" || kind === "gaussNewton");
    if (product) {
        throw new errors_1.UserError(`Products with the Hessian need TensorFlow; the backend in use is ${(0, choose_1.chosenBackend)()?.name ?? tf_1.tf.getBackend()}. Choose tensorflow-cpu or tensorflow-gpu (--backend, LARGEBATCH_BACKEND).`);
    }
    return (0, eager_sums_1.eagerSums)(spec);
}
/** Chunks of about the usual size, as even as they can be: where 256 examples are one more than fits, a second chunk for the last one would take as long as the first. */
function evenChunk({ data, split }) {
    const { count } = data[split];
    const { size } = (0, evaluate_1.chunksOf)(count, data.shape);
    return Math.ceil(count / Math.max(1, Math.round(count / size)));
}
//# sourceMappingURL=sums.js.map