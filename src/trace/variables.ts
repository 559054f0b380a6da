/** Records any training step of TensorFlow.js: the variables that it reads or assigns (weights, optimizer slots, batch-norm statistics, counters) become state that goes in and comes out. */
import { type Tensor, tf } from "../backend/tf";
import { isRecordable } from "./notes";
import { keepNumbers, optimizersIn, rateOf, setRate, type UsedOptimizer, withRatesFixed } from "./optimizers";
import { RecordError, record, type TensorFunction } from "./record";
import { type Ref, refKey, type Trace } from "./trace";

/** What a step may return: scalars to report each turn, or nothing. */
export type StepResult = Tensor | Tensor[] | null | undefined;

/** Where an input or an output of the trace belongs: an index of `variables`, of `optimizers` (its learning rate), of the step's inputs, or of the returned scalars. */
export type Place = { of: "variable" | "rate" | "input" | "report"; index: number };

export interface RecordedStep {
  trace: Trace;
  inputs: Place[];
  outputs: Place[];
  /** The variables that the step reads or assigns. */
  variables: tf.Variable[];
  /** The optimizers of the step that have a learning rate. */
  optimizers: UsedOptimizer[];
}

/**
 * Records a step that may read and assign variables (tf.Variable), make optimizer slots at its first call and use tf.train optimizers. It is called three times, each with the
 * whole batch, as what JavaScript makes of the batch size is known in no other way: that takes the time and the memory of steps without a graph. Afterwards every
 * variable, learning rate and count of steps is what it was, also after an error. Variables that the first call makes stay, with the value that they were made with.
 * The learning rate of an optimizer stays an input; all its other settings become constants. A step that sets a rate is refused; a rate that it assigned to the field
 * `learningRate` of an optimizer that it had not used yet keeps that value, as what it was before is not known.
 * @param step called with the inputs; returns scalars to report, or nothing
 * @param example inputs of the shapes that the step will have, other values for another `variant` (1 or 2)
 * @param names of the inputs, for messages
 * @throws RecordError as `record` does; for a step that makes new variables at each call or sets a learning rate, and for results that are no scalars
 */
export function recordStep(
  step: (inputs: Tensor[]) => StepResult,
  example: (variant: number) => Tensor[],
  names: readonly string[] = [],
): RecordedStep {
  let recorded: RecordedStep | undefined;
  tf.tidy(() => {
    const used = firstCall(step, example(1), names);
    const optimizers = used.filter(({ optimizer }) => rateOf(optimizer) !== undefined);
    const variables = registered();
    const restore = hold(variables);
    const restoreNumbers = keepNumbers(used);
    let created: tf.Variable[] = [];
    try {
      const all = (variant: number) => [...variables, ...optimizers.map((_, i) => tf.scalar(sentinel(i, variant))), ...example(variant)];
      recorded = pruned(record(pureStep(step, variables, optimizers, names), all(1), all(2)), variables, optimizers);
    } finally {
      restoreNumbers();
      restore();
      created = disposedExcept(variables);
    }
    if (created.length > 0) {
      throw new RecordError(
        `The step makes a new variable at each call (${created[0]?.name}, of shape [${created[0]?.shape}]). Make variables before the step, and assign them in it.`,
      );
    }
  });
  return recorded as RecordedStep;
}

/** A learning rate to record with: a number that no step has of its own. */
const sentinel = (optimizer: number, variant: number): number => Math.fround((1e-3 * Math.sqrt(7 + variant)) / (optimizer + Math.PI));

/** Runs the step once, as a recording that is thrown away, so that what is made at the first call is there. @returns the optimizers that it used */
function firstCall(step: (inputs: Tensor[]) => StepResult, inputs: Tensor[], names: readonly string[]): UsedOptimizer[] {
  const before = registered();
  const restore = hold(before);
  const engine = tf.engine();
  const { makeVariable } = engine;
  const restoreNew: (() => void)[] = [];
  engine.makeVariable = (...args) => {
    const variable = makeVariable.apply(engine, args);
    if (isRecordable(variable)) restoreNew.push(hold([variable]));
    return variable;
  };
  try {
    return optimizersIn(() => record(pureStep(step, before, [], names), [...before, ...inputs]));
  } finally {
    engine.makeVariable = makeVariable;
    for (const each of [restore, ...restoreNew]) each();
  }
}

/** All variables of the process that a program can hold. */
const registered = (): tf.Variable[] => Object.values(tf.engine().registeredVariables).filter(isRecordable);

