/** Would stopping early have closed the gap? Test accuracy along the trainings, and the best epoch that nobody could have known. */
import { mean, type Summary, summarize, summarizePaired } from "../stats/summary";
import { openStore } from "../sweep/store";
import { historyRows } from "../sweep/store/histories";
import type { RunRow } from "../sweep/store/row";

/** One training: its test accuracy (%) after each epoch in which it was measured. */
export interface AccuracyCurve {
  id: string;
  batch: number;
  seed: number;
  epochs: number[];
  accuracy: number[];
}

/** The curves of stored runs, from their histories. */
export async function accuracyCurves(rows: readonly RunRow[], store = openStore()): Promise<AccuracyCurve[]> {
  const curves: AccuracyCurve[] = [];
  const runs = rows[Symbol.iterator]();
  for await (const history of historyRows(store.folder, rows)) {
    const { id, batch, seed } = runs.next().value as RunRow;
    const measured = history.filter(({ testAccuracy }) => testAccuracy !== undefined);
    curves.push({
      id,
      batch,
      seed,
      epochs: measured.map(({ epoch }) => epoch as number),
      accuracy: measured.map(({ testAccuracy }) => 100 * (testAccuracy as number)),
    });
  }
  return curves;
}

/** Mean of curves of one batch. A training that has ended keeps its last value, so that the mean is over the same seeds everywhere. */
export function meanCurve(curves: readonly AccuracyCurve[]): Pick<AccuracyCurve, "epochs" | "accuracy"> {
  const epochs = [...new Set(curves.flatMap((curve) => curve.epochs))].sort((a, b) => a - b);
  const valueAt = ({ epochs: own, accuracy }: AccuracyCurve, epoch: number): number =>
    accuracy[own.filter((each) => each <= epoch).length - 1] ?? Number.NaN;
  return { epochs, accuracy: epochs.map((epoch) => mean(curves.map((curve) => valueAt(curve, epoch)))) };
}

export interface EarlyStopping {
  rows: {
    seed: number;
    /** Test accuracies, %. The best is an oracle's: chosen on the test set itself. */
    smallFinal: number;
    largeFinal: number;
    largeBest: number;
    /** Epoch of the best. */
    bestEpoch: number;
  }[];
  /** Best of the large batch less the end of the small one, points, seed by seed. */
  oracle: Summary;
  /** Large batch: mean test accuracy of the last quarter of its epochs less that of the quarter before, points. */
  late: Summary;
  runs: string[];
}

/** @throws RangeError where no seed has both batches */
export function earlyStopping(curves: readonly AccuracyCurve[], { small, large }: { small: number; large: number }): EarlyStopping {
  const found = curves
    .filter(({ batch }) => batch === large)
    .flatMap((ofLarge) => {
      const ofSmall = curves.find(({ batch, seed }) => batch === small && seed === ofLarge.seed);
      return ofSmall ? [{ ofSmall, ofLarge }] : [];
    });
  const rows = found.map(({ ofSmall, ofLarge }) => {
    const largeBest = Math.max(...ofLarge.accuracy);
    return {
      seed: ofLarge.seed,
      smallFinal: ofSmall.accuracy.at(-1) as number,
      largeFinal: ofLarge.accuracy.at(-1) as number,
      largeBest,
      bestEpoch: ofLarge.epochs[ofLarge.accuracy.indexOf(largeBest)] as number,
    };
  });
  return {
    rows,
    oracle: summarizePaired(
      rows.map(({ largeBest }) => largeBest),
      rows.map(({ smallFinal }) => smallFinal),
    ),
    late: summarize(found.map(({ ofLarge }) => lateChange(ofLarge.accuracy))),
    runs: found.flatMap(({ ofSmall, ofLarge }) => [ofSmall.id, ofLarge.id]),
  };
}

/** Mean of the last quarter less that of the one before. Of fewer than four values: the last less the one before. */
export function lateChange(values: readonly number[]): number {
  const quarter = Math.max(1, Math.floor(values.length / 4));
  return mean(values.slice(-quarter)) - mean(values.slice(-2 * quarter, -quarter));
}
