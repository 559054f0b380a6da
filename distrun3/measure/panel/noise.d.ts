import type { Measure } from "./measure";
export declare const noiseMeasures: Record<string, Measure>;
