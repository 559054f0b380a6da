/** A training step of TensorFlow.js as one TensorFlow graph: recorded once, then run many turns a call over data on the device. */

import { nativeDevice } from "../backend/binding";
import { chosenBackend } from "../backend/choose";
import { type Tensor, tf } from "../backend/tf";
import { UsageError, UserError } from "../errors";
import { exchangeOf } from "./exchange";
import { describeTensor } from "./notes";
import { countTurns, rateOf, settingsOf } from "./optimizers";
import { optimize } from "./passes";
import { compile, type Program, type Source } from "./program";
import { exampleOf, expectKnown, fedValues, feedsOf, type Hosted, hostedData, type Rows, rowCount, rowNumbers } from "./rows";
import { type Place, type RecordedStep, recordStep, type StepResult } from "./variables";

export interface StepSpec<D extends string, F extends string> {
  /** Rows a turn. */
  batch: number;
  /** By the names under which the step gets its `[batch, …]` rows. Copied to the device at once. */
  data: Record<D, Rows>;
  /** Values that are given anew each turn (a seed and a step number, a noise level), by name: an example of one turn's value. */
  feeds?: Record<F, Tensor>;
}

export interface Turns<F extends string = string> {
  /** Learning rate of each turn, for a step with one optimizer. Default: the optimizer's own, as it is at the call. */
  rates?: ArrayLike<number>;
  /** The values of all turns one after the other, by name. */
  feeds?: Record<F, ArrayLike<number>>;
}

export interface CompiledStep<F extends string = string> {
  /** What the step reads or assigns, in the order in which it is held. */
  readonly variables: readonly tf.Variable[];
  /**
   * Runs `rows.length / batch` turns. Variables that were assigned since the last exchange (loaded weights, say) are taken over first; where another compiled step has trained
   * them since, that step is synchronised first.
   * @param rows numbers of data rows, `batch` a turn
   * @returns what the step returned, `[turn][scalar]` flattened
   * @throws UserError for rows that are not there, rates that are no finite numbers, keys that are not known, an optimizer whose settings have changed (the learning rate
   *   may), and after `dispose`
   */
  run(rows: ArrayLike<number>, turns?: Turns<F>): Float32Array;
  /** Gives the variables the values of the device, exactly, and optimizers their counts of steps. Until then they keep their old values. */
  sync(): void;
  /** Frees the graph and its data, for good. The variables stay as they are: call `sync` before. */
  dispose(): void;
}

/**
 * Compiles a step that is written with plain TensorFlow.js: models of tf.layers, optimizers of tf.train, tf.variable.
 * @param step called a few times to record it; gets `{name: rows}` and returns scalars to report (the loss), or nothing. What it does in JavaScript is frozen
 * @throws RecordError for what cannot be frozen, with the operation and what to do instead
 */
export function compileStep<D extends string, F extends string = never>(
  step: (inputs: Record<D | F, Tensor>) => StepResult,
  spec: StepSpec<D, F>,
): CompiledStep<F> {
  const { batch } = spec;
  expectTensorFlow();
  expectKnown("setting", spec, ["batch", "data", "feeds"]);
  if (!(Number.isInteger(batch) && batch >= 1)) throw new UsageError(`The batch must be an integer of 1 or more, got ${batch}.`);
  const data = hostedData(spec.data);
  const feeds = feedsOf(spec.feeds ?? {}, data);
  const names = [...data, ...feeds].map(({ name }) => name);
  const count = rowCount(data);
  const recorded = recordStep(
    (inputs) => step(Object.fromEntries(names.map((name, i) => [name, inputs[i]])) as Record<D | F, Tensor>),
    (variant) => [...data.map((each) => exampleOf(each, batch, variant)), ...feeds.map(({ tensor }) => tf.clone(tensor))],
    names,
  );
  const program = programOf(recorded, batch, data);
  const { variables } = recorded;
  const exchange = exchangeOf(program, recorded);
  const sameSettings = settingsGuard(recorded);
  exchange.takeOver();
  let turnsDone = 0;
  let disposed = false;
  const expectInUse = () => {
    if (disposed)
      throw new UserError("This compiled step has been disposed of. Compile the step again, or call `dispose` after its last use.");
  };

  return {
    variables,
    run: (rows, given = {}) => {
      expectInUse();
      sameSettings();
      expectKnown("option of `run`", given, ["rates", "feeds"]);
      expectKnown(
        "feed",
        given.feeds,
        feeds.map(({ name }) => name),
      );
      const turns = rows.length / batch;
      if (!Number.isInteger(turns)) throw new UsageError(`The step takes ${batch} rows a turn, got ${rows.length} rows.`);
      const chosen = rowNumbers(rows, count);
      const fed = {
        ...ratesOf(recorded, turns, given.rates),
        ...Object.fromEntries(
          feeds.map(({ name, tensor }, i) => [`feed${i}`, fedValues(name, tensor, turns, given.feeds?.[name as F]) as Float32Array]),
        ),
      };
      exchange.takeOver();
      const reports = program.run("step", chosen, fed);
      exchange.trained();
      turnsDone += turns;
      return reports;
    },
    sync: () => {
      expectInUse();
      exchange.giveBack();
      for (const optimizer of recorded.optimizers) countTurns(optimizer, turnsDone);
      turnsDone = 0;
    },
    dispose: () => {
      disposed = true;
      exchange.forget();
      program.dispose();
    },
  };
}

