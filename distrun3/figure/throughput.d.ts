/** What a step costs against its batch: measurements, and the straight line of the cost model through them. */
import { type Device } from "../scaling/cost-model";
import type { Throughput } from "../scaling/throughput";
import type { Figure } from "./figure";
export interface ThroughputPlot {
    measured: readonly Throughput[];
    device: Device;
    title: string;
    subtitle: string;
}
/** @returns left axis: milliseconds a step; right axis: examples a second; both logarithmic, as is the batch */
export declare function throughputPlot({ measured, device, title, subtitle }: ThroughputPlot): Figure;
