import { type Measure } from "./measure";
export declare const sharpnessMeasures: Record<string, Measure>;
