/** The ledger: what is claimed, the test that was stated before, what came out, and the verdict that follows. A verdict is computed here and nowhere written by hand. */
import type { Summary } from "../stats/summary";
import { type Mark, quotable } from "./published";

export type Verdict = "reproduced" | "direction only" | "not reproduced" | "not tested";

/** A published figure, with its interval where one was published. */
export interface PublishedValue {
  value: number;
  low?: number;
  high?: number;
  mark: Mark;
}

/** A number that can be counted: it is the published one, or it is not. */
export interface CountTest {
  kind: "count";
  /** What is counted, with its unit. */
  effect: string;
  /** Relative deviation that still counts as the same, for figures that were published rounded. Default 0: exactly the same. */
  tolerance?: number;
}

/**
 * A measured quantity with an interval. `direction`: only its side of `from` was claimed. `difference` and `ratio`: its size was published, too; a difference is
 * compared with 0 and a ratio with 1, unless `from` says otherwise.
 */
export interface EffectTest {
  kind: "direction" | "difference" | "ratio";
  /** What is measured, with its unit. */
  effect: string;
  /** On which side of `from` the claim expects it. */
  direction: "above" | "below";
  from?: number;
  /** Measurements (seeds, as a rule) that the test asks for at least. */
  seeds: number;
  /** What it means when the interval contains `from`, or lies wholly on the other side, where "not decided" and "reversed" would mislead. */
  otherwise?: { undecided?: string; beyond?: string };
}

export type ClaimTest = CountTest | EffectTest;

/** What the interval of an effect is held against. */
export const boundOf = ({ kind, from = kind === "ratio" ? 1 : 0 }: Pick<EffectTest, "kind" | "from">): number => from;

/** A claim before it is tested. */
export interface Hypothesis {
  /** Short and lasting, such as "resnet-152-depth". */
  id: string;
  statement: string;
  /** Who claims it, and where. */
  source: string;
  published?: PublishedValue;
  test: ClaimTest;
}

/** What a test gave. Without an estimate the claim is not tested, and `reason` says why. */
export interface Evidence {
  estimate?: number;
  /** 95 % interval unless `test.effect` says otherwise. */
  interval?: readonly [low: number, high: number];
  /** Measurements behind the estimate. Default 1. */
  n?: number;
  reason?: string;
  /** The runs behind it, by their ids. */
  runs?: readonly string[];
}

/** A claim with its verdict. Plain data: it goes into JSON as it is. */
export interface Claim extends Hypothesis {
  estimate: number | null;
  interval: [low: number, high: number] | null;
  n: number;
  verdict: Verdict;
  /** Why the verdict is not "reproduced". */
  reason?: string;
  runs: string[];
}

/** Tests a claim. @throws RangeError for an interval whose ends are swapped */
export function judge(hypothesis: Hypothesis, evidence: Evidence): Claim {
  const { estimate, interval, n = estimate === undefined ? 0 : 1, runs = [] } = evidence;
  const { verdict, reason } = verdictOf(hypothesis, evidence);
  const numbers = {
    estimate: finite(estimate) ?? null,
    interval: interval?.every(Number.isFinite) ? ([...interval] as [number, number]) : null,
  };
  return { ...hypothesis, ...numbers, n, verdict, ...(reason ? { reason } : {}), runs: [...runs] };
}

/** The evidence of a summary over seeds. @param transform from the scale of the summary to that of the claim (rising), such as Math.exp for logarithms */
export const evidenceOf = (
  { n, mean, low, high }: Summary,
  runs: readonly string[] = [],
  transform = (x: number): number => x,
): Evidence => ({
  estimate: transform(mean),
  interval: [transform(low), transform(high)],
  n,
  runs,
});

/**
 * The verdict alone.
 *
 * - No estimate, too few measurements or no interval: *not tested*.
 * - `count`: *reproduced* when the estimate is the published number (within the tolerance), else *not reproduced*.
 * - Else the interval must lie wholly on the claimed side: on the other side, or with `from` inside, it is *not reproduced*. (0 for a difference and 1 for a ratio mean no effect; any other `from` is a bound.)
 * - On the claimed side: *reproduced* when the published value (or its interval) meets ours, or when no size was published; *direction only* when it does not.
 *
 * A published value that is only recalled is never compared with.
 */
export function verdictOf(
  { test, published }: Pick<Hypothesis, "test" | "published">,
  evidence: Evidence,
): { verdict: Verdict; reason?: string } {
  const estimate = finite(evidence.estimate);
  if (estimate === undefined) return { verdict: "not tested", reason: evidence.reason ?? "there is no estimate" };
  const value = published && quotable(published) ? published : undefined;
  return test.kind === "count" ? verdictOfCount(test, value, estimate) : verdictOfEffect(test, published, value, evidence);
}

function verdictOfCount(
  { tolerance = 0 }: CountTest,
  published: PublishedValue | undefined,
  estimate: number,
): ReturnType<typeof verdictOf> {
  if (!published) return { verdict: "not tested", reason: "no number is published that could be compared with" };
  if (Math.abs(estimate - published.value) <= tolerance * Math.abs(published.value)) return { verdict: "reproduced" };
  return { verdict: "not reproduced", reason: `counted ${readable(estimate)}, published ${readable(published.value)}` };
}

function verdictOfEffect(
  test: EffectTest,
  published: PublishedValue | undefined,
  quoted: PublishedValue | undefined,
  { interval, n = 1 }: Evidence,
): ReturnType<typeof verdictOf> {
  if (n < test.seeds) return { verdict: "not tested", reason: `${n} of the ${test.seeds} measurements that the test asks for` };
  if (!interval?.every(Number.isFinite)) return { verdict: "not tested", reason: "there is no interval" };
  const [low, high] = interval;
  if (low > high) throw new RangeError(`An interval goes from low to high, got [${low}, ${high}].`);
  const { otherwise = {} } = test;
  const from = boundOf(test);
  const side = low > from ? "above" : high < from ? "below" : undefined;
  if (side === undefined)
    return { verdict: "not reproduced", reason: otherwise.undecided ?? `not decided: the interval contains ${readable(from)}` };
  if (side !== test.direction) {
    // Beyond a bound that leaves room on both sides nothing is reversed: it is less, or more, than was claimed.
    const plain = from === 0 || from === 1 ? "the effect is reversed" : `the whole interval lies ${side} the bound ${readable(from)}`;
    return { verdict: "not reproduced", reason: otherwise.beyond ?? plain };
  }
  if (test.kind === "direction" || !published) return { verdict: "reproduced" };
  if (!quoted) return { verdict: "direction only", reason: "its published size is not certain enough to compare with" };
  const { low: least = quoted.value, high: most = quoted.value } = quoted;
  if (least <= high && low <= most) return { verdict: "reproduced" };
  return { verdict: "direction only", reason: `the published ${readable(quoted.value)} lies outside the interval` };
}

const finite = (value: number | undefined): number | undefined => (value !== undefined && Number.isFinite(value) ? value : undefined);

/** A number as it is read: integers with grouped digits, others to four significant ones, tiny ones as 4.504e−7. */
export const readable = (value: number): string =>
  (value !== 0 && Math.abs(value) < 1e-6 ? Number(value.toPrecision(4)).toExponential() : readableSized(value)).replaceAll("-", "−");

const readableSized = (value: number): string =>
  (Number.isInteger(value) ? value : Number(value.toPrecision(4))).toLocaleString("en-US", { maximumSignificantDigits: 15 });
