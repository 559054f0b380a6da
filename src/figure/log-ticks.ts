/** Ticks of a logarithmic axis with their whole numbers: Plotly writes bare digits between the powers of ten, and of "5, 2" nobody can tell whether it is 5 or 0.5. */

export interface Ticks {
  tickvals: number[];
  ticktext: string[];
}

/** How far beyond the values an axis reaches, as a factor. */
const BEYOND = 1.2;

/**
 * 1, 2 and 5 times each power of ten around the values; the powers alone where that were more than `most`; round numbers in equal steps where it were fewer than three.
 * Values that have no logarithm are passed over; where none is left, nothing is set.
 * @param values all that is drawn along the axis, ends of bars included
 */
export function logTicks(values: readonly number[], most = 10): Ticks | Record<string, never> {
  const known = values.filter((value) => value > 0 && Number.isFinite(value));
  if (known.length === 0) return {};
  const [least, largest] = [Math.min(...known), Math.max(...known)];
  const [low, high] = [least / BEYOND, largest * BEYOND];
  const [first, last] = [low, high].map((value) => Math.floor(Math.log10(value))) as [number, number];
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const around = (digits: readonly number[]) =>
    decades.flatMap((decade) => digits.map((digit) => Number(`${digit}e${decade}`))).filter((at) => at >= low && at <= high);
  const [fine, powers] = [around([1, 2, 5]), around([1])];
  // Of those beyond the values nobody knows whether Plotly shows them.
  const certain = fine.filter((at) => at >= least && at <= largest).length;
  const tickvals = certain < 3 ? equalSteps(low, high) : certain > most && powers.length > 1 ? powers : fine;
  return { tickvals, ticktext: tickvals.map(inWords) };
}

/** Multiples of 1, 2 or 5 times a power of ten, at most six or so. */
function equalSteps(low: number, high: number): number[] {
  const rough = (high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((digit) => digit * power >= rough) as number) * power;
  const [from, to] = [Math.ceil(low / step), Math.floor(high / step)];
  return Array.from({ length: to - from + 1 }, (_, i) => Number(((from + i) * step).toPrecision(9)));
}

function inWords(value: number): string {
  if (value >= 1e-4 && value < 1e6) return value.toLocaleString("en-US", { maximumSignificantDigits: 3 });
  const [digits, exponent] = value.toExponential().split("e") as [string, string];
  return `${digits === "1" ? "" : `${digits} · `}10<sup>${exponent.replace("+", "").replace("-", "−")}</sup>`;
}
