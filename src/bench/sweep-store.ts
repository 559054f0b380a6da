/** What a store of a hundred thousand runs costs: to list, to filter, to export, in time and memory. */
import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalJson, parseRun, type Run } from "../config";
import { random } from "../random";
import { runId } from "../sweep/identity";
import { openStore } from "../sweep/store";
import { exportCsv, exportParquet, runsTable } from "../sweep/store/export";
import { FILES } from "../sweep/store/paths";
import { pauses } from "../sweep/store/pauses";
import { vectorSha256 } from "../train/run-folder";
import { encodeSealed } from "../train/safetensors";

export interface StoreBench {
  runs: number;
  /** All rows, while no index is there: each folder is read. */
  rebuildMs: number;
  /** All rows. */
  listMs: number;
  /** The rows of one network and batch. */
  filterMs: number;
  /** The rows of 100 known runs. */
  knownMs: number;
  /** Listing included, as `largebatch export` does it. */
  exportCsvMs: number;
  exportParquetMs: number;
  /** The largest that this process has been. */
  rssMB: number;
}

const NETWORKS = ["mlp", "cnn", "F1", "C1"] as const;
const BATCHES = [32, 64, 128, 256, 512] as const;
const EPOCHS = 20;

/**
 * Makes a store of made-up runs in a temporary folder, measures, and deletes it. Takes a few minutes and, for 100,000 runs, 1.6 GB of disk.
 * @param options.runs default 100,000
 * @param options.folder to make the store in; default: the system's
 */
export async function benchStore({
  runs = 100_000,
  folder = tmpdir(),
  onProgress,
}: {
  runs?: number;
  folder?: string;
  onProgress?(line: string): void;
} = {}): Promise<StoreBench> {
  const home = await mkdtemp(join(folder, "largebatch-store-"));
  try {
    onProgress?.(`making ${runs} runs in ${home}`);
    const ids = await makeRuns(join(home, "runs"), runs);
    const rows = async (filter?: Parameters<ReturnType<typeof openStore>["rows"]>[0]) => openStore(join(home, "runs")).rows(filter);
    onProgress?.("measuring");
    const rebuildMs = await timed(() => rows());
    const listMs = await timed(() => rows());
    const filterMs = await timed(() => rows({ network: "F1", batch: 256 }));
    const knownMs = await timed(() => openStore(join(home, "runs")).rowsOf(ids.slice(-100)));
    const exportCsvMs = await timed(async () => exportCsv(join(home, "runs.csv"), runsTable(await rows())));
    const exportParquetMs = await timed(async () => exportParquet(join(home, "runs.parquet"), runsTable(await rows())));
    return { runs, rebuildMs, listMs, filterMs, knownMs, exportCsvMs, exportParquetMs, rssMB: process.resourceUsage().maxRSS / 1000 };
  } finally {
    onProgress?.("deleting them");
    await rm(home, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Made-up finished runs: whole folders, but quickly written. @returns their ids */
export async function makeRuns(store: string, count: number): Promise<string[]> {
  const pause = pauses();
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    await pause();
    const run = runNumber(i);
    const id = runId(run);
    writeRun(join(store, id), run);
    ids.push(id);
  }
  return ids;
}

const runNumber = (i: number): Run =>
  parseRun({
    network: NETWORKS[i % NETWORKS.length],
    data: "glyphs",
    batch: BATCHES[Math.floor(i / NETWORKS.length) % BATCHES.length],
    seed: Math.floor(i / NETWORKS.length / BATCHES.length) + 1,
    until: "epochs",
    epochs: EPOCHS,
  });

function writeRun(folder: string, run: Run): void {
  const rng = random(run.seed).split(run.network, run.batch);
  const vector = (length: number) => Float32Array.from({ length }, () => rng.uniform());
  const weights = vector(4);
  const tensors = Object.fromEntries(
    Object.entries({ weights, start: vector(4), statistics: vector(2) }).map(([name, values]) => [
      name,
      { shape: [values.length], values },
    ]),
  );
  const outcome = () => ({ loss: rng.uniform(), accuracy: rng.uniform() });
  const result = {
    run,
    evaluatedOn: "test",
    ending: "epochs",
    epochs: EPOCHS,
    steps: EPOCHS * 100,
    train: outcome(),
    test: outcome(),
    history: Array.from({ length: EPOCHS }, (_, i) => ({ epoch: i + 1, step: 100 * (i + 1), trainLoss: rng.uniform(), test: outcome() })),
    seconds: 100 * rng.uniform(),
    stepMs: 10 * rng.uniform(),
    backend: "tensorflow-cpu",
    parameters: weights.length,
    weightsSha256: vectorSha256(weights),
    dataSha256: "0".repeat(64),
  };
  const config = canonicalJson(run);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, FILES.config), `${config}\n`);
  writeFileSync(join(folder, FILES.weights), encodeSealed({ tensors, metadata: { format: "largebatch run", version: "1", run: config } }));
  writeFileSync(join(folder, FILES.result), `${JSON.stringify(result, null, 2)}\n`);
}
