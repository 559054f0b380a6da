"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.IMAGENET_NAMES = void 0;
exports.buildImagenetNetwork = buildImagenetNetwork;
const errors_1 = require("../../errors");
const alexnet_1 = require("./alexnet");
const googlenet_1 = require("./googlenet");
const resnet_1 = require("./resnet");
const vgg_1 = require("./vgg");
const BUILDERS = {
    AlexNet: alexnet_1.alexNet,
    "VGG-16": vgg_1.vgg16,
    GoogLeNet: googlenet_1.googLeNet,
    "ResNet-50": () => (0, resnet_1.resNet)(50),
    "ResNet-152": () => (0, resnet_1.resNet)(152),
};
exports.IMAGENET_NAMES = Object.keys(BUILDERS);
/**
 * A network with kernels of zeros, on the backend in use. VGG-16 takes 0.6 GB.
 * @returns the caller disposes of it
 * @throws UsageError for an unknown name
 */
function buildImagenetNetwork(name) {
    if (!Object.hasOwn(BUILDERS, name))
        throw new errors_1.UsageError(`Unknown network "${name}". Expected one of ${exports.IMAGENET_NAMES.join(", ")}.`);
    return BUILDERS[name]();
}
//# sourceMappingURL=networks.js.map