"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.trainingWork = exports.describeNetwork = exports.NETWORK_NAMES = void 0;
exports.buildNetwork = buildNetwork;
const errors_1 = require("../errors");
const batch_norm_1 = require("./batch-norm");
const layers_1 = require("./layers");
const network_1 = require("./network");
const normalised = (layer) => [layer, (0, batch_norm_1.batchNorm)(), (0, layers_1.relu)()];
const repeat = (times, layers) => Array.from({ length: times }, layers).flat();
/** conv5×5-64, BN, ReLU, pool 3/2, twice; then dense 384 and 192 with BN, ReLU and dropout 0.5 (Keskar's `shallownet`). */
const shallow = (classes) => [
    ...repeat(2, () => [...normalised((0, layers_1.conv)(5, 64)), (0, layers_1.maxPool)(3, 2)]),
    (0, layers_1.flatten)(),
    ...[384, 192].flatMap((units) => [...normalised((0, layers_1.dense)(units)), (0, layers_1.dropout)(0.5)]),
    (0, layers_1.dense)(classes),
];
/** VGG-like: blocks of 3×3 convolutions with BN and ReLU, dropout inside the blocks, pool 2/2 after each (Keskar's `deepnet`). */
const deep = (classes) => [
    ...block([64, 64], 0.3),
    ...block([128, 128], 0.4),
    ...block([256, 256, 256], 0.4),
    ...block([512, 512, 512], 0.4),
    ...block([512, 512, 512], 0.4),
    (0, layers_1.flatten)(),
    (0, layers_1.dropout)(0.5),
    ...normalised((0, layers_1.dense)(512)),
    (0, layers_1.dropout)(0.5),
    (0, layers_1.dense)(classes),
];
const block = (filters, rate) => [
    ...filters.flatMap((count, i) => [...normalised((0, layers_1.conv)(3, count)), ...(i < filters.length - 1 ? [(0, layers_1.dropout)(rate)] : [])]),
    (0, layers_1.maxPool)(2, 2),
];
const RECIPES = {
    mlp: {
        description: "784-128-128-10 for MNIST's shape: two hidden layers of 128, ReLU, no batch norm",
        layers: (classes) => [(0, layers_1.flatten)(), ...repeat(2, () => [(0, layers_1.dense)(128), (0, layers_1.relu)()]), (0, layers_1.dense)(classes)],
    },
    mlp5: {
        description: "F1 without batch norm: five hidden layers of 512, ReLU",
        layers: (classes) => [(0, layers_1.flatten)(), ...repeat(5, () => [(0, layers_1.dense)(512), (0, layers_1.relu)()]), (0, layers_1.dense)(classes)],
    },
    cnn: {
        description: "conv 3×3-16, pool, conv 3×3-32, pool, dense; ReLU, no batch norm",
        layers: (classes) => [...[16, 32].flatMap((filters) => [(0, layers_1.conv)(3, filters), (0, layers_1.relu)(), (0, layers_1.maxPool)(2, 2)]), (0, layers_1.flatten)(), (0, layers_1.dense)(classes)],
    },
    F1: {
        description: "Keskar's F1: five hidden layers of 512, each with batch norm and ReLU",
        layers: (classes) => [(0, layers_1.flatten)(), ...repeat(5, () => normalised((0, layers_1.dense)(512))), (0, layers_1.dense)(classes)],
    },
    F2: {
        description: "the shape of Keskar's F2 (seven hidden layers of 512 with batch norm) on the data at hand; TIMIT is not free",
        layers: (classes) => [(0, layers_1.flatten)(), ...repeat(7, () => normalised((0, layers_1.dense)(512))), (0, layers_1.dense)(classes)],
    },
    C1: { description: "Keskar's C1: shallow convolutional network for CIFAR-10", layers: shallow },
    C2: { description: "Keskar's C2: deep, VGG-like network for CIFAR-10", layers: deep },
    C3: { description: "Keskar's C3: C1 with 100 outputs", classes: 100, layers: shallow },
    C4: { description: "Keskar's C4: C2 with 100 outputs", classes: 100, layers: deep },
};
exports.NETWORK_NAMES = Object.keys(RECIPES);
/** One line about a network. */
const describeNetwork = (name) => RECIPES[name].description;
exports.describeNetwork = describeNetwork;
/** What training a network asks of a machine; its weights are counted for images of 28 × 28 pixels. */
const trainingWork = (name, batch) => {
    const { classes = 10 } = RECIPES[name];
    const { weights } = buildNetwork(name, [28, 28, 1], classes);
    const dense = weights.every(({ shape }) => shape.length <= 2);
    return { dense, batch, weights: weights.reduce((sum, { shape }) => sum + (0, network_1.sizeOf)(shape), 0) };
};
exports.trainingWork = trainingWork;
/**
 * A network for a data set's shape.
 * @param input shape of one example, e.g. [28, 28, 1]
 * @throws UsageError for an unknown name, or where C3 or C4 meet other than 100 classes
 */
function buildNetwork(name, input, classes) {
    const recipe = RECIPES[name];
    if (!Object.hasOwn(RECIPES, name) || !recipe)
        throw new errors_1.UsageError(`Unknown network "${name}". Expected one of ${exports.NETWORK_NAMES.join(", ")}.`);
    if (recipe.classes && recipe.classes !== classes) {
        throw new errors_1.UsageError(`${name} is for ${recipe.classes} classes, the data has ${classes}; use C1 or C2, or the data set glyphs-100.`);
    }
    return (0, network_1.network)(name, input, recipe.layers(classes));
}
//# sourceMappingURL=networks.js.map