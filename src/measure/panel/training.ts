/** The panel's measures of a whole training: the plane in which its weights moved most, and λ_max against the edge of stability along full-batch gradient descent. */
import { UserError } from "../../errors";
import { missingSteps, requireSnapshots, type StoredSnapshot, snapshotFiles } from "../../train/snapshots";
import { keptEdge } from "../edge-file";
import { edgeOfStability } from "../edge-of-stability";
import { keptSurface } from "../grid-file";
import type { LossFunction } from "../loss-function";
import { addScaled, dot, norm, type Operator } from "../operator";
import { trajectoryPlane } from "../pca";
import { gridAround, type Projection } from "../plane";
import type { Surface } from "../surface";
import type { Known, Measure, Subject, Untrained } from "./measure";

/** A snapshot in the plane of its training. */
export interface TrajectoryRow extends Projection {
  epoch: number;
  step: number;
  /** At the snapshot itself with its own statistics, not at its projection. */
  loss: number;
  accuracy: number;
}

const trajectory: Measure = {
  about:
    "the plane in which the weights moved most along training (principal components of its snapshots): shares of variance, what it leaves out, the loss at each snapshot; with points=25 also the loss on a grid of the plane",
  settings: { points: 0, margin: 0.2 },
  headline: "residualShare",
  kinds: ["loss"],
  ofTraining: true,
  refusal: ({ snapshots }) =>
    snapshots
      ? undefined
      : "it follows the states of a training along its way, and none are kept; npx largebatch train … --save FOLDER --snapshots 1 keeps them",
  also: async ({ stored }) => (await snapshotFiles(stored.folder)).map(({ step }) => step).join(" "),
  async check(_settings, { stored: { folder } }) {
    const { length } = await requireSnapshots(folder);
    if (length < 3)
      throw new UserError(
        `A plane needs 3 or more snapshots, ${folder} has ${length}. Train again with more: --snapshots 1, or --snapshots steps:N.`,
      );
  },
  cost: async ({ points = 0 }, { snapshots }) => ({ losses: (await snapshots()).length + points * points }),
  async run(subject, { points = 0, margin = 0 }) {
    const { snapshots, loss, onPass, signal } = subject;
    const all = await snapshots();
    const plane = await trajectoryPlane(
      all.map(({ weights }) => weights),
      signal ? { signal } : {},
    );
    const rows: TrajectoryRow[] = [];
    for (const [i, { epoch, step, weights, statistics }] of all.entries()) {
      const there = await loss.withStatistics(statistics).evaluateAt(weights);
      rows.push({ epoch, step, ...(plane.points[i] as Projection), ...there });
      onPass(rows.length);
    }
    const { explained, spectrum, largestResidual, residualShare } = plane;
    const grid = points > 0 ? await gridOf(subject, plane, rows, { points, margin }) : null;
    const missing = missingSteps(rows, all.at(-1) as StoredSnapshot);
    return { explained, residualShare, largestResidual, spectrum, snapshots: rows, missing, grid };
  },
};

/** The loss around the trajectory; batch norm in mode `running` with the statistics of the end. */
function gridOf(
  { loss, partial, key, onPass, signal }: Subject,
  plane: Awaited<ReturnType<typeof trajectoryPlane>>,
  rows: readonly TrajectoryRow[],
  options: { points: number; margin: number },
): Promise<Surface> {
  return keptSurface(
    partial,
    { key },
    {
      centre: plane.origin,
      directions: plane.directions,
      ...gridAround(rows, options),
      evaluateAt: loss.evaluateAt,
      onCell: (_cell, done) => onPass(rows.length + done),
      ...(signal ? { signal } : {}),
    },
  );
}

