"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.recordRows = void 0;
exports.recordTable = recordTable;
exports.recordOf = recordOf;
exports.forecastRecord = forecastRecord;
exports.largeBatchClaims = largeBatchClaims;
/** The claims of the second notebook: large batches cut the time, devices without large batches do not, and the published records are far below and above 3 % of the data. */
const cost_model_1 = require("../scaling/cost-model");
const records_1 = require("../scaling/records");
const claim_1 = require("./claim");
const published_1 = require("./published");
/** The published trainings, oldest first, each with what follows from it; speed against the first. */
function recordTable() {
    const rows = (0, published_1.published)("records").filter(published_1.quotable);
    const [base] = rows;
    if (!base)
        throw new RangeError("data/published/records.csv has no row that can be quoted.");
    return rows.map((row) => (0, records_1.deriveRecord)(row, base));
}
/** The row of a team. @throws RangeError where there is none */
function recordOf(team, records) {
    const found = records.find((row) => row.team.startsWith(team));
    if (!found)
        throw new RangeError(`There is no published training by "${team}".`);
    return found;
}
const AKIBA = "Akiba et al.";
const GOYAL = "Goyal et al.";
const HE = "He et al.";
/**
 * From 8 and 256 P100 (He, Goyal) to 1,024 (Akiba), each with 32 images a device. A ring hands on 2 (p − 1) messages, so its latency grows with p, while the bytes of a device hardly do.
 * @param weights of ResNet-50
 */
