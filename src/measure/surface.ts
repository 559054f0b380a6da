/** The loss on a grid around a point of weight space, along one direction or in a plane: L(α, β) = f(w + α·δ + β·η) (Li et al., NeurIPS 2018, §3). */
import { defaultSignal } from "../signal";
import type { Evaluation } from "../train/evaluate";

/** Loss and accuracy at a point. The vector is only lent: it changes after the call. @param at the point's coordinates */
export type EvaluateAt = (w: Float64Array, at: { alpha: number; beta: number }) => Evaluation | Promise<Evaluation>;

/** Coordinates of a grid: α along the first direction, β along the second. A line has β = 0 alone. */
export interface Grid {
  alphas: number[];
  /** Default `[0]`. */
  betas?: number[];
}

/** One point of a grid: `row` counts the β, `column` the α. */
export interface Cell extends Evaluation {
  row: number;
  column: number;
}

export interface SurfaceSpec extends Grid {
  /** Where both coordinates are 0. */
  centre: Float64Array;
  /** δ, and in a plane η. */
  directions: readonly Float64Array[];
  evaluateAt: EvaluateAt;
  /** Cells that are known already; they are not evaluated again. */
  finished?: readonly Cell[];
  /** Told, and awaited, after each new cell. @param of cells in all @param done with those known already */
  onCell?(cell: Cell, done: number, of: number): unknown;
  /** Ends the measurement between two cells. Default: in a notebook, that of the cell. */
  signal?: AbortSignal;
}

export interface Surface {
  alphas: number[];
  betas: number[];
  /** Nats; a row a β, a column an α. Not finite where the network's numbers overflow. */
  losses: number[][];
  /** Share of right answers, 0 … 1. */
  accuracies: number[][];
  /** Evaluations of this call; fewer than cells where some were known. */
  evaluations: number;
}

/** Cells of one grid: each is held in memory, and written to the disk with all others. */
const MOST_CELLS = 1_000_000;

/** `points` numbers from `from` to `to`, evenly. Default: the authors' 51 from −1 to 1. @throws RangeError for fewer than 2 points or more than a million, or bounds out of order */
export function evenly(from = -1, to = 1, points = 51): number[] {
  if (!Number.isInteger(points) || points < 2) throw new RangeError(`A grid needs an integer of 2 or more points a side, got ${points}.`);
  if (points > MOST_CELLS) throw new RangeError(`A grid has at most ${MOST_CELLS} points a side, got ${points}.`);
  if (!(Number.isFinite(from) && Number.isFinite(to) && from < to))
    throw new RangeError(`A grid goes from a number up to a larger one, got ${from} to ${to}.`);
  return Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
}

export interface SurfaceCost {
  evaluations: number;
  seconds: number;
}

/**
 * What a surface will cost.
 * @param msPerEvaluation time of one `evaluateAt`; measure it at the centre
 * @param finished number of cells that are known already
 */
export function surfaceCost({ alphas, betas = [0] }: Grid, msPerEvaluation: number, finished = 0): SurfaceCost {
  const evaluations = alphas.length * betas.length - finished;
  return { evaluations, seconds: (evaluations * msPerEvaluation) / 1000 };
}

/**
 * Evaluates the cells that are not finished, row by row. Each cell's point is computed from the centre, so a grid that went on gives the same numbers as one in a single go.
 * @throws RangeError for directions of another length or number, coordinates that are no numbers, more than a million cells, or finished cells outside the grid
 * @throws the signal's reason when it is aborted
 */
export async function lossSurface(spec: SurfaceSpec): Promise<Surface> {
  const { centre, directions, alphas, betas = [0], evaluateAt, finished = [], onCell, signal = defaultSignal() } = spec;
  requireFitting(spec, betas);
  const [delta, eta] = directions as [Float64Array, Float64Array | undefined];
  const cells = betas.map(() => new Array<Cell | undefined>(alphas.length).fill(undefined));
  let done = 0;
  for (const cell of finished) {
    const row = cells[cell.row];
    if (!row || !(cell.column in row))
      throw new RangeError(`The finished cell (${cell.row}, ${cell.column}) lies outside the grid of ${betas.length} × ${alphas.length}.`);
    if (!row[cell.column]) done++;
    row[cell.column] = cell;
  }
  const known = done;
  const start = centre.slice();
  const w = new Float64Array(centre.length);
  for (const [row, beta] of betas.entries()) {
    if (eta) moved(start, centre, beta, eta);
    for (const [column, alpha] of alphas.entries()) {
      if (cells[row]?.[column]) continue;
      await new Promise(setImmediate);
      signal?.throwIfAborted();
      moved(w, start, alpha, delta);
      const { loss, accuracy } = await evaluateAt(w, { alpha, beta });
      const cell = { row, column, loss, accuracy };
      (cells[row] as (Cell | undefined)[])[column] = cell;
      done++;
      await onCell?.(cell, done, alphas.length * betas.length);
    }
  }
  const values = (of: (cell: Cell) => number) => cells.map((row) => row.map((cell) => of(cell as Cell)));
  return { alphas, betas, losses: values(({ loss }) => loss), accuracies: values(({ accuracy }) => accuracy), evaluations: done - known };
}

/** to ← from + by · direction. Written out for one kind of vector: a surface does it for each cell, over a million weights and more. */
function moved(to: Float64Array, from: Float64Array, by: number, direction: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] = (from[i] as number) + by * (direction[i] as number);
}

function requireFitting({ centre, directions, alphas }: SurfaceSpec, betas: number[]): void {
  if (directions.length < 1 || directions.length > 2)
    throw new RangeError(`A surface has one or two directions, got ${directions.length}.`);
  const wrong = directions.find((direction) => direction.length !== centre.length);
  if (wrong) throw new RangeError(`A direction has ${wrong.length} numbers, the point ${centre.length}: they are of different networks.`);
  const bad = [...alphas, ...betas].find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw new RangeError(`The coordinates of a grid must be numbers, got ${bad}.`);
  if (alphas.length === 0 || betas.length === 0)
    throw new RangeError("A grid needs at least one coordinate along each direction, got none.");
  if (alphas.length * betas.length > MOST_CELLS)
    throw new RangeError(`A grid has at most ${MOST_CELLS} cells, got ${betas.length} × ${alphas.length}. Take fewer points a side.`);
  if (directions.length === 1 && betas.some((beta) => beta !== 0))
    throw new RangeError("Coordinates β other than 0 need a second direction.");
}