const edge: Measure = {
  about:
    "λ_max of the Hessian against the edge of stability, 2/η (with momentum β: 2(1 + β)/η), along full-batch training, followed again from its start (steps=0: as many as the run took); points: about so many eigenvalues",
  // Coarser, a search that begins near the last eigenvector can settle for one that has fallen to second place.
  settings: { points: 50, steps: 0, products: 50, tolerance: 1e-3 },
  headline: "lastRatio",
  kinds: ["gradient", "hessian"],
  ofTraining: true,
  refusal: noGradientDescent,
  on: (known) => {
    requireGradientDescent(known);
    // What the training minimised: the loss of all examples at once, batch norm with their own statistics.
    const normed = known.network.statistics.length > 0;
    return { split: "train", batchNorm: normed ? "batch" : "running", ...(normed ? { chunk: known.data.train.count } : {}) };
  },
  cost(settings, { stored }) {
    const { steps, rows } = edgePlan(settings, stored.result.steps);
    return { gradients: steps + 1, products: rows * (settings.products ?? 0) };
  },
  async run({ stored, loss, random, key, partial, onPass, signal }, settings) {
    const { run, start, weights, result } = stored;
    const { steps, every } = edgePlan(settings, result.steps);
    const { tolerance, products: maxProducts } = settings;
    let passes = 0;
    const counted = <T>(value: T): T => {
      onPass(++passes);
      return value;
    };
    const { f, hessianAt } = penalised(loss, run.weightDecay);
    const counting = { dimension: f.dimension, lossAndGradientAt: async (w: Float64Array) => counted(await f.lossAndGradientAt(w)) };
    const countingAt = (w: Float64Array): Operator => {
      const hessian = hessianAt(w);
      return { dimension: hessian.dimension, apply: async (v) => counted(await hessian.apply(v)) };
    };
    const options = { start: Float64Array.from(start), rate: run.learningRate, momentum: momentumOf(stored), steps, every };
    const followed = await keptEdge(partial, key, {}, (from, keep) => {
      passes = from ? from.products + (from.rows.at(-1)?.step ?? 0) : 0;
      return edgeOfStability(counting, countingAt, {
        ...options,
        tolerance,
        maxProducts,
        random,
        from,
        onRow: (_row, state) => keep(state),
        ...(signal ? { signal } : {}),
      });
    });
    const { rows, w, ...rest } = followed;
    const ratios = rows.map(({ ratio }) => ratio);
    const away = w.map((value, i) => value - (weights[i] as number));
    const moved = Float64Array.from(weights, (value, i) => value - (start[i] as number));
    return {
      ...rest,
      weightDecay: run.weightDecay,
      threshold: rows[0]?.threshold ?? null,
      largestRatio: Math.max(...ratios),
      lastRatio: ratios.at(-1) ?? null,
      steps,
      // Rounding grows at the edge: how far this training has come from the stored one, in units of the way it went.
      offRun: steps === result.steps && rest.diverged === null ? norm(away) / norm(moved) : null,
      rows: rows.map((row) => ({ epoch: row.step, ...row })),
    };
  },
};

/** @throws UserError for a run that was no gradient descent on the whole training set */
function requireGradientDescent({ stored, network, data, trainingExamples }: Known): void {
  if (data.train.count !== trainingExamples)
    throw new UserError("edge: the training is followed on all its examples; leave out --examples.");
  const why = noGradientDescent({ run: stored.run, network, examples: trainingExamples });
  if (why) throw new UserError(`edge of ${stored.folder}: ${why}`);
}

/** Why a training is no gradient descent on the whole training set, where it is none. */
function noGradientDescent({ run: { optimizer, batch, remedies }, network, examples }: Omit<Untrained, "snapshots">): string | undefined {
  const refuse = (why: string, remedy: string) =>
    `λ_max is compared with 2/η along full-batch gradient descent; it ${why}. ` +
    `${remedy}: npx largebatch train … --optimizer sgd --batch ${examples}.`;
  if (optimizer === "adam") return refuse("is trained with adam, which scales its steps by itself", "Measure a run of sgd or momentum");
  if (remedies) return refuse(`is trained with remedies (${Object.keys(remedies).join(", ")})`, "Measure a run without them");
  if (batch !== examples)
    return refuse(`is trained with batch ${batch} of ${examples} examples`, "Measure a run whose batch is the whole training set");
  if (network.kinds.includes("dropout"))
    return refuse("has dropout, so that each step goes down another loss", "Measure a network without dropout");
  return undefined;
}

const momentumOf = ({ run }: Known["stored"]): number => (run.optimizer === "momentum" ? run.momentum : 0);

/** Steps of the training, how many lie between two eigenvalues, and how many eigenvalues that makes. */
function edgePlan({ steps: asked = 0, points = 1 }: Record<string, number>, taken: number): { steps: number; every: number; rows: number } {
  if (!Number.isInteger(points) || points < 1) throw new RangeError(`points must be an integer of 1 or more, got ${points}.`);
  const steps = asked === 0 ? taken : asked;
  const every = Math.max(1, Math.ceil(steps / points));
  return { steps, every, rows: Math.ceil(steps / every) + 1 };
}

/** The loss with the penalty λ/2 · ‖w‖² that the training added to it. */
function penalised(
  loss: Pick<Subject["loss"], "dimension" | "lossAndGradientAt" | "hessianAt">,
  weightDecay: number,
): { f: Pick<LossFunction, "dimension" | "lossAndGradientAt">; hessianAt(w: Float64Array): Operator } {
  if (weightDecay === 0) return { f: loss, hessianAt: loss.hessianAt };
  return {
    f: {
      dimension: loss.dimension,
      lossAndGradientAt: async (w) => {
        const { loss: value, gradient } = await loss.lossAndGradientAt(w);
        addScaled(gradient, weightDecay, w);
        return { loss: value + (weightDecay / 2) * dot(w, w), gradient };
      },
    },
    hessianAt: (w) => {
      const hessian = loss.hessianAt(w);
      return {
        dimension: hessian.dimension,
        apply: async (v) => {
          const product = await hessian.apply(v);
          addScaled(product, weightDecay, v);
          return product;
        },
      };
    },
  };
}

export const trainingMeasures: Record<string, Measure> = { trajectory, edge };
