"use strict";
/** The signal that stops long work when nobody gives one: in a notebook, that of the cell. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.defaultSignal = void 0;
/** Under this name the kernel leaves the way to the running cell's signal. */
const KEY = Symbol.for("largebatch.signal");
/** The signal of the cell that caused this code, aborted when the user interrupts it; undefined outside a notebook. */
const defaultSignal = () => globalThis[KEY]?.();
exports.defaultSignal = defaultSignal;
//# sourceMappingURL=signal.js.map