/** Table 1 and what followed it: what each published training of ResNet-50 on ImageNet means in updates, share of the data and speed. */

/** A row as published. Empty where it was not. */
export interface RecordRow {
  team: string;
  year: number;
  /** The largest batch of the training. */
  batch?: number;
  devices?: number;
  device: string;
  minutes: number;
  /** Top-1 accuracy on the validation set, percent. */
  top1?: number;
}

export interface DerivedRecord extends RecordRow {
  /** Batch as a percentage of the training images. */
  percentOfData?: number;
  stepsPerEpoch?: number;
  /** Updates in all, in so many epochs. */
  updates?: number;
  /** Against the row that is compared with: times as fast. */
  speedUp: number;
  /** Speed-up over the growth in devices; only where both use the same device. */
  efficiency?: number;
}

/** Epochs of the recipe that Table 1's rows follow (Goyal et al., 2017). */
export const EPOCHS = 90;

/**
 * @param base the row that speed is compared with
 * @param images training images
 */
export function deriveRecord(row: RecordRow, base: RecordRow, images: number, epochs = EPOCHS): DerivedRecord {
  const speedUp = base.minutes / row.minutes;
  const perEpoch = row.batch === undefined ? undefined : images / row.batch;
  const same = row.device === base.device && row.devices !== undefined && base.devices !== undefined;
  return {
    ...row,
    ...(row.batch !== undefined && perEpoch !== undefined
      ? { percentOfData: (100 * row.batch) / images, stepsPerEpoch: perEpoch, updates: epochs * perEpoch }
      : {}),
    speedUp,
    ...(same ? { efficiency: speedUp / ((row.devices as number) / (base.devices as number)) } : {}),
  };
}

/** Images a second of one device. @throws RangeError for a row without a number of devices */
export function imagesPerSecond({ team, devices, minutes }: RecordRow, images: number, epochs = EPOCHS): number {
  if (devices === undefined) throw new RangeError(`The row of ${team} has no number of devices.`);
  return (images * epochs) / (60 * minutes) / devices;
}
