/** Tensor accounting: how many tensors live, and a guard that fails when some work leaves more of them than it says. */
import { tf } from "./tf";

/** Number of live tensors. */
export const tensorCount = (): number => tf.memory().numTensors;

/**
 * Runs `work` and throws when it left other than `kept` tensors behind.
 * @param kept how many tensors the result holds on purpose
 */
export async function withoutLeaks<T>(work: () => T | Promise<T>, kept = 0): Promise<T> {
  const before = tensorCount();
  const result = await work();
  const left = tensorCount() - before;
  if (left !== kept) throw new Error(`${left} tensors were left behind, expected ${kept}.`);
  return result;
}
