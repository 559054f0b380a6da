/** How long a training takes, from the number of its operations and the rate of the machine. Pure arithmetic; all rates in operations a second. */

/** Seconds of a day. */
const DAY = 86_400;

/** A multiplication and an addition. */
const OPERATIONS_A_MULTIPLY_ADD = 2;

/** One pass forward, one for the gradient of the inputs of each layer, one for the gradient of its weights: each of as many operations. (The first layer needs no gradient of its inputs, which is left out of account.) */
export const PASSES = 3;

export interface Training {
  /** Of one image forward, as counted. */
  multiplyAdds: number;
  /** Training images. */
  images: number;
  epochs: number;
}

/** Floating-point operations of a whole training. */
export const trainingOperations = ({ multiplyAdds, images, epochs }: Training): number =>
  OPERATIONS_A_MULTIPLY_ADD * PASSES * multiplyAdds * images * epochs;

export interface Machine {
  /** Peak (or measured) operations a second of one device. */
  rate: number;
  /** Share of that rate that the training attains, 0 … 1. Default 1. */
  utilisation?: number;
  /** Default 1. */
  devices?: number;
}

/** Days of a training. @throws RangeError unless rate, utilisation and devices are positive, and utilisation at most 1 */
export function trainingDays(setting: Training & Machine): number {
  const { rate, utilisation = 1, devices = 1 } = setting;
  requirePositive({ rate, utilisation, devices });
  if (utilisation > 1) throw new RangeError(`A utilisation is a share of the peak rate, at most 1, got ${utilisation}.`);
  return trainingOperations(setting) / (rate * utilisation * devices * DAY);
}

/** The share of the peak rate that a training attained which took `days`. May exceed 1 where the numbers cannot be true. @throws RangeError as `trainingDays` */
export function impliedUtilisation(setting: Training & Omit<Machine, "utilisation"> & { days: number }): number {
  const { rate, days, devices = 1 } = setting;
  requirePositive({ rate, days, devices });
  return trainingOperations(setting) / (rate * devices * days * DAY);
}

/** What so many days leave open: the epochs that fit into them at each utilisation. @throws RangeError as `trainingDays` */
export function epochsIn(setting: Omit<Training, "epochs"> & Machine & { days: number }): number {
  return setting.days / trainingDays({ ...setting, epochs: 1 });
}

function requirePositive(values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values))
    if (!(value > 0)) throw new RangeError(`Expected a positive number for ${name}, got ${value}.`);
}
