"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.loadNative = loadNative;
/** Loads the native TensorFlow (tfjs-node-gpu over TensorFlow's own library), or says why it cannot. */
const node_fs_1 = require("node:fs");
const project_1 = require("../project");
const quietly_1 = require("./quietly");
const tf_1 = require("./tf");
const ADDON = (0, project_1.inProject)("node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node");
let loaded;
/** Registers the `tensorflow` backend, once a process. Never throws: what stands in the way is the answer's `missing`. */
function loadNative() {
    loaded ??= load();
    return loaded;
}
function load() {
    if (!(0, node_fs_1.existsSync)(ADDON)) {
        const where = process.platform === "linux" ? "run `npm run setup`" : `it is built on Linux only, this is ${process.platform}`;
        return { missing: `the native TensorFlow is not set up: ${where}` };
    }
    try {
        loadAddon();
        const backend = tf_1.tf.findBackend("tensorflow");
        return { version: backend.binding.TF_Version, gpu: backend.isUsingGpuDevice };
    }
    catch (error) {
        const [line] = String(error.message).split("\n");
        return { missing: `the native TensorFlow does not load (${line}): run \`npm run setup\`` };
    }
}
/** TensorFlow greets on standard error, whatever its log level; it is heard where TF_CPP_MIN_LOG_LEVEL asks for more. */
function loadAddon() {
    const load = () => void require("@tensorflow/tfjs-node-gpu");
    const quiet = ["", "2", "3"].includes(process.env.TF_CPP_MIN_LOG_LEVEL ?? "");
    if (quiet)
        process.env.TF_CPP_MIN_LOG_LEVEL ||= "2";
    if (quiet)
        (0, quietly_1.quietly)(load);
    else
        load();
}
//# sourceMappingURL=native.js.map