/** The lines under a landscape's title: what was measured, on how many examples, with which of the choices that change its shape. */
import type { Normalisation } from "../measure/directions";
import type { BatchNormMode } from "../measure/network-loss";

export interface LandscapeNote {
  network: string;
  data: string;
  /** That of each solution drawn. */
  batch: number | readonly number[];
  split: "train" | "test" | "both";
  /** Examples that enter the loss; of `both`, training and test. */
  examples: number | readonly number[];
  /** Absent: the network has no batch norm. */
  batchNorm?: BatchNormMode;
  /** Of the training. */
  seed?: number;
  /** Of random directions. */
  directions?: { normalisation: Normalisation; seed: number };
}

const UNITS: Record<Normalisation, string> = {
  filter: "1 = norm of each filter",
  layer: "1 = norm of each kernel",
  weight: "1 = size of each weight",
  none: "units of weight space, standard normal",
};

const STATISTICS: Record<BatchNormMode, string> = {
  running: "running statistics",
  batch: "statistics of each chunk",
  recomputed: "statistics recomputed at each point",
};

/** In words: two lines, parted by `<br>` as figures want it. */
export function landscapeNote({ network, data, batch, split, examples, batchNorm, seed, directions }: LandscapeNote): string {
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
const grouped = (value: number): string => value.toLocaleString("en-US");
