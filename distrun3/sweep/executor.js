"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.MOST_RETRIES = void 0;
/** Times that a run is started anew after its worker died or hung, before it counts as failed. */
exports.MOST_RETRIES = 3;
//# sourceMappingURL=executor.js.map