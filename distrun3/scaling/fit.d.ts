import type { Device, Links } from "./cost-model";
export interface Measured {
    /** Examples a step, or bytes of a message. */
    size: number;
    ms: number;
}
export interface Estimate {
    value: number;
    /** Of the 95 % interval (Student's t; infinite where two points leave no freedom). */
    low: number;
    high: number;
}
export interface Line {
    /** Milliseconds at size 0. */
    constant: Estimate;
    /** Milliseconds for each unit of size. */
    slope: Estimate;
    /** Of the measurements from the line, as a share of the line: root of the mean square. */
    relativeError: number;
}
/**
 * The line ms = constant + slope · size with the smallest sum of squared relative errors ((ms − line) / ms)²: times span orders of magnitude, and each is known to a few percent.
 * @throws RangeError for fewer than two different sizes, or a time that is not above 0
 */
export declare function fitLine(points: readonly Measured[]): Line;
/**
 * A device from the times of its steps at several batches.
 * @throws RangeError as `fitLine`, and where larger batches were not slower
 */
export declare function fitDevice(points: readonly Measured[]): Device & {
    line: Line;
};
/**
 * Links from the times of all-reduces of several sizes by the same number of devices.
 * @throws RangeError as `fitLine`, for one device, and where larger vectors were not slower
 */
export declare function fitLinks(points: readonly Measured[], devices: number): Links & {
    line: Line;
};
