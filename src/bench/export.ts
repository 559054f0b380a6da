/** Writes a benchmark's work as plain files, so that the peers do exactly the same. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchNetwork, type Cell, directionOf, EPSILON, ITERATIONS, MOMENTUM, measureWorkOf, RATE, type Work, workOf } from "./work";

/**
 * `work.json` (sizes and shapes), `weights.f32` (all weights in order; kernels `[height, width, in, out]` and `[in, out]`), `images.u8`, `labels.u8`, `rows.i32`.
 * @returns the folder, and its removal
 */
export const exportWork = (cell: Cell): Exported => written(workOf(cell));

/** The same for the benchmarks of measures, with a direction in `direction.f32`. */
export function exportMeasureWork(network: BenchNetwork, examples: number): Exported {
  const work = measureWorkOf(network, examples);
  const exported = written(work);
  writeFileSync(join(exported.folder, "direction.f32"), new Uint8Array(directionOf(work).buffer));
  return exported;
}

interface Exported {
  folder: string;
  remove(): void;
}

function written(work: Work): Exported {
  const folder = mkdtempSync(join(tmpdir(), "largebatch-bench-"));
  const { train, shape, classes } = work.data;
  const description = {
    ...work.cell,
    epsilon: EPSILON,
    iterations: ITERATIONS,
    shape,
    classes,
    count: train.count,
    steps: work.steps,
    rate: RATE,
    momentum: MOMENTUM,
    weights: work.network.weights,
  };
  writeFileSync(join(folder, "work.json"), JSON.stringify(description));
  writeFileSync(join(folder, "weights.f32"), new Uint8Array(work.start.weights.buffer));
  writeFileSync(join(folder, "images.u8"), train.images);
  writeFileSync(join(folder, "labels.u8"), train.labels);
  writeFileSync(join(folder, "rows.i32"), new Uint8Array(work.rows.slice().buffer));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
