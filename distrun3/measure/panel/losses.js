"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.SharedLosses = void 0;
const network_loss_1 = require("../network-loss");
class SharedLosses {
    on;
    made = [];
    constructor(on) {
        this.on = on;
    }
    /**
     * The loss, if it is there with all its kinds; else a new one.
     * @param statistics running statistics of batch norm
     */
    async get(spec, statistics) {
        const found = this.made.find((each) => ["split", "batchNorm", "chunk"].every((key) => each.spec[key] === spec[key]) &&
            spec.kinds.every((kind) => each.spec.kinds.includes(kind)));
        if (found)
            return found.loss.withStatistics(statistics);
        const { signal, ...on } = this.on;
        const { chunk, ...rest } = spec;
        const loss = await (0, network_loss_1.networkLoss)({ ...on, ...rest, ...(chunk ? { chunk } : {}), statistics, ...(signal ? { signal } : {}) });
        this.made.push({ spec, loss });
        return loss;
    }
    /** Frees the device. */
    dispose() {
        for (const { loss } of this.made.splice(0))
            loss.dispose();
    }
}
exports.SharedLosses = SharedLosses;
//# sourceMappingURL=losses.js.map