/** Holds on to the values of variables. @returns gives each its value back: the same tensor, not a copy */
function hold(variables: readonly tf.Variable[]): () => void {
  const values = variables.map((variable) => tf.keep(tf.clone(variable)));
  return () => {
    variables.forEach((variable, i) => {
      if (!variable.isDisposed) variable.assign(values[i] as Tensor);
      values[i]?.dispose();
    });
  };
}

/** The step as a function of tensors alone: variables and inputs go in, variables and reports come out. */
function pureStep(
  step: (inputs: Tensor[]) => StepResult,
  variables: readonly tf.Variable[],
  optimizers: readonly UsedOptimizer[],
  names: readonly string[],
): TensorFunction {
  const own = variables.length + optimizers.length;
  const pure = (inputs: Tensor[], rates: number[]): Tensor[] => {
    variables.forEach((variable, i) => {
      variable.assign(inputs[i] as Tensor);
    });
    optimizers.forEach(({ optimizer }, i) => {
      setRate(optimizer, rates[i] as number);
    });
    const unrecordable = Object.values(tf.engine().registeredVariables).filter((variable) => !isRecordable(variable));
    const ids = unrecordable.map(({ dataId }) => dataId);
    const returned = withRatesFixed(optimizers, () => step(inputs.slice(own)));
    const changed = unrecordable.find(({ dataId }, i) => dataId !== ids[i]);
    if (changed)
      throw new RecordError(`The step assigns the variable ${changed.name} of type ${changed.dtype}; expected float32, int32 or bool.`);
    const gone = variables.find(({ isDisposed }) => isDisposed);
    if (gone) throw new RecordError(`The step disposes of the variable ${gone.name}. Keep it, and assign it.`);
    return [...variables, ...[returned ?? []].flat().map(report)];
  };
  return Object.assign(pure, {
    names: [
      ...variables.map(({ name }) => `the variable ${name}`),
      ...optimizers.map(() => "a learning rate"),
      ...names.map((name) => `the input ${name}`),
    ],
    numbers: optimizers.map((_, i) => variables.length + i),
  });
}

function report(tensor: Tensor): Tensor {
  // record() refuses what is no tensor.
  if (!(tensor instanceof tf.Tensor)) return tensor;
  if (tensor.size !== 1) {
    throw new RecordError(
      `The step returned a tensor of shape [${tensor.shape}]. Return scalars, such as a loss (tf.mean), or assign it to a tf.variable.`,
    );
  }
  return tf.reshape(tf.cast(tensor, "float32"), []);
}

/** Disposes of all variables but these. @returns them */
function disposedExcept(variables: readonly tf.Variable[]): tf.Variable[] {
  const known = new Set(variables);
  const others = registered().filter((variable) => !known.has(variable));
  tf.dispose(others);
  return others;
}

/** Leaves out variables and inputs that the step does not touch. */
function pruned(trace: Trace, variables: tf.Variable[], optimizers: UsedOptimizer[]): RecordedStep {
  const isSame = (ref: Ref | undefined, input: number) => ref?.kind === "input" && ref.input === input;
  const assigned = new Set([...variables.keys()].filter((i) => !isSame(trace.outputs[i], i)));
  const outputs = [...trace.outputs.keys()].filter((i) => i >= variables.length || assigned.has(i));
  const used = new Set([...trace.ops.flatMap((op) => op.inputs), ...outputs.map((i) => trace.outputs[i] as Ref)].map(refKey));
  const inputs = [...trace.inputs.keys()].filter((input) => used.has(refKey({ kind: "input", input })));
  const state = [...variables.keys()].filter((i) => assigned.has(i) || inputs.includes(i));
  const moved = (ref: Ref): Ref => (ref.kind === "input" ? { kind: "input", input: inputs.indexOf(ref.input) } : ref);
  const place = (i: number): Place => {
    if (i < variables.length) return { of: "variable", index: state.indexOf(i) };
    const rest = i - variables.length;
    return rest < optimizers.length ? { of: "rate", index: rest } : { of: "input", index: rest - optimizers.length };
  };
  return {
    trace: {
      inputs: inputs.map((i) => trace.inputs[i] as Trace["inputs"][number]),
      ops: trace.ops.map((op) => ({ ...op, inputs: op.inputs.map(moved) })),
      constants: trace.constants,
      outputs: outputs.map((i) => moved(trace.outputs[i] as Ref)),
    },
    inputs: inputs.map(place),
    outputs: outputs.map((i) => (i < variables.length ? place(i) : { of: "report", index: i - variables.length })),
    variables: state.map((i) => variables[i] as tf.Variable),
    optimizers,
  };
}
