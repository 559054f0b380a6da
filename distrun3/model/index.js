"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.NETWORK_NAMES = exports.describeNetwork = exports.buildNetwork = exports.startingWeights = exports.toVector = exports.toTensors = void 0;
/** The model room: networks by name, and weights as tensors or as one vector. */
var flat_1 = require("./flat");
Object.defineProperty(exports, "toTensors", { enumerable: true, get: function () { return flat_1.toTensors; } });
Object.defineProperty(exports, "toVector", { enumerable: true, get: function () { return flat_1.toVector; } });
var network_1 = require("./network");
Object.defineProperty(exports, "startingWeights", { enumerable: true, get: function () { return network_1.startingWeights; } });
var networks_1 = require("./networks");
Object.defineProperty(exports, "buildNetwork", { enumerable: true, get: function () { return networks_1.buildNetwork; } });
Object.defineProperty(exports, "describeNetwork", { enumerable: true, get: function () { return networks_1.describeNetwork; } });
Object.defineProperty(exports, "NETWORK_NAMES", { enumerable: true, get: function () { return networks_1.NETWORK_NAMES; } });
//# sourceMappingURL=index.js.map