"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.currentOrigin = exports.knownOrigin = exports.runIn = void 0;
exports.startCell = startCell;
exports.onCellStart = onCellStart;
/** Which request caused the code that runs now: what it prints and shows belongs to that request's cell. */
const node_async_hooks_1 = require("node:async_hooks");
// Code that the kernel loads a second time (a live module) must find the same storage.
const place = globalThis;
const key = Symbol.for("largebatch.kernel.origin");
place[key] ??= { storage: new node_async_hooks_1.AsyncLocalStorage(), last: undefined, onCell: () => { } };
const shared = place[key];
/** Runs `body`, and whatever it starts, as caused by `origin`. */
const runIn = (origin, body) => shared.storage.run(origin, body);
exports.runIn = runIn;
/** Says that the cell of `origin` starts: output of unknown cause is taken for its own from now on. */
function startCell(origin) {
    shared.last = origin;
    shared.onCell(origin);
}
/** Registers whom to tell of each cell that starts. */
function onCellStart(tell) {
    shared.onCell = tell;
}
/** The request that is known to have caused the running code; undefined in the kernel's own code. */
const knownOrigin = () => shared.storage.getStore();
exports.knownOrigin = knownOrigin;
/** The request that caused the running code; where that is lost (native callbacks), the cell that started last. */
const currentOrigin = () => (0, exports.knownOrigin)() ?? shared.last;
exports.currentOrigin = currentOrigin;
//# sourceMappingURL=origin.js.map