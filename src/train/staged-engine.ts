/** The engine of a training whose batch may change from one epoch to the next: made anew for another batch, the state handed on. */
import type { Engine, Snapshot } from "./engine";
import type { Schedule } from "./remedies/remedy";

export interface Stages {
  /** The engine at hand. */
  readonly engine: Engine;
  /** Of the engine at hand. */
  readonly batch: number;
  /** Makes the engine fit for an epoch. @param isStart whether no step of it was done yet: an optimizer that starts anew does so then */
  enter(epoch: number, isStart: boolean): void;
  dispose(): void;
}

/**
 * @param create an engine for a batch, at a state
 * @param fresh what the training started from
 * @param state what it goes on from, in `epoch`
 */
export function stagesOf(
  create: (batch: number, state: Snapshot) => Engine,
  schedule: Schedule,
  { fresh, state, epoch }: { fresh: Snapshot; state: Snapshot; epoch: number },
): Stages {
  let batch = schedule.batch(epoch);
  let engine = create(batch, state);
  return {
    get engine() {
      return engine;
    },
    get batch() {
      return batch;
    },
    enter(epoch, isStart) {
      if (schedule.batch(epoch) !== batch) {
        const state = engine.read();
        engine.dispose();
        batch = schedule.batch(epoch);
        engine = create(batch, state);
      }
      if (isStart && epoch > 0 && schedule.restarts(epoch)) engine.write({ ...engine.read(), slots: fresh.slots });
    },
    dispose: () => engine.dispose(),
  };
}
