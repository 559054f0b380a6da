"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.countModel = countModel;
exports.countNetwork = countNetwork;
const networks_1 = require("./networks");
const BYTES = 4;
const product = (sizes) => sizes.reduce((total, size) => total * (size ?? 1), 1);
/** A convolution's [height, width, channels, filters] or a dense layer's [inputs, units]; biases and batch norm have one dimension. */
const kernelOf = (layer) => layer.weights.map(({ shape }) => shape).find((shape) => shape.length > 1);
/** Shape of one example after a layer. */
const outputOf = (layer) => layer.outputShape.slice(1);
/** A kernel is applied once at every place of the output. */
function multiplyAddsOf(layer) {
    const kernel = kernelOf(layer);
    return kernel ? product(kernel) * product(outputOf(layer).slice(0, -1)) : 0;
}
/** Images come from outside, and flattening moves no bytes. */
const KEEPS_NOTHING = new Set(["InputLayer", "Flatten"]);
/** Layers are in order: each comes after those it takes its input from. */
function depthOf(layers) {
    const depths = new Map();
    for (const layer of layers) {
        const before = layer.inboundNodes.flatMap(({ inboundLayers }) => inboundLayers).map((each) => depths.get(each) ?? 0);
        depths.set(layer, Math.max(0, ...before) + (kernelOf(layer) ? 1 : 0));
    }
    return Math.max(...depths.values());
}
/** Counts a model of TensorFlow.js. Every layer must be used once; weights that two layers share would count twice. */
function countModel(model) {
    const { layers } = model;
    const sum = (value) => layers.reduce((total, layer) => total + value(layer), 0);
    const sizes = (weights) => weights.reduce((total, { shape }) => total + product(shape), 0);
    return {
        name: model.name,
        depth: depthOf(layers),
        parameters: sum((layer) => sizes(layer.trainableWeights)),
        buffers: sum((layer) => sizes(layer.nonTrainableWeights)),
        multiplyAdds: sum(multiplyAddsOf),
        activationBytes: sum((layer) => (KEEPS_NOTHING.has(layer.getClassName()) ? 0 : BYTES * product(outputOf(layer)))),
    };
}
/** Builds a network, counts it and frees it. @throws UsageError for an unknown name */
function countNetwork(name) {
    const model = (0, networks_1.buildImagenetNetwork)(name);
    try {
        return { ...countModel(model), name };
    }
    finally {
        model.dispose();
    }
}
//# sourceMappingURL=count.js.map