"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.loadWasm = loadWasm;
exports.refuseUntrainable = refuseUntrainable;
/** TensorFlow.js's WebAssembly backend (an optional package): quicker than plain JavaScript, but it trains dense networks only. */
const errors_1 = require("../errors");
const optional_1 = require("./optional");
const tf_1 = require("./tf");
/** Registers the backend `wasm`. Never throws: what stands in the way is the answer's `missing`. */
function loadWasm() {
    try {
        require("@tensorflow/tfjs-backend-wasm");
        return {};
    }
    catch (error) {
        return { missing: (0, optional_1.whyNot)(error, "@tensorflow/tfjs-backend-wasm") };
    }
}
/**
 * Refuses what the backend in use cannot differentiate.
 * @throws UserError for a network with convolutions on wasm, which has no `Conv2DBackpropFilter`
 */
function refuseUntrainable({ name, weights }) {
    if (tf_1.tf.getBackend() !== "wasm" || !weights.some(({ shape }) => shape.length === 4))
        return;
    throw new errors_1.UserError(`The backend wasm cannot train ${name}: it lacks the gradient of a convolution (Conv2DBackpropFilter). ` +
        "It trains networks of dense layers; for this one choose tensorflow-cpu, webgpu or js.");
}
//# sourceMappingURL=wasm.js.map