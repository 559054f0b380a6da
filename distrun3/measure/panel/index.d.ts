import type { JointMeasure } from "./joint";
import type { Measure } from "./measure";
/** Of one run. */
export declare const MEASURES: Record<string, Measure>;
/** Of several runs together. */
export declare const JOINT_MEASURES: Record<string, JointMeasure>;
/** A measure's name as it is written here; `steps-to-target` is `stepsToTarget`, too. @throws UsageError for a name that is none */
export declare function measureName(text: string): string;
/** @throws UsageError for a name that is none, or that of a measure of several runs */
export declare function measureNamed(name: string): Measure;
/** @throws UsageError for a name that is none, or that of a measure of one run */
export declare function jointNamed(name: string): JointMeasure;