/** @throws UserError where TensorFlow does not run */
function expectTensorFlow(): void {
  if (tf.getBackend() === "tensorflow") return;
  const chosen = chosenBackend();
  if (!chosen) throw new UserError("No backend has been chosen yet. Call `await useBackend()` before compiling a step.");
  throw new UserError(
    `Compiling a step needs TensorFlow, the backend in use is ${chosen.name}. Run \`npm run setup\`, or call the step itself.`,
  );
}

function programOf(recorded: RecordedStep, batch: number, data: readonly Hosted[]): Program {
  const source = ({ of, index }: Place): Source => {
    if (of === "variable") return { from: "state", index };
    if (of === "rate") return { from: "feed", feed: `rate${index}` };
    return index < data.length ? { from: "rows", data: `${index}` } : { from: "feed", feed: `feed${index - data.length}` };
  };
  const program = compile({
    state: recorded.variables.map(describeTensor),
    data: Object.fromEntries(data.map(({ shape, dtype }, i) => [`${i}`, { shape, dtype }])),
    loops: {
      step: {
        trace: optimize(recorded.trace, nativeDevice()),
        batch,
        inputs: recorded.inputs.map(source),
        outputs: recorded.outputs.map(({ of, index }) => (of === "report" ? { to: "report" } : { to: "state", index })),
      },
    },
  });
  for (const [i, each] of data.entries()) program.writeData(`${i}`, each);
  return program;
}

/** @returns throws when a setting of an optimizer that was recorded as a constant has changed since */
function settingsGuard({ optimizers }: RecordedStep): () => void {
  const recorded = optimizers.map(({ optimizer }) => settingsOf(optimizer).settings);
  return () => {
    for (const [i, { optimizer }] of optimizers.entries()) {
      const { name, settings } = settingsOf(optimizer);
      const changed = Object.keys(settings).find((key) => !Object.is(settings[key], recorded[i]?.[key]));
      if (changed === undefined) continue;
      throw new UserError(
        `The setting ${changed} of the optimizer ${name} was ${recorded[i]?.[changed]} when the step was compiled, and is ${settings[changed]} now. Only the learning rate may change: compile the step again.`,
      );
    }
  };
}

function ratesOf({ optimizers }: RecordedStep, turns: number, given?: ArrayLike<number>): Record<string, Float32Array> {
  if (given && optimizers.length !== 1) {
    throw new UsageError(
      `The rates of the turns are for a step with one optimizer; this one has ${optimizers.length}. Set their learning rates.`,
    );
  }
  if (given && given.length !== turns) throw new UsageError(`Expected a rate for each of ${turns} turns, got ${given.length ?? given}.`);
  const own = ({ optimizer }: RecordedStep["optimizers"][number]) => Array.from({ length: turns }, () => rateOf(optimizer));
  return Object.fromEntries(optimizers.map((optimizer, i) => [`rate${i}`, finite(given ? Array.from(given) : own(optimizer))]));
}

function finite(rates: readonly unknown[]): Float32Array {
  const wrong = rates.findIndex((rate) => !Number.isFinite(rate));
  if (wrong >= 0) {
    const got = typeof rates[wrong] === "string" ? JSON.stringify(rates[wrong]) : rates[wrong];
    throw new UsageError(`Learning rates must be finite numbers; that of turn ${wrong + 1} of ${rates.length} is ${got}.`);
  }
  return Float32Array.from(rates as number[]);
}
