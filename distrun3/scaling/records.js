"use strict";
/** Table 1 and what followed it: what each published training of ResNet-50 on ImageNet means in updates, share of the data and speed. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.EPOCHS = exports.IMAGENET_TRAIN = void 0;
exports.deriveRecord = deriveRecord;
exports.imagesPerSecond = imagesPerSecond;
/** Training images of ImageNet-1k. */
exports.IMAGENET_TRAIN = 1_281_167;
/** Epochs of the recipe that Table 1's rows follow (Goyal et al., 2017). */
exports.EPOCHS = 90;
/**
 * @param base the row that speed is compared with
 * @param images training images
 */
function deriveRecord(row, base, images = exports.IMAGENET_TRAIN, epochs = exports.EPOCHS) {
    const speedUp = base.minutes / row.minutes;
    const perEpoch = row.batch === undefined ? undefined : images / row.batch;
    const same = row.device === base.device && row.devices !== undefined && base.devices !== undefined;
    return {
        ...row,
        ...(row.batch !== undefined && perEpoch !== undefined
            ? { percentOfData: (100 * row.batch) / images, stepsPerEpoch: perEpoch, updates: epochs * perEpoch }
            : {}),
        speedUp,
        ...(same ? { efficiency: speedUp / (row.devices / base.devices) } : {}),
    };
}
/** Images a second of one device. @throws RangeError for a row without a number of devices */
function imagesPerSecond({ team, devices, minutes }, images = exports.IMAGENET_TRAIN, epochs = exports.EPOCHS) {
    if (devices === undefined)
        throw new RangeError(`The row of ${team} has no number of devices.`);
    return (images * epochs) / (60 * minutes) / devices;
}
//# sourceMappingURL=records.js.map