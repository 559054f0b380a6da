"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.CELLS_OF = exports.BENCHES = exports.MEASURE_PEERS = void 0;
exports.benchMeasure = benchMeasure;
exports.measureTable = measureTable;
/** `bench hvp`, `bench sharpness` and `bench landscape`: how long measures take on the same network, weights and data, ours and the peers', in turn. */
const project_1 = require("../project");
const export_1 = require("./export");
const in_turn_1 = require("./in-turn");
const process_1 = require("./process");
/** PyTorch in three ways (double backward; PyHessian; torch.func), SciPy's L-BFGS-B over PyTorch, and JAX. */
exports.MEASURE_PEERS = ["pytorch", "pyhessian", "torchFunc", "scipy", "jax"];
exports.BENCHES = ["hvp", "sharpness", "landscape"];
/** Who can do what. */
const PEERS_OF = {
    hvp: ["pytorch", "pyhessian", "torchFunc", "jax"],
    sharpness: ["scipy"],
    landscape: ["pytorch", "jax"],
};
exports.CELLS_OF = {
    hvp: [
        { network: "cnn", examples: 256 },
        { network: "mlp5", examples: 5000 },
        { network: "F1", examples: 5000 },
        { network: "C1", examples: 256 },
    ],
    sharpness: [
        { network: "F1", examples: 5000 },
        { network: "C1", examples: 256 },
    ],
    landscape: [
        { network: "F1", examples: 60_000 },
        { network: "C1", examples: 1000 },
    ],
};
/** How far the first numbers of two engines may lie apart, relative: float32 on other paths. */
const SAME_WORK = 2e-3;
/** @throws UserError when an engine does other work than ours, or the peers are not set up */
async function benchMeasure(bench, { peers = false, rounds = 5, cells = exports.CELLS_OF[bench], onProgress } = {}) {
    const python = (0, process_1.peersPython)(peers);
    const rows = [];
    for (const cell of cells) {
        onProgress?.(`${cell.network}, ${cell.examples} examples`);
        const work = peers ? (0, export_1.exportMeasureWork)(cell.network, cell.examples) : undefined;
        try {
            const engines = (what) => ({
                ours: () => (0, process_1.startWorker)([process.execPath, (0, project_1.inProject)("dist/bench/measure-worker.js"), what, cell.network, String(cell.examples)]),
                ...Object.fromEntries((work ? PEERS_OF[bench] : []).map((peer) => [
                    peer,
                    () => (0, process_1.startWorker)([
                        python,
                        (0, project_1.inProject)("bench/peers", peer === "jax" ? "jax_measure.py" : "torch_measure.py"),
                        work?.folder ?? "",
                        what,
                        peer,
                    ]),
                ])),
            });
            const spreads = await (0, in_turn_1.measureInTurn)(engines(bench), { rounds, sameWork: SAME_WORK });
            const gradient = bench === "hvp" ? await (0, in_turn_1.measureInTurn)({ ours: engines("gradient").ours }, { rounds, sameWork: SAME_WORK }) : undefined;
            rows.push(rowOf(bench, cell, spreads, gradient?.ours));
        }
        finally {
            work?.remove();
        }
    }
    return rows;
}
function rowOf(bench, { network, examples }, spreads, gradient) {
    const { ours, ...others } = spreads;
    const ms = ours?.median ?? Number.NaN;
    return {
        network,
        batch: examples,
        ...(gradient ? { gradientMs: gradient.median } : {}),
        ms,
        [`${bench}Ms`]: ms,
        peers: Object.fromEntries(Object.entries(others).map(([peer, { median }]) => [peer, median])),
        spreads: { ...spreads, ...(gradient ? { gradient } : {}) },
    };
}
const WHAT = { hvp: "Hessian product", sharpness: "φ, ten iterations", landscape: "cell of a surface" };
/** The rows as a Markdown table. */
function measureTable(bench, rows) {
    const peers = Object.keys(rows[0]?.peers ?? {});
    const time = (spread) => (spread ? `${short(spread.median)} (${short(spread.min)}–${short(spread.max)})` : "–");
    const hvp = bench === "hvp";
    const line = (cells) => `| ${cells.join(" | ")} |`;
    const head = ["network", "examples", ...(hvp ? ["gradient"] : []), WHAT[bench], ...(hvp ? ["product / gradient"] : []), ...peers];
    return [
        line(head),
        line(head.map(() => "---")),
        ...rows.map(({ network, batch, ms, gradientMs = Number.NaN, spreads }) => line([
            network,
            batch,
            ...(hvp ? [time(spreads.gradient)] : []),
            time(spreads.ours),
            ...(hvp ? [(ms / gradientMs).toFixed(2)] : []),
            ...peers.map((peer) => time(spreads[peer])),
        ])),
        "",
        "Milliseconds: median (smallest–largest).",
    ].join("\n");
}
const short = (ms) => (ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(2));
//# sourceMappingURL=measures.js.map