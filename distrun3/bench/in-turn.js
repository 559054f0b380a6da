"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.measureInTurn = measureInTurn;
/** Measures workers in turn, all of them ready and resting, in an order that rotates. */
const errors_1 = require("../errors");
const step_1 = require("./step");
/** A measurement lasts at least this long, milliseconds. */
const SAMPLE_MS = 500;
/**
 * @param engines how to start each; the first one is ours
 * @returns milliseconds a repetition
 * @throws UserError for a worker that ends early, or does other work than the first
 */
async function measureInTurn(engines, options) {
    const workers = [];
    try {
        for (const [name, start] of Object.entries(engines))
            workers.push([name, await start()]);
        const [first] = workers;
        for (const [name, { losses }] of workers)
            requireSameWork(name, losses, first?.[1].losses ?? [], options.sameWork);
        const times = new Map(workers.map(([name]) => [name, []]));
        const repetitions = new Map();
        for (const [name, { measure }] of workers) {
            await measure(1);
            repetitions.set(name, Math.max(1, Math.ceil(SAMPLE_MS / (await measure(1)).ms)));
        }
        for (let round = 0; round < options.rounds; round++) {
            const at = round % workers.length;
            for (const [name, { measure }] of [...workers.slice(at), ...workers.slice(0, at)]) {
                times.get(name)?.push((await measure(repetitions.get(name))).ms);
            }
            options.onProgress?.(`round ${round + 1} of ${options.rounds}`);
        }
        return Object.fromEntries([...times].map(([name, values]) => [name, (0, step_1.spreadOf)(values)]));
    }
    finally {
        for (const [, worker] of workers)
            worker.end();
    }
}
function requireSameWork(name, values, reference, tolerance) {
    reference.forEach((expected, i) => {
        const value = values[i];
        if (!(Math.abs(value - expected) <= tolerance * Math.abs(expected))) {
            throw new errors_1.UserError(`${name} does other work: its number ${i + 1} is ${value}, ours ${expected}.`);
        }
    });
}
//# sourceMappingURL=in-turn.js.map