/** Where the runs of each batch ended. Trainings that stop when their loss ceases to improve stop at another loss for each batch: what follows the batch there may follow the loss. */
import { geometricMean, summarize } from "../stats/summary";
import type { RunRow } from "../sweep/store/row";
import type { Evidence } from "./claim";
import { largestAndSmallest, ratioEvidence } from "./ratio";

type Row = Pick<RunRow, "id" | "batch" | "seed" | "trainLoss" | "steps">;

const lossOf = ({ trainLoss = Number.NaN }: Row): number => trainLoss;

/** For a table, a row a batch, rising: geometric means over the seeds, and the mean number of steps. @param phis of the same runs, by their ids */
export function stallRows(rows: readonly Row[], phis: readonly { id: string; phi: number }[]): Record<string, number>[] {
  const known = new Map(phis.map(({ id, phi }) => [id, phi]));
  const batches = [...new Set(rows.map(({ batch }) => batch))].sort((a, b) => a - b);
  return batches.map((batch) => {
    const own = rows.filter((row) => row.batch === batch);
    return {
      batch,
      "final training loss (nats)": geometricMean(own.map(lossOf)),
      steps: Math.round(summarize(own.map(({ steps = Number.NaN }) => steps)).mean),
      "φ (geometric mean)": geometricMean(own.map(({ id }) => known.get(id) ?? Number.NaN)),
    };
  });
}

/** Final training loss of the largest over the smallest batch, geometric mean of the seeds with its 95 % interval. Without an estimate where a loss is 0 or not known. */
export const finalLossRise = (rows: readonly Row[]): Evidence =>
  ratioEvidence(
    largestAndSmallest(rows, lossOf),
    rows.map(({ id }) => id),
  );
