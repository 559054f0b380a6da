"use strict";
/** What a step costs on one device and on many: computing, and adding up the gradients around a ring. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.weakScaling = exports.strongScaling = exports.computeMs = void 0;
exports.allReduceMs = allReduceMs;
exports.stepMs = stepMs;
exports.scale = scale;
/** Bytes of a float32. */
const FLOAT = 4;
/** Milliseconds that one device computes for a batch of its own. */
const computeMs = ({ overheadMs, examplesPerMs }, batch) => overheadMs + batch / examplesPerMs;
exports.computeMs = computeMs;
/**
 * Milliseconds to add up a vector of `bytes` over all devices around a ring: 2 (p − 1) messages one after the other, each of a p-th of the vector
 * (Patarasuk and Yuan, 2009, section 4). One device has nobody to talk to.
 */
function allReduceMs({ latencyMs, bytesPerMs }, bytes, devices) {
    const messages = 2 * (devices - 1);
    return messages * (latencyMs + bytes / devices / bytesPerMs);
}
/**
 * Milliseconds a step of all devices together, nothing overlapped.
 * @param weights numbers in the gradient
 * @throws RangeError for a batch that gives a device less than one example
 */
function stepMs(device, links, { devices, batch }, weights) {
    if (!Number.isInteger(devices) || devices < 1)
        throw new RangeError(`The number of devices must be a whole number from 1 on; got ${devices}.`);
    if (batch < devices)
        throw new RangeError(`A batch of ${batch} leaves some of ${devices} devices without an example; give at least ${devices}.`);
    return (0, exports.computeMs)(device, batch / devices) + allReduceMs(links, FLOAT * weights, devices);
}
/**
 * One layout against one device that has the whole batch to itself, or, where `localBatch` is given, so many examples a step.
 * @param localBatch of the single device that is compared with
 */
function scale(device, links, layout, weights, localBatch = layout.batch) {
    const ms = stepMs(device, links, layout, weights);
    const throughput = (1000 * layout.batch) / ms;
    const alone = (1000 * localBatch) / (0, exports.computeMs)(device, localBatch);
    const speedUp = throughput / alone;
    return { ...layout, ms, throughput, speedUp, efficiency: speedUp / layout.devices };
}
/** The same batch shared by more and more devices, as long as each has an example: each has less and less to do. */
const strongScaling = (device, links, batch, weights, devices) => devices.filter((count) => count <= batch).map((count) => scale(device, links, { devices: count, batch }, weights));
exports.strongScaling = strongScaling;
/** A batch that grows with the devices: each has always the same to do. */
const weakScaling = (device, links, localBatch, weights, devices) => devices.map((count) => scale(device, links, { devices: count, batch: count * localBatch }, weights, localBatch));
exports.weakScaling = weakScaling;
//# sourceMappingURL=cost-model.js.map