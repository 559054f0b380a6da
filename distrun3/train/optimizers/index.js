"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.buildOptimizer = buildOptimizer;
const adam_1 = require("./adam");
const momentum_1 = require("./momentum");
const sgd_1 = require("./sgd");
/** The optimizer that a run's settings describe. */
function buildOptimizer(run) {
    switch (run.optimizer) {
        case "sgd":
            return (0, sgd_1.sgd)();
        case "momentum":
            return (0, momentum_1.momentum)(run.momentum);
        case "adam":
            return (0, adam_1.adam)(run);
    }
}
//# sourceMappingURL=index.js.map