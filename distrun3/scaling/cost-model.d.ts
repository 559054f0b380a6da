/** What a step costs on one device and on many: computing, and adding up the gradients around a ring. */
/** One device, as a straight line: a step of b examples takes `overheadMs + b / examplesPerMs`. */
export interface Device {
    /** Of a step, whatever its batch, milliseconds. */
    overheadMs: number;
    examplesPerMs: number;
}
/** What joins the devices. */
export interface Links {
    /** Of one message, milliseconds. */
    latencyMs: number;
    /** Of one link, bytes a millisecond. */
    bytesPerMs: number;
}
/** One way to train on several devices. */
export interface Layout {
    devices: number;
    /** Of all devices together. */
    batch: number;
}
/** Milliseconds that one device computes for a batch of its own. */
export declare const computeMs: ({ overheadMs, examplesPerMs }: Device, batch: number) => number;
/**
 * Milliseconds to add up a vector of `bytes` over all devices around a ring: 2 (p − 1) messages one after the other, each of a p-th of the vector
 * (Patarasuk and Yuan, 2009, section 4). One device has nobody to talk to.
 */
export declare function allReduceMs({ latencyMs, bytesPerMs }: Links, bytes: number, devices: number): number;
/**
 * Milliseconds a step of all devices together, nothing overlapped.
 * @param weights numbers in the gradient
 * @throws RangeError for a batch that gives a device less than one example
 */
export declare function stepMs(device: Device, links: Links, { devices, batch }: Layout, weights: number): number;
export interface Scaled extends Layout {
    /** Milliseconds a step. */
    ms: number;
    /** Examples a second of all devices. */
    throughput: number;
    /** Throughput as a multiple of that of one device at its best, the same batch a device. */
    speedUp: number;
    /** Speed-up as a share of the number of devices. */
    efficiency: number;
}
/**
 * One layout against one device that has the whole batch to itself, or, where `localBatch` is given, so many examples a step.
 * @param localBatch of the single device that is compared with
 */
export declare function scale(device: Device, links: Links, layout: Layout, weights: number, localBatch?: number): Scaled;
/** The same batch shared by more and more devices, as long as each has an example: each has less and less to do. */
export declare const strongScaling: (device: Device, links: Links, batch: number, weights: number, devices: readonly number[]) => Scaled[];
/** A batch that grows with the devices: each has always the same to do. */
export declare const weakScaling: (device: Device, links: Links, localBatch: number, weights: number, devices: readonly number[]) => Scaled[];
