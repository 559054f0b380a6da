import { type Measure } from "./measure";
export declare const geometryMeasures: Record<string, Measure>;
