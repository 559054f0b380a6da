/** An engine that is kept from one training to the next: to record and build its program takes longer than many a small run. */
import { tf } from "../backend/tf";
import type { Run } from "../config";
import { createEngine, type Engine, type EngineSpec, type Snapshot } from "./engine";

/** Where a training has its engine from. The training disposes of it at its end. */
export type EngineSource = (run: Run, spec: EngineSpec, start: Snapshot) => Engine;

/** Settings that are fed to a program or belong to the loop around it. One that an engine reads all the same, such as the seed for dropout, counts as a part of its program. */
const OUTSIDE: readonly string[] = [
  "seed",
  "learningRate",
  "until",
  "epochs",
  "steps",
  "patience",
  "minDelta",
  "evaluateEvery",
] satisfies (keyof Run)[];
/** With remedies: a remedy may freeze any of the others into its step. */
const OUTSIDE_REMEDIES: readonly string[] = ["seed"] satisfies (keyof Run)[];

interface Kept {
  engine: Engine;
  run: Run;
  data: EngineSpec["data"];
  /** Of the program: that of the run, or of its stage. */
  batch: number | undefined;
  /** Names of the settings that it has read. */
  read: ReadonlySet<string>;
}

export interface EngineKeeper {
  /** The kept engine at `start` where it is of the same program and data, else a new one. What the training disposes of is kept, in place of what was kept before. */
  take: EngineSource;
  /** Keeps none any more. */
  clear(): void;
}

/** Keeps one engine at the most: its program, state and data on the device. Engines of other backends than TensorFlow have no program and are not kept. */
export function engineKeeper(): EngineKeeper {
  let kept: Kept | undefined;
  const clear = () => {
    kept?.engine.dispose();
    kept = undefined;
  };
  const take: EngineSource = (run, spec, start) => {
    if (tf.getBackend() !== "tensorflow") return createEngine(spec, start);
    if (kept && !serves(kept, run, spec)) clear();
    const mine = kept ?? made(run, spec, start);
    if (kept) mine.engine.write(start);
    // In the hands of one training at a time.
    kept = undefined;
    return lent(mine.engine, () => {
      clear();
      kept = mine;
    });
  };
  return { take, clear };
}

function made(run: Run, spec: EngineSpec, start: Snapshot): Kept {
  const read = new Set<string>();
  const noted = <T extends object>(settings: T): T =>
    new Proxy(settings, {
      get(target, name) {
        read.add(String(name));
        return Reflect.get(target, name);
      },
    });
  const training = spec.training && { ...spec.training, settings: noted(spec.training.settings) };
  return { engine: createEngine({ ...spec, training }, start), run, data: spec.data, batch: spec.training?.batch, read };
}

function serves(kept: Kept, run: Run, { data, training }: EngineSpec): boolean {
  const outside = run.remedies ? OUTSIDE_REMEDIES : OUTSIDE;
  const isOutside = (key: string) => outside.includes(key) && !kept.read.has(key);
  const program = (settings: Run) =>
    JSON.stringify(
      Object.entries(settings)
        .filter(([key, value]) => value !== undefined && !isOutside(key))
        .sort(),
    );
  return kept.data === data && kept.batch === training?.batch && program(kept.run) === program(run);
}

/** The engine until it is disposed of, which gives it back. One that has thrown is not trusted with another training. */
function lent(engine: Engine, giveBack: () => void): Engine {
  let failed = false;
  let returned = false;
  const guarded =
    <A extends unknown[], R>(work: (...args: A) => R) =>
    (...args: A): R => {
      if (returned) throw new Error("This engine has been disposed of.");
      try {
        return work(...args);
      } catch (error) {
        failed = true;
        throw error;
      }
    };
  return {
    train: guarded(engine.train),
    evaluate: guarded(engine.evaluate),
    observe: guarded(engine.observe),
    read: guarded(engine.read),
    write: guarded(engine.write),
    dispose: () => {
      if (returned) return;
      returned = true;
      if (failed) engine.dispose();
      else giveBack();
    },
  };
}
