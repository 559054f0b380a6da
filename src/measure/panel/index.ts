/** All measures of the panel, by name. */
import { UsageError } from "../../errors";
import { curvatureMeasures } from "./curvature";
import { geometryMeasures } from "./geometry";
import { historyMeasures } from "./histories";
import type { JointMeasure } from "./joint";
import type { Measure } from "./measure";
import { noiseMeasures } from "./noise";
import { sharpnessMeasures } from "./sharpness";
import { spaceMeasures } from "./space";
import { trainingMeasures } from "./training";

/** Of one run. */
export const MEASURES: Record<string, Measure> = {
  ...sharpnessMeasures,
  ...curvatureMeasures,
  ...geometryMeasures,
  ...noiseMeasures,
  ...trainingMeasures,
};

/** Of several runs together. */
export const JOINT_MEASURES: Record<string, JointMeasure> = { ...spaceMeasures, ...historyMeasures };

/** A measure's name as it is written here; `steps-to-target` is `stepsToTarget`, too. @throws UsageError for a name that is none */
export function measureName(text: string): string {
  const name = text.trim().replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (Object.hasOwn(MEASURES, name) || Object.hasOwn(JOINT_MEASURES, name)) return name;
  throw new UsageError(
    `There is no measure "${text.trim()}". The measures: ${[...Object.keys(MEASURES), ...Object.keys(JOINT_MEASURES)].join(", ")}.`,
  );
}

/** @throws UsageError for a name that is none, or that of a measure of several runs */
export function measureNamed(name: string): Measure {
  const found = MEASURES[measureName(name)];
  if (found) return found;
  throw new UsageError(`${name} is a measure of several runs together: use measureTogether.`);
}

/** @throws UsageError for a name that is none, or that of a measure of one run */
export function jointNamed(name: string): JointMeasure {
  const found = JOINT_MEASURES[measureName(name)];
  if (found) return found;
  throw new UsageError(`${name} is a measure of one run: use measureRun.`);
}
