"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.makeHands = makeHands;
const places_1 = require("../pool/places");
const process_1 = require("../pool/process");
/** Processes that end by themselves before they have ever come up, one after the other, until the machine counts as unfit. */
const FALSE_STARTS = 3;
/** Milliseconds that a process may take to save its run and leave it. */
const LEAVE_MS = 120_000;
/** @throws UsageError for a number that makes no sense */
function makeHands(concurrency) {
    const machine = (0, places_1.machineHere)();
    const free = (0, places_1.placesFor)({ processes: concurrency }, machine);
    const most = (0, places_1.memoryBound)(concurrency, machine);
    const processes = new Map();
    let falseStarts = 0;
    async function at(place, planned, settings, watch) {
        const process = processes.get(place) ?? (0, process_1.startProcess)(place);
        processes.set(place, process);
        let late;
        const onAbort = () => {
            late = setTimeout(() => void process.end(), LEAVE_MS);
        };
        watch.signal.addEventListener("abort", onAbort, { once: true });
        try {
            const ended = await process.execute(planned, settings, watch);
            falseStarts = process.falseStart ? falseStarts + 1 : process.ready ? 0 : falseStarts;
            if (process.gone || ended.kind === "crashed" || ended.kind === "interrupted" || process.memoryMB > most) {
                processes.delete(place);
                await process.end();
            }
            if (falseStarts < FALSE_STARTS || !("error" in ended))
                return ended;
            return { kind: "unfit", error: `The processes of this worker do not come up: ${ended.error}` };
        }
        finally {
            clearTimeout(late);
            watch.signal.removeEventListener("abort", onAbort);
        }
    }
    return {
        async execute(planned, settings, watch) {
            const place = free.shift();
            if (!place)
                throw new Error("A worker was given more runs than it has processes.");
            try {
                return await at(place, planned, settings, watch);
            }
            finally {
                free.unshift(place);
            }
        },
        async end() {
            await Promise.all([...processes.values()].map((process) => process.end()));
        },
    };
}
//# sourceMappingURL=hands.js.map