/** The parts of `bench sweep`. */
export const SWEEP_PARTS = ["pool", "overhead", "memory", "store", "queue"] as const;
export type SweepPart = (typeof SWEEP_PARTS)[number];
