/** Measures one stored run: what was measured before with the same settings is taken from beside the run, the rest is measured and kept there. */
import { useBackend } from "../../backend/choose";
import { loadData } from "../../data";
import type { DataSet } from "../../data/dataset";
import { fingerprint } from "../../data/fingerprint";
import { firstExamples } from "../../data/subset";
import { UsageError } from "../../errors";
import { buildNetwork } from "../../model/networks";
import { loadRun, requireSameData, type StoredRun, vectorSha256 } from "../../train/run-folder";
import { type BatchNormMode, type NetworkLoss, networkLoss } from "../network-loss";
import { rescale } from "../rescale";
import type { SumKind } from "../sums";
import { measureNamed } from "./index";
import { type Cost, settingsOf, streamOf } from "./measure";
import { keyHash, MEASURE_VERSION, type MeasureKey, readMeasure, type StoredMeasure, writeMeasure } from "./stored";

export interface MeasureOptions {
  /** Names of measures. */
  what: readonly string[];
  /** Settings by measure, those that differ from the defaults. */
  settings?: Record<string, Record<string, string | number>>;
  /** Default 1. */
  seed?: number;
  /** Default `train`. */
  split?: "train" | "test";
  /** The first so many of a fixed, class-balanced order; default: all. */
  examples?: number;
  batchNorm?: BatchNormMode;
  /**
   * Measures the same function at other weights: layer `layer` times `alpha`, the next one divided by it (Dinh et al., ICML 2017), or batch norm's statistics moved along. A control: what says
   * something about the function must not change.
   */
  rescale?: { layer: number; alpha: number };
  /** Measures also what is there already. */
  again?: boolean;
  signal?: AbortSignal;
  /** Told before each measure that is not there yet. */
  onEstimate?(what: string, estimate: Estimate): void;
  /** @param of passes over the examples, at most */
  onPass?(what: string, done: number, of: number): void;
  /** Told of each result. @param file where it is kept */
  onResult?(stored: StoredMeasure, file: string | undefined): void;
}

export interface Estimate extends Cost {
  /** Passes over the examples of any kind, at most. */
  passes: number;
  /** How long they take here, seconds, at most. */
  seconds: number;
  examples: number;
}

/** What a pass of each sort is timed by: the first that the measure uses. */
const KINDS_OF: Record<keyof Cost, readonly SumKind[]> = {
  losses: ["loss"],
  gradients: ["gradient"],
  products: ["hessian", "gaussNewton"],
};

/**
 * Measures a run in a folder.
 * @returns the results, in the order of `what`
 * @throws UsageError for unknown measures or settings, UserError where the run or its data are not there, or not what they were
 */
export async function measureRun(folder: string, options: MeasureOptions): Promise<StoredMeasure[]> {
  const { what, split = "train", batchNorm = "running", seed = 1, signal } = options;
  const jobs = what.map((name) => ({
    name,
    measure: measureNamed(name),
    settings: settingsOf(name, measureNamed(name), options.settings?.[name] ?? {}),
  }));
  const found = await loadRun(folder);
  const whole = await loadData(found.run.data, { trainSize: found.run.trainSize });
  requireSameData(found, whole);
  const stored = rescaled(found, whole, options.rescale);
  const data = sampled(whole, split, options.examples);
  const { name: backend } = await useBackend();
  const [weights, dataSha256] = [vectorSha256(stored.weights), data === whole ? found.result.dataSha256 : fingerprint(data)];
  const results: StoredMeasure[] = [];
  for (const { name, settings } of jobs) {
    const key: MeasureKey = {
      what: name,
      settings,
      seed,
      split,
      examples: data[split].count,
      batchNorm,
      weights,
      data: dataSha256,
      version: MEASURE_VERSION,
    };
    const known = options.again ? undefined : await readMeasure(folder, key);
    if (known) {
      results.push(known);
      options.onResult?.(known, undefined);
      continue;
    }
    const began = performance.now();
    const result = await measured(stored, data, { ...options, split, batchNorm, seed, signal }, key);
    const fresh: StoredMeasure = {
      ...key,
      result,
      seconds: (performance.now() - began) / 1000,
      backend,
      measuredAt: new Date().toISOString(),
    };
    results.push(fresh);
    const file = await writeMeasure(folder, fresh);
    options.onResult?.(fresh, file);
  }
  return results;
}

async function measured(
  stored: StoredRun,
  data: DataSet,
  { split, batchNorm, seed, signal, onEstimate, onPass }: MeasureOptions & { seed: number },
  key: MeasureKey,
): Promise<object> {
  const { what: name, settings } = key;
  const measure = measureNamed(name);
  const network = buildNetwork(stored.run.network, data.shape, data.classes);
  const made: NetworkLoss[] = [];
  const another = async (spec: { chunk?: number; batchNorm?: BatchNormMode; split?: "train" | "test"; kinds: SumKind[] }) => {
    const loss = await networkLoss({
      network,
      data,
      statistics: stored.statistics,
      split,
      batchNorm,
      ...spec,
      ...(signal ? { signal } : {}),
    });
    made.push(loss);
    return loss;
  };
  try {
    const loss = await another({ kinds: measure.kinds });
    const cost = measure.cost(settings, { network, data });
    const estimate = await estimateOf(cost, loss, measure.kinds, data[split ?? "train"].count);
    onEstimate?.(name, estimate);
    return await measure.run(
      {
        stored,
        key: keyHash(key),
        network,
        data,
        w: Float64Array.from(stored.weights),
        loss,
        another,
        random: streamOf(seed, name),
        onPass: (done) => onPass?.(name, done, estimate.passes),
        ...(signal ? { signal } : {}),
      },
      settings,
    );
  } catch (error) {
    // What a measure says of its settings is meant for whoever chose them.
    throw error instanceof RangeError ? new UsageError(`${name}: ${error.message}`) : error;
  } finally {
    for (const loss of made) loss.dispose();
  }
}

async function estimateOf(cost: Cost, loss: NetworkLoss, kinds: SumKind[], examples: number): Promise<Estimate> {
  let seconds = 0;
  for (const [each, possible] of Object.entries(KINDS_OF)) {
    const passes = cost[each as keyof Cost] ?? 0;
    const kind = possible.find((one) => kinds.includes(one));
    if (passes > 0 && kind) seconds += (passes * (await loss.estimateMs(kind))) / 1000;
  }
  const { losses = 0, gradients = 0, products = 0 } = cost;
  return { ...cost, passes: losses + gradients + products, seconds, examples };
}

/** The run at rescaled weights. @throws UsageError where that layer cannot be rescaled */
function rescaled(stored: StoredRun, data: DataSet, how: MeasureOptions["rescale"]): StoredRun {
  if (!how) return stored;
  try {
    const { weights, statistics } = rescale(stored, how.layer, how.alpha, buildNetwork(stored.run.network, data.shape, data.classes));
    return { ...stored, weights, statistics };
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`--rescale: ${error.message}`) : error;
  }
}

/** The data with a split cut down. */
function sampled(data: DataSet, split: "train" | "test", examples: number | undefined): DataSet {
  return examples === undefined ? data : { ...data, [split]: firstExamples(data[split], data.classes, examples) };
}
