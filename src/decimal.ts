/** Numbers as people write them. */

/** The number that a text writes in decimal, e.g. "16", "-0.5" or "1e-3"; undefined where it is none. */
export const decimal = (text: string): number | undefined =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : undefined;
