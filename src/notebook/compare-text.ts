/** Compares texts, number by number: the words must be the same, the numbers nearly so. */

/** Where two texts or values part, in words: what stood there, and what stands there now. */
export interface Mismatch {
  /** The line, or the path to a value. */
  where: string;
  expected: string;
  got: string;
}

/** A sign counts unless it joins words, as in "resnet-50"; thousands may be grouped. */
const NUMBER = /(?:(?<![\p{L}\d])[-−])?\d+(?:,\d{3})*(?:\.\d+)?(?:e[+\-−]?\d+)?/gu;

const numberIn = (text: string): number => Number(text.replaceAll(",", "").replaceAll("−", "-"));

/** One unit of the last printed decimal, which rounding may turn; 0 for numbers with fewer than two. */
function lastDigit(text: string): number {
  const [, decimals, exponent] = /\.(\d{2,})(?:e(.+))?$/.exec(text.replaceAll("−", "-")) ?? [];
  return decimals === undefined ? 0 : 10 ** (Number(exponent ?? 0) - decimals.length);
}

/** Whether two numbers are the same within a share of the larger one. */
export const near = (a: number, b: number, tolerance: number, unit = 0): boolean =>
  // The last summand is the error of the subtraction itself.
  a === b || Math.abs(a - b) <= Math.max(tolerance * Math.max(Math.abs(a), Math.abs(b)), unit) * (1 + 1e-9);

function sameLine(expected: string, got: string, tolerance: number): boolean {
  const words = (line: string) => line.replace(NUMBER, "#").replace(/\s+/g, " ").trim();
  if (words(expected) !== words(got)) return false;
  const [before, after] = [expected.match(NUMBER) ?? [], got.match(NUMBER) ?? []];
  return before.every((text, i) => near(numberIn(text), numberIn(after[i] as string), tolerance, lastDigit(text)));
}

/**
 * The lines that differ. Where one has more lines, the first that has no partner is named, and nothing below it.
 * @param tolerance the relative difference that a number may have; one unit of its last decimal is always allowed, where it has two or more
 */
export function compareTexts(expected: string, got: string, tolerance: number): Mismatch[] {
  const [before, after] = [linesOf(expected), linesOf(got)];
  const same = (i: number, j: number) => sameLine(before[i] ?? "", after[j] ?? "", tolerance);
  if (before.length !== after.length) {
    const first = before.findIndex((_, i) => !same(i, i));
    const at = first === -1 ? Math.min(before.length, after.length) : first;
    return [
      {
        where: `line ${at + 1} (${before.length} lines before, ${after.length} now)`,
        expected: before[at] ?? "nothing",
        got: after[at] ?? "nothing",
      },
    ];
  }
  return before.flatMap((line, i) => (same(i, i) ? [] : [{ where: `line ${i + 1}`, expected: line, got: after[i] as string }]));
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** What is to read in HTML: a line a row of a table, without tags. */
export const textOfHtml = (html: string): string =>
  html
    .replace(/\s*\n\s*/g, " ")
    .replace(/<\/(?:tr|p|div|h\d|li)>/g, "\n")
    .replace(/<\/t[dh]>/g, " | ")
    .replace(/<(?:style|script)[^>]*>.*?<\/(?:style|script)>/gs, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => ({ lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" })[name] as string);
