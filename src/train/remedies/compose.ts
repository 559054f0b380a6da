/** Puts the remedies of a run together, in the order of the registry, to what an engine trains with. */
import type { Run } from "../../config";
import { cut } from "../../model/flat";
import type { Network } from "../../model/network";
import type { Snapshot, TrainingSpec } from "../engine";
import { buildOptimizer } from "../optimizers";
import type { ExtraOf, StateSpecs } from "../state";
import type { Advance, Batch, Core, Gradient, Objective, Turn, Wrappers } from "../step";
import { chosenOf } from "./check";
import type { Finish, Parts, StepAbout } from "./remedy";
import { scheduleOf } from "./schedule";

/**
 * The training of a run at one of its batch sizes, with its remedies.
 * @param examples number of training examples
 * @param batch default: the run's
 * @throws UsageError where a remedy does not fit the network or the batch
 */
export function trainingOf(run: Run, network: Network, examples: number, batch = run.batch): TrainingSpec {
  const named = partsOf({ run, network, examples, batch, schedule: scheduleOf(run, examples) });
  const parts = named.map(({ part }) => part);
  const optimizer = parts.reduce((base, { optimizer }) => optimizer?.(base) ?? base, buildOptimizer(run));
  if (parts.length === 0) return { optimizer, batch, settings: run };
  const observes = parts.some(({ finish }) => finish);
  return { optimizer, batch, settings: run, wrappers: wrappersOf(parts), extraOf: extraOf(named), grain: grainOf(parts), observes };
}

/** Into how many equal parts the remedies of a run cut its batch, each with a gradient of its own: 1 where none does. */
export const cutsOf = (run: Run, network: Network, examples: number): number =>
  partsOf({ run, network, examples, batch: run.batch, schedule: scheduleOf(run, examples) }).reduce(
    (cuts, { part }) => cuts * (part.cuts ?? 1),
    1,
  );

/**
 * The state that counts in the end.
 * @param statisticsAt batch norm's statistics at some weights
 * @returns the same where no remedy has a say in it
 */
export function finished(about: StepAbout, specs: StateSpecs, end: Snapshot, statisticsAt: Finish["statisticsAt"]): Snapshot {
  const kept = cut(end.extra ?? new Float32Array(), Object.values(specs.extra).flat());
  const ownOf = (name: string) => {
    const names = Object.entries(specs.extra).flatMap(([owner, list]) => list.map(() => owner));
    return kept.filter((_, i) => names[i] === name);
  };
  return partsOf(about).reduce((state, { name, part }) => part.finish?.(state, { own: ownOf(name), statisticsAt }) ?? state, end);
}

interface Named {
  name: string;
  part: Parts;
}

/** From the outermost inwards, so that each sees the part of the batch that those around it leave to it; answers in the order of the registry. */
function partsOf(about: StepAbout): Named[] {
  let { batch } = about;
  const inwards = chosenOf(about.run)
    .reverse()
    .map(({ remedy: { name, parts }, settings }) => {
      const part = parts?.(settings, { ...about, batch }) ?? {};
      batch /= part.cuts ?? 1;
      return { name, part };
    });
  return inwards.reverse();
}

function wrappersOf(parts: Parts[]): Wrappers {
  return {
    network: (network) => parts.reduce((next, { network }) => network?.(next) ?? next, network),
    examples: (batch: Batch, turn: Turn) => parts.reduce((next, { examples }) => examples?.(next, turn) ?? next, batch),
    objective: (plain: Objective) => parts.reduce((next, { objective }) => objective?.(next) ?? next, plain),
    gradient: (plain: Gradient, objective: Objective) => parts.reduce((next, { gradient }) => gradient?.(next, objective) ?? next, plain),
    step: (plain: Advance, core: Core) => parts.reduce((next, { step }) => step?.(next, core) ?? next, plain),
    ownDecay: parts.some(({ ownDecay }) => ownDecay),
  };
}

const extraOf =
  (named: Named[]): ExtraOf =>
  (specs) =>
    Object.fromEntries(named.flatMap(({ name, part: { extra } }) => (extra ? [[name, extra(specs)] as const] : [])));

/** A step that cuts its batch is recorded at multiples of this, so that its parts are whole there, too. */
const grainOf = (parts: Parts[]): number => parts.reduce((grain, { cuts = 1, groups = 1 }) => grain * cuts * groups, 1);
