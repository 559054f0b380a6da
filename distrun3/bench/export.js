"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.exportWork = void 0;
exports.exportMeasureWork = exportMeasureWork;
/** Writes a benchmark's work as plain files, so that the peers do exactly the same. */
const node_fs_1 = require("node:fs");
const node_os_1 = require("node:os");
const node_path_1 = require("node:path");
const work_1 = require("./work");
/**
 * `work.json` (sizes and shapes), `weights.f32` (all weights in order; kernels `[height, width, in, out]` and `[in, out]`), `images.u8`, `labels.u8`, `rows.i32`.
 * @returns the folder, and its removal
 */
const exportWork = (cell) => written((0, work_1.workOf)(cell));
exports.exportWork = exportWork;
/** The same for the benchmarks of measures, with a direction in `direction.f32`. */
function exportMeasureWork(network, examples) {
    const work = (0, work_1.measureWorkOf)(network, examples);
    const exported = written(work);
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(exported.folder, "direction.f32"), new Uint8Array((0, work_1.directionOf)(work).buffer));
    return exported;
}
function written(work) {
    const folder = (0, node_fs_1.mkdtempSync)((0, node_path_1.join)((0, node_os_1.tmpdir)(), "largebatch-bench-"));
    const { train, shape, classes } = work.data;
    const description = {
        ...work.cell,
        epsilon: work_1.EPSILON,
        iterations: work_1.ITERATIONS,
        shape,
        classes,
        count: train.count,
        steps: work.steps,
        rate: work_1.RATE,
        momentum: work_1.MOMENTUM,
        weights: work.network.weights,
    };
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(folder, "work.json"), JSON.stringify(description));
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(folder, "weights.f32"), new Uint8Array(work.start.weights.buffer));
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(folder, "images.u8"), train.images);
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(folder, "labels.u8"), train.labels);
    (0, node_fs_1.writeFileSync)((0, node_path_1.join)(folder, "rows.i32"), new Uint8Array(work.rows.slice().buffer));
    return { folder, remove: () => (0, node_fs_1.rmSync)(folder, { recursive: true, force: true }) };
}
//# sourceMappingURL=export.js.map