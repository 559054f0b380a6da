/** What a useful batch is worth at scale: if that of ResNet-50 grew by the same factor, on how many devices could it be trained, and how fast by the cost model of Table 1? */
import { countNetwork } from "../model/imagenet/count";
import { imagesPerSecond } from "../scaling/records";
import { weakTraining } from "../scaling/time-to-target";
import { imagenetTrainingImages } from "./growth-of-data";
import { forecastRecord, recordTable } from "./large-batches";
import { type UsefulPoint, usefulBatch, type Way } from "./useful-batch";

/** The batch of He et al. (2016) on ImageNet: the small batch that the factor is applied to. */
const SMALL_BATCH = 256;
/** Images a device, of Goyal et al. (2017). */
const LOCAL_BATCH = 32;
const EPOCHS = 90;
/** Bytes a millisecond between two devices: 100 Gbit/s. */
const BYTES_PER_MS = 12.5e6;

/** One way to train, carried over. */
export interface UsefulScale {
  way: string;
  /** Over the study's small batch; 1 where it holds at no batch that was tried. */
  factor: number;
  batch: number;
  devices: number;
  hours: number;
}

/** A warm start's first epochs are trained with the small batch, on as few devices as it has. @param points of one study @param small its small batch */
export function usefulScales(
  ways: readonly Pick<Way, "name" | "smallShare">[],
  points: readonly UsefulPoint[],
  small: number,
): UsefulScale[] {
  const records = recordTable();
  const [reference] = records.filter(({ device, devices }) => device === "P100" && devices !== undefined);
  if (!reference) throw new RangeError("The published trainings have none on P100 to take the rate of a device from.");
  const images = imagenetTrainingImages();
  const { parameters } = countNetwork("ResNet-50");
  const device = { overheadMs: 0, examplesPerMs: imagesPerSecond(reference, images) / 1000 };
  const links = { latencyMs: forecastRecord(records, parameters).latencyMs, bytesPerMs: BYTES_PER_MS };
  const size = { localBatch: LOCAL_BATCH, weights: parameters, examples: EPOCHS * images, criticalBatch: Number.POSITIVE_INFINITY };
  const devicesOf = (factor: number) => Math.max(1, Math.floor((factor * SMALL_BATCH) / LOCAL_BATCH));
  const hoursOn = (devices: number) => weakTraining(device, links, size, [devices])[0]?.hours ?? Number.NaN;
  return ways.map(({ name, smallShare }) => {
    const factor = (usefulBatch(points, name) ?? small) / small;
    const devices = devicesOf(factor);
    const hours = smallShare * hoursOn(devicesOf(1)) + (1 - smallShare) * hoursOn(devices);
    return { way: name, factor, batch: devices * LOCAL_BATCH, devices, hours };
  });
}

/** For a table. */
export const usefulScaleRows = (scales: readonly UsefulScale[]): Record<string, string | number>[] =>
  scales.map(({ way, factor, batch, devices, hours }) => ({
    "way to train": way,
    "useful batch over SB": `${Number(factor.toPrecision(3))}×`,
    "ResNet-50's batch at that factor": batch.toLocaleString("en-US"),
    "devices, 32 images each": devices.toLocaleString("en-US"),
    "hours of 90 epochs, by the model": hours.toPrecision(3),
  }));
