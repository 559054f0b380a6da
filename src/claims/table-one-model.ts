/** The cost model of Table 1: ResNet-50 on P100 cards, as quick and as far apart as the published trainings say. */
import { countNetwork } from "../model/imagenet/count";
import { type DerivedRecord, imagesPerSecond } from "../scaling/records";
import { type TrainingCost, weakTraining } from "../scaling/time-to-target";
import { imagenetTrainingImages } from "./growth-of-data";
import { forecastRecord, recordTable } from "./large-batches";

/** Images a card in a step (Goyal et al., 2017). */
export const LOCAL_BATCH = 32;
const EPOCHS = 90;
/** Bytes a millisecond between two cards: 100 Gbit/s. */
const BYTES_PER_MS = 12.5e6;

export interface TableOneModel {
  /** The published trainings on P100, oldest first. */
  published: (DerivedRecord & { devices: number })[];
  /**
   * What 90 epochs of ImageNet take on several numbers of cards, 32 images each.
   * @param criticalBatch Infinity: any batch needs as many examples
   */
  training(devices: readonly number[], criticalBatch?: number): TrainingCost[];
}

/** A card's rate is that of the oldest training on P100, the latency that which explains the next one (`forecastRecord`). @throws RangeError where none is published */
export function tableOneModel(): TableOneModel {
  const records = recordTable();
  const published = records.filter((row): row is DerivedRecord & { devices: number } => row.device === "P100" && row.devices !== undefined);
  const [oldest] = published;
  if (!oldest) throw new RangeError("The published trainings have none on P100 to take the rate of a card from.");
  const images = imagenetTrainingImages();
  const { parameters: weights } = countNetwork("ResNet-50");
  const card = { overheadMs: 0, examplesPerMs: imagesPerSecond(oldest, images) / 1000 };
  const links = { latencyMs: forecastRecord(records, weights).latencyMs, bytesPerMs: BYTES_PER_MS };
  const size = { localBatch: LOCAL_BATCH, weights, examples: EPOCHS * images };
  return {
    published,
    training: (devices, criticalBatch = Number.POSITIVE_INFINITY) => weakTraining(card, links, { ...size, criticalBatch }, devices),
  };
}
