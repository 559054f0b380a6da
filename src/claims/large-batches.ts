/** The claims of the second notebook: large batches cut the time, devices without large batches do not, and the published records are far below and above 3 % of the data. */
import { allReduceMs, type Links, type Scaled } from "../scaling/cost-model";
import type { Estimate } from "../scaling/fit";
import { type DerivedRecord, deriveRecord, imagesPerSecond, type RecordRow } from "../scaling/records";
import type { Throughput } from "../scaling/throughput";
import { type Claim, type Evidence, type Hypothesis, judge } from "./claim";
import { imagenetTrainingImages } from "./growth-of-data";
import { published, quotable } from "./published";

/** The published trainings, oldest first, each with what follows from it; speed against the first. */
export function recordTable(): DerivedRecord[] {
  const rows = published("records").filter(quotable) as RecordRow[];
  const [base] = rows;
  if (!base) throw new RangeError("data/published/records.csv has no row that can be quoted.");
  return rows.map((row) => deriveRecord(row, base, imagenetTrainingImages()));
}

/** The row of a team. @throws RangeError where there is none */
export function recordOf(team: string, records: readonly DerivedRecord[]): DerivedRecord {
  const found = records.find((row) => row.team.startsWith(team));
  if (!found) throw new RangeError(`There is no published training by "${team}".`);
  return found;
}

const AKIBA = "Akiba et al.";
const GOYAL = "Goyal et al.";
const HE = "He et al.";

/** What the cost model makes of two published rows on the same card, and what it then expects of a third. */
export interface Forecast {
  /** Milliseconds a step that the two rows differ by, and the latency of a message that explains it: both have as many examples a device. */
  differenceMs: number;
  latencyMs: number;
  /** Minutes of the third row by a ring with that latency, and by no further cost at all. */
  ringMinutes: number;
  levelMinutes: number;
  /** As published. */
  minutes: number;
}

/**
 * From 8 and 256 P100 (He, Goyal) to 1,024 (Akiba), each with 32 images a device. A ring hands on 2 (p − 1) messages, so its latency grows with p, while the bytes of a device hardly do.
 * @param weights of ResNet-50
 */
export function forecastRecord(records: readonly DerivedRecord[], weights: number): Forecast {
  const [he, goyal, akiba] = [HE, GOYAL, AKIBA].map((team) => recordOf(team, records)) as [DerivedRecord, DerivedRecord, DerivedRecord];
  const local = (row: DerivedRecord) => (row.batch as number) / (row.devices as number);
  const step = (row: DerivedRecord) => (1000 * local(row)) / imagesPerSecond(row, imagenetTrainingImages());
  const differenceMs = step(goyal) - step(he);
  // The bytes of a ring, 2 (p − 1) / p of the vector, grow by an eighth from 8 to 256 devices: left to the latency, too.
  const latencyMs = differenceMs / (2 * ((goyal.devices as number) - (he.devices as number)));
  const links: Links = { latencyMs, bytesPerMs: Number.POSITIVE_INFINITY };
  const bytes = 4 * weights;
  const ring = (row: DerivedRecord) => allReduceMs(links, bytes, row.devices as number);
  const minutesOf = (ms: number) => (ms * (akiba.updates as number)) / 60_000;
  return {
    differenceMs,
    latencyMs,
    ringMinutes: minutesOf(step(he) - ring(he) + ring(akiba)),
    levelMinutes: minutesOf(step(goyal)),
    minutes: akiba.minutes,
  };
}

export interface LargeBatchEvidence {
  records: readonly DerivedRecord[];
  forecast: Forecast;
  throughput: readonly Throughput[];
  /** Of the cost model's line: milliseconds of a step beside its examples. */
  overhead: Estimate;
  /** Strong scaling of a small and of a large batch over the same devices, by the cost model. */
  smallBatch: readonly Scaled[];
  largeBatch: readonly Scaled[];
  /** Largest distance of a weight after data-parallel training from the same weight after training alone, as a share of how far it moved; one a number of replicas. */
  apart: readonly number[];
}

const SHARE: Hypothesis = {
  id: "batch-under-3-percent",
  statement: "32,768, the batch of the 15-minute training, is not even 3 % of the training images.",
  source: "the document, second paragraph",
  test: { kind: "direction", effect: "batch, % of the training images", direction: "below", from: 3, seeds: 1 },
};

