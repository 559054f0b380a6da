/** What a useful batch is worth at scale: if that of ResNet-50 grew by the same factor, on how many devices could it be trained, and how fast by the cost model of Table 1? */
import { LOCAL_BATCH, tableOneModel } from "./table-one-model";
import { holdsToTheLast, type UsefulPoint, usefulBatch, type Way } from "./useful-batch";

/** The batch of He et al. (2016) on ImageNet: the small batch that the factor is applied to. */
const SMALL_BATCH = 256;

/** One way to train, carried over. */
export interface UsefulScale {
  way: string;
  /** Over the study's small batch; 1 where it holds at no batch that was tried. */
  factor: number;
  /** Whether it holds at the largest batch that was tried: the factor may be larger. */
  atLeast: boolean;
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
  const model = tableOneModel();
  const devicesOf = (factor: number) => Math.max(1, Math.floor((factor * SMALL_BATCH) / LOCAL_BATCH));
  const hoursOn = (devices: number) => model.training([devices])[0]?.hours ?? Number.NaN;
  return ways.map(({ name, smallShare }) => {
    const factor = (usefulBatch(points, name) ?? small) / small;
    const devices = devicesOf(factor);
    const hours = smallShare * hoursOn(devicesOf(1)) + (1 - smallShare) * hoursOn(devices);
    return { way: name, factor, atLeast: holdsToTheLast(points, name), batch: devices * LOCAL_BATCH, devices, hours };
  });
}

/** For a table. */
export const usefulScaleRows = (scales: readonly UsefulScale[]): Record<string, string | number>[] =>
  scales.map(({ way, factor, atLeast, batch, devices, hours }) => ({
    "way to train": way,
    "useful batch over SB": `${atLeast ? "≥ " : ""}${Number(factor.toPrecision(3))}×`,
    "ResNet-50's batch at that factor": batch.toLocaleString("en-US"),
    "devices, 32 images each": devices.toLocaleString("en-US"),
    "hours of 90 epochs, by the model": hours.toPrecision(3),
  }));