function forecastRecord(records, weights) {
    const [he, goyal, akiba] = [HE, GOYAL, AKIBA].map((team) => recordOf(team, records));
    const local = (row) => row.batch / row.devices;
    const step = (row) => (1000 * local(row)) / (0, records_1.imagesPerSecond)(row);
    const differenceMs = step(goyal) - step(he);
    // The bytes of a ring, 2 (p − 1) / p of the vector, grow by an eighth from 8 to 256 devices: left to the latency, too.
    const latencyMs = differenceMs / (2 * (goyal.devices - he.devices));
    const links = { latencyMs, bytesPerMs: Number.POSITIVE_INFINITY };
    const bytes = 4 * weights;
    const ring = (row) => (0, cost_model_1.allReduceMs)(links, bytes, row.devices);
    const minutesOf = (ms) => (ms * akiba.updates) / 60_000;
    return {
        differenceMs,
        latencyMs,
        ringMinutes: minutesOf(step(he) - ring(he) + ring(akiba)),
        levelMinutes: minutesOf(step(goyal)),
        minutes: akiba.minutes,
    };
}
const SHARE = {
    id: "batch-under-3-percent",
    statement: "32,768, the batch of the 15-minute training, is not even 3 % of the training images.",
    source: "the document, second paragraph",
    test: { kind: "direction", effect: "batch, % of the training images", direction: "below", from: 3, seeds: 1 },
};
const PASSED = {
    id: "batch-over-3-percent-since",
    statement: "Records since then used more than 3 % of the training images a step.",
    source: "Yamazaki et al. 2019",
    test: { kind: "direction", effect: "largest batch, % of the training images", direction: "above", from: 3, seeds: 1 },
};
const EFFICIENCY = {
    id: "scaling-efficiency-256-gpus",
    statement: "From 8 to 256 GPUs, with 32 images each, 90 % of the speed remain.",
    source: "Goyal et al. 2017, abstract",
    published: { value: 0.9, mark: "verified" },
    test: { kind: "count", effect: "speed-up over growth in devices", tolerance: 0.02 },
};
const FORECAST = {
    id: "ring-model-forecasts-15-minutes",
    statement: "A ring whose latency follows from 8 and 256 GPUs forecasts the time on 1,024.",
    source: "our cost model; the time: Akiba et al. 2017, abstract",
    published: { value: 15, mark: "verified" },
    test: { kind: "count", effect: "minutes", tolerance: 0.1 },
};
const LEVEL = {
    id: "steps-cost-the-same-on-1024",
    statement: "A step on 1,024 GPUs costs what it cost on 256, with as many images each.",
    source: "the rows of Table 1; the time: Akiba et al. 2017, abstract",
    published: { value: 15, mark: "verified" },
    test: { kind: "count", effect: "minutes", tolerance: 0.1 },
};
const OVERHEAD = {
    id: "steps-have-a-fixed-cost",
    statement: "A step costs something whatever its batch, so larger batches make better use of a device.",
    source: "the document, second paragraph: “one of the most commonly used technique to speed up the training”",
    test: { kind: "direction", effect: "fixed cost of a step here, ms", direction: "above", seeds: 4 },
};
const PARALLELISM = {
    id: "parallelism-demands-large-batches",
    statement: "Many devices need a large batch: shared by as many devices, a small one keeps less of its speed.",
    source: "the document, third paragraph",
    test: {
        kind: "direction",
        effect: "efficiency of the small batch over that of the large one, by the cost model",
        direction: "below",
        from: 1,
        seeds: 1,
    },
};
const SAME_WEIGHTS = {
    id: "data-parallel-is-one-large-batch",
    statement: "Replicas that add up their gradients end at the weights of one process with the sum of their batches.",
    source: "Goyal et al. 2017, section 2",
    test: { kind: "direction", effect: "largest distance of a weight, as a share of its way", direction: "below", from: 1e-3, seeds: 1 },
};
/** An exact number: an interval of no width. */
const exact = (estimate) => ({ estimate, interval: [estimate, estimate], n: 1 });
/** The notebook's part of the ledger. */
function largeBatchClaims(evidence) {
    const { records, forecast, throughput, overhead, smallBatch, largeBatch, apart } = evidence;
    const shares = records.flatMap(({ percentOfData }) => percentOfData ?? []);
    const most = smallBatch.at(-1);
    const against = largeBatch.find(({ devices }) => devices === most.devices);
    return [
        (0, claim_1.judge)(SHARE, exact(recordOf(AKIBA, records).percentOfData)),
        (0, claim_1.judge)(PASSED, exact(Math.max(...shares))),
        (0, claim_1.judge)(EFFICIENCY, exact(recordOf(GOYAL, records).efficiency)),
        (0, claim_1.judge)(FORECAST, exact(forecast.ringMinutes)),
        (0, claim_1.judge)(LEVEL, exact(forecast.levelMinutes)),
        (0, claim_1.judge)(OVERHEAD, { estimate: overhead.value, interval: [overhead.low, overhead.high], n: throughput.length }),
        (0, claim_1.judge)(PARALLELISM, exact(most.efficiency / against.efficiency)),
        (0, claim_1.judge)(SAME_WEIGHTS, exact(Math.max(...apart))),
    ];
}
/** Rows of the records for a table in a notebook; a dash is what was not published. */
const recordRows = (records) => records.map(({ team, year, batch, devices, device, minutes, top1, percentOfData, stepsPerEpoch, updates, speedUp, efficiency }) => ({
    team,
    year,
    batch: batch?.toLocaleString("en-US") ?? "–",
    on: `${devices?.toLocaleString("en-US") ?? "–"} × ${device}`,
    minutes,
    "top-1, %": top1 ?? "–",
    "% of the data": percentOfData?.toFixed(2) ?? "–",
    "steps an epoch": stepsPerEpoch?.toFixed(1) ?? "–",
    [`updates (90 epochs)`]: updates === undefined ? "–" : Math.round(updates).toLocaleString("en-US"),
    "speed-up": `${speedUp < 100 ? speedUp.toFixed(1) : Math.round(speedUp)}×`,
    "efficiency, %": efficiency === undefined ? "–" : (100 * efficiency).toFixed(1),
}));
exports.recordRows = recordRows;
//# sourceMappingURL=large-batches.js.map