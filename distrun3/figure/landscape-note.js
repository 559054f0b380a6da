"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.landscapeNote = landscapeNote;
const UNITS = {
    filter: "1 = norm of each filter",
    layer: "1 = norm of each kernel",
    weight: "1 = size of each weight",
    none: "units of weight space, standard normal",
};
const STATISTICS = {
    running: "running statistics",
    batch: "statistics of each chunk",
    recomputed: "statistics recomputed at each point",
};
/** In words: two lines, parted by `<br>` as figures want it. */
function landscapeNote({ network, data, batch, split, examples, batchNorm, seed, directions }) {
    const counts = [examples].flat().map(grouped).join(" and ");
    const parts = [
        `${network} on ${data}, batch ${[batch].flat().map(grouped).join(" and ")}${seed === undefined ? "" : `, seed ${seed}`}`,
        `${split === "both" ? "training and test" : split === "train" ? "training" : "test"} data, ${counts} examples`,
        batchNorm ? `batch norm: ${STATISTICS[batchNorm]}` : "no batch norm",
        ...(directions ? [`random directions of seed ${directions.seed}, ${UNITS[directions.normalisation]}`] : []),
    ];
    return `${parts.slice(0, 2).join("; ")}<br>${parts.slice(2).join("; ")}`;
}
/** 60000 → "60,000" */
const grouped = (value) => value.toLocaleString("en-US");
//# sourceMappingURL=landscape-note.js.map