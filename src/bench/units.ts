/** Measured numbers as tables show them. */

/** Three digits, as far as that says anything: 123, 12.3, 1.23. */
export const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
