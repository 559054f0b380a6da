/** All measures of the panel, by name. */
import { UsageError } from "../../errors";
import { curvatureMeasures } from "./curvature";
import { geometryMeasures } from "./geometry";
import type { Measure } from "./measure";
import { noiseMeasures } from "./noise";
import { sharpnessMeasures } from "./sharpness";

export const MEASURES: Record<string, Measure> = { ...sharpnessMeasures, ...curvatureMeasures, ...geometryMeasures, ...noiseMeasures };

/** @throws UsageError for a name that is none */
export function measureNamed(name: string): Measure {
  const measure = MEASURES[name];
  if (measure) return measure;
  throw new UsageError(`There is no measure "${name}". The measures: ${Object.keys(MEASURES).join(", ")}.`);
}
