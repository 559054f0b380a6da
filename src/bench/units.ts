/** Measured numbers as tables show them. */
import type { Spread } from "./step";

/** Three digits, as far as that says anything: 123, 12.3, 1.23. */
export const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** The median with its smallest and largest value, as far as they differ; a dash for what was not measured. @param inDigits default: three digits */
export function spreadText(spread: Spread | undefined, inDigits: (value: number) => string = short): string {
  if (!spread) return "–";
  const { median, min, max } = spread;
  return min === max ? inDigits(median) : `${inDigits(median)} (${inDigits(min)}–${inDigits(max)})`;
}
