/** Margins, and the norm-based measures of complexity that are set against them, up to constants: spectral norms over margin, and the path norm. */
import { expectCount, expectPositive } from "./checks";
import type { WeightNorms } from "./norms";

export interface Margins {
  /** The 10th percentile, as Jiang et al. (ICLR 2020) use it in place of the minimum: the ⌈n/10⌉-th smallest margin. */
  percentile10: number;
  min: number;
  median: number;
  mean: number;
  /** Share of examples with a margin of 0 or below: not classified right. */
  wrong: number;
  examples: number;
}

/**
 * Output margins: the logit of the label less the largest other logit. In units of logits, so they grow with the scale of the last layer.
 * @param logits `[examples, classes]`, row by row
 * @param labels one an example, from 0 to classes − 1
 * @throws RangeError for no examples, one class, sizes that do not fit, an unknown label, or logits that are no finite numbers
 */
export function margins(logits: ArrayLike<number>, labels: ArrayLike<number>, classes: number): Margins {
  expectCount("The number of examples", labels.length);
  expectCount("The number of classes", classes, 2);
  if (logits.length !== labels.length * classes)
    throw new RangeError(`${labels.length} examples of ${classes} classes have ${labels.length * classes} logits, got ${logits.length}.`);
  const values = Array.from({ length: labels.length }, (_, i) => marginOf(logits, i * classes, labels[i] as number, classes)).sort(
    (a, b) => a - b,
  );
  const n = values.length;
  return {
    percentile10: values[Math.ceil(n / 10) - 1] as number,
    min: values[0] as number,
    median: ((values[Math.floor((n - 1) / 2)] as number) + (values[Math.floor(n / 2)] as number)) / 2,
    mean: values.reduce((sum, value) => sum + value, 0) / n,
    wrong: values.filter((value) => value <= 0).length / n,
    examples: n,
  };
}

function marginOf(logits: ArrayLike<number>, at: number, label: number, classes: number): number {
  if (!Number.isInteger(label) || label < 0 || label >= classes)
    throw new RangeError(`Labels must be integers from 0 to ${classes - 1}, got ${label}.`);
  let other = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < classes; j++) {
    const logit = logits[at + j] as number;
    if (!Number.isFinite(logit)) throw new RangeError(`Logits must be finite numbers, got ${logit}.`);
    if (j !== label) other = Math.max(other, logit);
  }
  return (logits[at + label] as number) - other;
}

export interface SpectralMarginOptions {
  /** γ: a margin above 0, such as `percentile10`. */
  margin: number;
  /** Training examples, m. */
  examples: number;
  /** What the Frobenius norms are of: the kernels (`origin`, the default) or kernel − start (`start`). */
  from?: "origin" | "start";
}

/**
 * Natural logarithm of √( ∏ ‖Wᵢ‖₂² · Σ ‖Wⱼ‖²_F / ‖Wⱼ‖₂² / (γ² m) ): the part of the bound of Neyshabur, Bhojanapalli and Srebro (ICLR 2018, Theorem 1) that depends on the weights, as Jiang et al. (2020)
 * compare networks by it ("spectral-orig", with `start` "spectral-init"); Bartlett, Foster and Telgarsky (2017) has another norm in the sum. Constants, the size of the inputs, depth, width and logarithms are
 * left out: it ranks networks of one shape on one data set and bounds nothing. For networks with batch norm the kernels say little: fold batch norm in first.
 * @throws RangeError for a margin of 0 or below (then the measure is not defined), a kernel that is 0, or `start` with norms that know none
 */
export function logSpectralMargin(norms: WeightNorms, { margin, examples, from = "origin" }: SpectralMarginOptions): number {
  expectPositive("The margin", margin, "The measure is defined for networks that classify at least that share of the examples right.");
  expectCount("The number of examples", examples);
  if (norms.logSpectralProduct === null) throw new RangeError("A kernel is 0: its spectral norm must be above 0.");
  let sum = 0;
  for (const { kernel } of norms.layers) {
    if (!kernel) continue;
    const size = from === "origin" ? kernel.frobenius : kernel.distance;
    if (size === null) throw new RangeError("These norms know no distance from the start: measure them with `start`.");
    sum += (size / kernel.spectral) ** 2;
  }
  return norms.logSpectralProduct + Math.log(sum) / 2 - Math.log(margin) - Math.log(examples) / 2;
}

/**
 * Path norm: √ of the sum of the outputs that the network with squared weights gives to an input of ones, which is the sum over all paths of the product of their squared weights, biases being paths, too
 * (Neyshabur, Tomioka and Srebro, 2015; as in Jiang et al., 2020). It does not change under rescaling T_α. One forward pass. For networks of dense, convolution, ReLU, max-pooling and flatten layers; batch norm
 * subtracts a mean, so that outputs are no sums of paths any more.
 * @param outputs the network's logits for an input of ones at given weights
 * @throws RangeError when the sum is no finite number or below 0
 */
export async function pathNorm(
  outputs: (w: Float64Array) => ArrayLike<number> | Promise<ArrayLike<number>>,
  w: ArrayLike<number>,
): Promise<number> {
  const answer = await outputs(Float64Array.from(w, (value) => value * value));
  let sum = 0;
  for (let i = 0; i < answer.length; i++) sum += answer[i] as number;
  if (!(sum >= 0 && Number.isFinite(sum)))
    throw new RangeError(`The outputs for squared weights add up to ${sum}, expected a number of 0 or more.`);
  return Math.sqrt(sum);
}
