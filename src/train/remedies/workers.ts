/** Workers of one step: the batch in equal parts, each with weights and random numbers of its own. What distributed training does on several machines is computed here one after the other. */
import { type Scalar, type Tensor, tf } from "../../backend/tf";
import { UsageError } from "../../errors";
import type { Batch, BatchGradient, Gradient, Turn } from "../step";

/** The examples of each worker, in the order of the batch. A remedy that cuts says so by `cuts` of its parts. */
export function shares({ images, labels }: Batch, workers: number): Batch[] {
  const size = labels.shape[0] / workers;
  const part = <T extends Tensor>(tensor: T, worker: number) => tf.slice(tensor, worker * size, size) as T;
  return Array.from({ length: workers }, (_, worker) => ({ images: part(images, worker), labels: part(labels, worker) }));
}

/** @throws UsageError, in the name of a remedy, for a batch that cannot be cut so */
export function requireShares(remedy: string, batch: number, workers: number): void {
  if (batch % workers === 0 && batch / workers >= 2) return;
  throw new UsageError(
    `${remedy}: a batch of ${batch} cannot be cut into ${workers} equal parts of two examples or more; take another number of workers or another batch.`,
  );
}

/**
 * The gradient of each worker on its share, dropout with masks of its own.
 * @param weightsOf the weights of a worker
 */
export const ofWorkers = (
  next: Gradient,
  batch: Batch,
  turn: Turn,
  workers: number,
  weightsOf: (worker: number) => Tensor[],
): BatchGradient[] =>
  shares(batch, workers).map((share, worker) => next(weightsOf(worker), share, { ...turn, pass: turn.pass * workers + worker }));

/** The mean of what the workers say: that of the whole batch where they have the same weights and nothing in the network looks at several examples. */
export const meanOf = (all: BatchGradient[]): BatchGradient => ({
  loss: mean(all.map(({ loss }) => loss)) as Scalar,
  gradients: meanOfLists(all.map(({ gradients }) => gradients)),
  seen: meanOfLists(all.map(({ seen }) => seen)),
});

/** The mean of several lists of tensors, place by place. */
export const meanOfLists = (lists: Tensor[][]): Tensor[] => (lists[0] ?? []).map((_, i) => mean(lists.map((list) => list[i] as Tensor)));

const mean = (tensors: Tensor[]): Tensor => tf.div(tf.addN(tensors), tensors.length);
