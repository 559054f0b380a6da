/** Chooses each cell's learning rate from its tuning runs: by their accuracy on the validation examples, never by the test set. */
import { type Cell, type CellRate, cellName, cellsOf, type Sweep, tuningOf } from "./grid";
import { bestOf, edgeOf, type Outcome, type Trial, trialOf } from "./rates";

/** A rate that was chosen, and what it was chosen from. */
export interface TunedRate extends CellRate {
  /** Number of examples that were held out of training. */
  validation: number;
  /** Means over the tuning seeds, on those examples; the loss in nats. */
  accuracy: number;
  loss: number;
  /** All rates of the grid, smallest first. */
  trials: Trial[];
}

export interface Tuned {
  rates: TunedRate[];
  /** Cells without a rate, and why. */
  untuned: { cell: Cell; error: string }[];
  /** What a reader should know of the choice: a sentence each. */
  notes: string[];
}

/**
 * The rates of all cells whose tuning runs are there.
 * @param outcomeOf what a tuning run came to, by its id; undefined where nothing is known
 */
export function tuneRates(sweep: Sweep, outcomeOf: (id: string) => Outcome | undefined): Tuned {
  const tuned: Tuned = { rates: [], untuned: [], notes: [] };
  if (sweep.rate.rule !== "tuned") return tuned;
  for (const cell of cellsOf(sweep)) {
    const tried = tuningOf(sweep, cell);
    const trials = tried.map(({ learningRate, runs }) =>
      trialOf(
        learningRate,
        runs.map(({ id }) => outcomeOf(id)),
      ),
    );
    // A rate of which nothing is known could be the best one: to choose among the others would depend on what failed.
    const lost = trials.find(({ error }) => error !== undefined);
    const best = bestOf(trials);
    if (lost) tuned.untuned.push({ cell, error: `its learning rate is not tuned: at ${lost.learningRate}, ${lost.error}` });
    else if (!best)
      tuned.untuned.push({
        cell,
        error: `its learning rate is not tuned: at every rate ${span(trials)} the training diverged; try smaller ones`,
      });
    else {
      const { learningRate, accuracy, loss } = best;
      const validation = tried[0]?.runs[0]?.run.validation ?? 0;
      tuned.rates.push({
        network: cell.network,
        recipe: cell.recipe.name,
        batch: cell.batch,
        learningRate,
        accuracy,
        loss,
        validation,
        trials,
      });
      const edge = edgeOf(trials, learningRate);
      if (edge) {
        const other = edge === "largest" ? "larger" : "smaller";
        tuned.notes.push(
          `${cellName(cell)}: the best rate, ${learningRate}, is the ${edge} of the grid; a ${other} one may be better still.`,
        );
      }
    }
  }
  return tuned;
}

const span = (trials: Trial[]): string => `from ${trials[0]?.learningRate} to ${trials.at(-1)?.learningRate}`;
