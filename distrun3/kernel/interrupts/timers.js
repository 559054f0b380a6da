"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.prepareTimers = prepareTimers;
/** Timers that do nothing once the cell that set them was interrupted: a loop that sleeps in a library ends with its cell. */
const node_module_1 = require("node:module");
const node_timers_1 = __importDefault(require("node:timers"));
const promises_1 = __importDefault(require("node:timers/promises"));
const node_util_1 = require("node:util");
const origin_1 = require("../output/origin");
/** `set`, with callbacks that look whether their cell still may run. A repeated timer of a stopped cell ends. */
function stoppable(set) {
    const replaced = (callback, ...rest) => {
        const stop = (0, origin_1.knownOrigin)()?.stop;
        if (!stop || typeof callback !== "function")
            return set(callback, ...rest);
        const timer = set(function (...args) {
            if (!stop.isDead)
                Reflect.apply(callback, this, args);
            else
                clearInterval(timer);
        }, ...rest);
        return timer;
    };
    return Object.defineProperty(replaced, "name", { value: set.name });
}
/** The same for a timer that gives a promise: it is rejected when the cell is stopped. Its settings are the argument at `place`. */
function abortable(set, place) {
    const replaced = (...args) => {
        const stop = (0, origin_1.knownOrigin)()?.stop;
        if (!stop)
            return set(...args);
        const settings = (args[place] ?? {});
        const signal = settings.signal ? AbortSignal.any([settings.signal, stop.deathSignal]) : stop.deathSignal;
        const all = [...args];
        while (all.length < place)
            all.push(undefined);
        all[place] = { ...settings, signal };
        return set(...all);
    };
    return Object.defineProperty(replaced, "name", { value: set.name });
}
/** Replaces the timers that code of cells finds: the global ones, `node:timers` and `node:timers/promises`. */
function prepareTimers() {
    const promised = promises_1.default;
    for (const [name, place] of Object.entries({ setTimeout: 2, setInterval: 2, setImmediate: 1 })) {
        const plain = node_timers_1.default[name];
        const replaced = stoppable(plain);
        const withPromise = abortable(promised[name], place);
        if (node_util_1.promisify.custom in plain)
            Object.defineProperty(replaced, node_util_1.promisify.custom, { value: withPromise, enumerable: true });
        promised[name] = withPromise;
        Object.assign(node_timers_1.default, { [name]: replaced });
        Object.assign(globalThis, { [name]: replaced });
    }
    (0, node_module_1.syncBuiltinESMExports)();
}
//# sourceMappingURL=timers.js.map