/** How long a training takes, from the number of its operations and the rate of the machine. Pure arithmetic; all rates in operations a second. */
/** One pass forward, one for the gradient of the inputs of each layer, one for the gradient of its weights: each of as many operations. (The first layer needs no gradient of its inputs, which is left out of account.) */
export declare const PASSES = 3;
export interface Training {
    /** Of one image forward, as counted. */
    multiplyAdds: number;
    /** Training images. */
    images: number;
    epochs: number;
}
/** Floating-point operations of a whole training. */
export declare const trainingOperations: ({ multiplyAdds, images, epochs }: Training) => number;
export interface Machine {
    /** Peak (or measured) operations a second of one device. */
    rate: number;
    /** Share of that rate that the training attains, 0 … 1. Default 1. */
    utilisation?: number;
    /** Default 1. */
    devices?: number;
}
/** Days of a training. @throws RangeError unless rate, utilisation and devices are positive, and utilisation at most 1 */
export declare function trainingDays(setting: Training & Machine): number;
/** The share of the peak rate that a training attained which took `days`. May exceed 1 where the numbers cannot be true. @throws RangeError as `trainingDays` */
export declare function impliedUtilisation(setting: Training & Omit<Machine, "utilisation"> & {
    days: number;
}): number;
/** What so many days leave open: the epochs that fit into them at each utilisation. @throws RangeError as `trainingDays` */
export declare function epochsIn(setting: Omit<Training, "epochs"> & Machine & {
    days: number;
}): number;