const PASSED: Hypothesis = {
  id: "batch-over-3-percent-since",
  statement: "Records since then used more than 3 % of the training images a step.",
  source: "Yamazaki et al. 2019",
  test: { kind: "direction", effect: "largest batch, % of the training images", direction: "above", from: 3, seeds: 1 },
};

const EFFICIENCY: Hypothesis = {
  id: "scaling-efficiency-256-gpus",
  statement: "From 8 to 256 GPUs, with 32 images each, 90 % of the speed remain.",
  source: "Goyal et al. 2017, abstract",
  published: { value: 0.9, mark: "verified" },
  test: { kind: "count", effect: "speed-up over growth in devices", tolerance: 0.02 },
};

const FORECAST: Hypothesis = {
  id: "ring-model-forecasts-15-minutes",
  statement: "A ring whose latency follows from 8 and 256 GPUs forecasts the time on 1,024.",
  source: "our cost model; the time: Akiba et al. 2017, abstract",
  published: { value: 15, mark: "verified" },
  test: { kind: "count", effect: "minutes", tolerance: 0.1 },
};

const LEVEL: Hypothesis = {
  id: "steps-cost-the-same-on-1024",
  statement: "A step on 1,024 GPUs costs what it cost on 256, with as many images each.",
  source: "the rows of Table 1; the time: Akiba et al. 2017, abstract",
  published: { value: 15, mark: "verified" },
  test: { kind: "count", effect: "minutes", tolerance: 0.1 },
};

const OVERHEAD: Hypothesis = {
  id: "steps-have-a-fixed-cost",
  statement: "A step costs something whatever its batch, so larger batches make better use of a device.",
  source: "the document, second paragraph: “one of the most commonly used technique to speed up the training”",
  test: { kind: "direction", effect: "fixed cost of a step here, ms", direction: "above", seeds: 4 },
};

const PARALLELISM: Hypothesis = {
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

const SAME_WEIGHTS: Hypothesis = {
  id: "data-parallel-is-one-large-batch",
  statement: "Replicas that add up their gradients end at the weights of one process with the sum of their batches.",
  source: "Goyal et al. 2017, section 2",
  test: { kind: "direction", effect: "largest distance of a weight, as a share of its way", direction: "below", from: 1e-3, seeds: 1 },
};

/** An exact number: an interval of no width. */
const exact = (estimate: number): Evidence => ({ estimate, interval: [estimate, estimate], n: 1 });

/** The notebook's part of the ledger. */
export function largeBatchClaims(evidence: LargeBatchEvidence): Claim[] {
  const { records, forecast, throughput, overhead, smallBatch, largeBatch, apart } = evidence;
  const shares = records.flatMap(({ percentOfData }) => percentOfData ?? []);
  const most = smallBatch.at(-1) as Scaled;
  const against = largeBatch.find(({ devices }) => devices === most.devices) as Scaled;
  return [
    judge(SHARE, exact(recordOf(AKIBA, records).percentOfData as number)),
    judge(PASSED, exact(Math.max(...shares))),
    judge(EFFICIENCY, exact(recordOf(GOYAL, records).efficiency as number)),
    judge(FORECAST, exact(forecast.ringMinutes)),
    judge(LEVEL, exact(forecast.levelMinutes)),
    judge(OVERHEAD, { estimate: overhead.value, interval: [overhead.low, overhead.high], n: throughput.length }),
    judge(PARALLELISM, exact(most.efficiency / against.efficiency)),
    judge(SAME_WEIGHTS, exact(Math.max(...apart))),
  ];
}

/** Rows of the records for a table in a notebook; a dash is what was not published. */
export const recordRows = (records: readonly DerivedRecord[]): Record<string, string | number>[] =>
  records.map(({ team, year, batch, devices, device, minutes, top1, percentOfData, stepsPerEpoch, updates, speedUp, efficiency }) => ({
    team,
    year,
    batch: batch?.toLocaleString("en-US") ?? "–",
    on: `${devices?.toLocaleString("en-US") ?? "–"} × ${device}`,
    minutes,
    "top-1, %": top1 ?? "–",
    "% of the data": percentOfData?.toFixed(2) ?? "–",
    "steps an epoch": stepsPerEpoch?.toFixed(1) ?? "–",
    "updates (90 epochs)": updates === undefined ? "–" : Math.round(updates).toLocaleString("en-US"),
    "speed-up": `${speedUp < 100 ? speedUp.toFixed(1) : Math.round(speedUp)}×`,
    "efficiency, %": efficiency === undefined ? "–" : (100 * efficiency).toFixed(1),
  }));
