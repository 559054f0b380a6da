"use strict";
/** State of the kernel that code in cells shares with it, also where a module is loaded a second time (live modules). */
Object.defineProperty(exports, "__esModule", { value: true });
exports.sharedState = sharedState;
/** The state `name` of this process; `make` makes it at the first call. */
function sharedState(name, make) {
    const place = globalThis;
    const key = Symbol.for(`largebatch.kernel.${name}`);
    place[key] ??= make();
    return place[key];
}
//# sourceMappingURL=shared.js.map