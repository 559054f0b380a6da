"use strict";
/** Knows the signatures of the messages that came, so that a message recorded and sent again is not run again. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.Replays = void 0;
/** Signatures remembered; then the older half is forgotten. */
const LIMIT = 65_536;
/** The signatures seen. */
class Replays {
    limit;
    recent = new Set();
    older = new Set();
    constructor(limit = LIMIT) {
        this.limit = limit;
    }
    /** Whether `signature` is seen for the first time. It is remembered. */
    isNew(signature) {
        if (this.recent.has(signature) || this.older.has(signature))
            return false;
        this.recent.add(signature);
        if (this.recent.size >= this.limit / 2) {
            this.older = this.recent;
            this.recent = new Set();
        }
        return true;
    }
}
exports.Replays = Replays;
//# sourceMappingURL=replays.js.map