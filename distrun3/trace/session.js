"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.openSession = openSession;
/** Runs a graph: loads it into a TensorFlow session, feeds it typed arrays and fetches others. */
const node_fs_1 = require("node:fs");
const node_os_1 = require("node:os");
const node_path_1 = require("node:path");
const binding_1 = require("./binding");
const proto_1 = require("./proto");
/** Loads a graph. @throws Error from TensorFlow that names the node it does not accept */
function openSession(nodes) {
    const { binding } = (0, binding_1.nativeBackend)();
    const folder = (0, node_fs_1.mkdtempSync)((0, node_path_1.join)((0, node_os_1.tmpdir)(), "largebatch-graph-"));
    let id;
    try {
        (0, node_fs_1.writeFileSync)((0, node_path_1.join)(folder, "saved_model.pb"), (0, proto_1.encodeSavedModel)(nodes));
        id = binding.loadSavedModel(folder, "serve");
    }
    finally {
        (0, node_fs_1.rmSync)(folder, { recursive: true, force: true });
    }
    let open = true;
    const run = (feeds, fetches) => {
        if (!open)
            throw new Error("This program has been disposed of.");
        // TensorFlow refuses to run without a target.
        if (fetches.length === 0)
            return [];
        const names = Object.keys(feeds);
        const ids = [];
        let outputs = [];
        try {
            for (const { shape, dtype, values } of Object.values(feeds))
                ids.push(binding.createTensor(shape, dtype, values));
            outputs = binding.runSavedModel(id, ids, names.map(port).join(","), fetches.map(port).join(","));
            return outputs.map((output) => binding.tensorDataSync(output.id));
        }
        finally {
            for (const tensor of [...ids, ...outputs.map((output) => output.id)])
                binding.deleteTensor(tensor);
        }
    };
    const dispose = () => {
        if (open)
            binding.deleteSavedModel(id);
        open = false;
    };
    return { run, dispose };
}
const port = (name) => (name.includes(":") ? name : `${name}:0`);
//# sourceMappingURL=session.js.map