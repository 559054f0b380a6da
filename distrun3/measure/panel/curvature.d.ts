import type { Measure } from "./measure";
export declare const curvatureMeasures: Record<string, Measure>;
