/** What a training costs on many devices when the steps it needs depend on the batch: the cost model of a step times S(B) = S_min (1 + B_crit / B) (McCandlish et al., 2018, equation 2.11). */
import { type Device, type Links, stepMs } from "./cost-model";

/** How steps go with the batch. */
export interface StepLaw {
  /** S_min: steps that no batch gets below. */
  steps: number;
  /** B_crit: at this batch twice as many steps, and twice as many examples as the least. */
  criticalBatch: number;
}

/** Steps that a batch needs. @throws RangeError for a batch that is not above 0 */
export function stepsAt({ steps, criticalBatch }: StepLaw, batch: number): number {
  if (!(batch > 0)) throw new RangeError(`A batch must be above 0, got ${batch}.`);
  return steps * (1 + criticalBatch / batch);
}

/** The law of a training whose examples at small batches are known: E_min = S_min · B_crit. An infinite critical batch is perfect scaling. */
export const lawOfExamples = (examples: number, criticalBatch: number): StepLaw => ({ steps: examples / criticalBatch, criticalBatch });

/** One training on so many devices. */
export interface TrainingCost {
  devices: number;
  batch: number;
  steps: number;
  /** Hours of all devices at once, and added up over them. */
  hours: number;
  deviceHours: number;
}

const HOUR = 3_600_000;

/**
 * A batch that grows with the devices, as many examples each.
 * @param localBatch examples a device
 * @param weights numbers in the gradient
 * @param examples E_min, that a small batch needs
 * @param criticalBatch B_crit; Infinity: any batch needs as many examples
 */
export function weakTraining(
  device: Device,
  links: Links,
  { localBatch, weights, examples, criticalBatch }: { localBatch: number; weights: number; examples: number; criticalBatch: number },
  counts: readonly number[],
): TrainingCost[] {
  return counts.map((devices) => {
    const batch = devices * localBatch;
    const steps = Number.isFinite(criticalBatch) ? stepsAt(lawOfExamples(examples, criticalBatch), batch) : examples / batch;
    const hours = (steps * stepMs(device, links, { devices, batch }, weights)) / HOUR;
    return { devices, batch, steps, hours, deviceHours: hours * devices };
  });
}
