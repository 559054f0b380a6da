"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.responseNorm = void 0;
/** Local response normalisation (Krizhevsky et al., 2012, section 3.3): TensorFlow.js has the operation, but no layer of it. It has no weights. */
const tf_1 = require("../../backend/tf");
/** The paper's constants: n = 5 neighbouring channels, k = 2, α = 1e-4, β = 0.75. */
const RADIUS = 2;
const K = 2;
const ALPHA = 1e-4;
const BETA = 0.75;
class ResponseNorm extends tf_1.tf.layers.Layer {
    static className = "ResponseNorm";
    computeOutputShape(input) {
        return input;
    }
    call(inputs) {
        const x = Array.isArray(inputs) ? inputs[0] : inputs;
        return tf_1.tf.localResponseNormalization(x, RADIUS, K, ALPHA, BETA);
    }
}
/** Divides each value by a power of the energy in the channels beside it. */
const responseNorm = (x) => new ResponseNorm({}).apply(x);
exports.responseNorm = responseNorm;
//# sourceMappingURL=response-norm.js.map