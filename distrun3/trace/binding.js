"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.nativeDevice = void 0;
exports.nativeBackend = nativeBackend;
/** The part of tfjs-node's native binding that recording and running need. */
const tf_1 = require("../backend/tf");
/** tfjs-node's backend. @throws Error when another backend is in use: the caller checks first */
function nativeBackend() {
    if (tf_1.tf.getBackend() !== "tensorflow")
        throw new Error(`Recording needs the tensorflow backend, ${tf_1.tf.getBackend()} is in use.`);
    return tf_1.tf.backend();
}
/** What the tensorflow backend computes on. */
const nativeDevice = () => (nativeBackend().isUsingGpuDevice ? "gpu" : "cpu");
exports.nativeDevice = nativeDevice;
//# sourceMappingURL=binding.js.map