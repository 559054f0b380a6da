"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.createEngine = createEngine;
/** What moves a network's state over a data set: a compiled program on TensorFlow, operation by operation elsewhere. The caller does not know which. */
const tf_1 = require("../backend/tf");
const wasm_1 = require("../backend/wasm");
const compiled_engine_1 = require("./compiled-engine");
const eager_engine_1 = require("./eager-engine");
/**
 * An engine on the backend in use, at `start`.
 * @throws UserError when that backend cannot train the network
 */
function createEngine(spec, start) {
    if (spec.training)
        (0, wasm_1.refuseUntrainable)(spec.network);
    const engine = tf_1.tf.getBackend() === "tensorflow" ? (0, compiled_engine_1.compiledEngine)(spec) : (0, eager_engine_1.eagerEngine)(spec);
    engine.write(start);
    return engine;
}
//# sourceMappingURL=engine.js.map