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
/** Training images of ImageNet-1k. */
export declare const IMAGENET_TRAIN = 1281167;
/** Epochs of the recipe that Table 1's rows follow (Goyal et al., 2017). */
export declare const EPOCHS = 90;
/**
 * @param base the row that speed is compared with
 * @param images training images
 */
export declare function deriveRecord(row: RecordRow, base: RecordRow, images?: number, epochs?: number): DerivedRecord;
/** Images a second of one device. @throws RangeError for a row without a number of devices */
export declare function imagesPerSecond({ team, devices, minutes }: RecordRow, images?: number, epochs?: number): number;
