/** Cuts a step into stages: what is computed of the old state, the updates in place, what is computed of the new state behind them, and what is needed only in turns in which a condition holds. */
import { withDirections } from "./directions";
import { Matcher } from "./match";
import { withoutDeadCode } from "./rewrite";
import { describeRef, type Op, type Ref, refKey, sameRef, type Trace } from "./trace";
import { findUpdates, operandsOf, statesOf, type Update } from "./updates";

/** A part of a trace. What goes in and comes out is named as in the whole trace. */
export interface Stage {
  trace: Trace;
  /** What its inputs are. */
  given: Ref[];
  /** What its outputs are. */
  made: Ref[];
}

/** What a state becomes in turns in which a condition, a scalar, holds; in others it stays as it is, or as its update left it. */
export interface Choice {
  state: number;
  condition: Ref;
  value: Ref;
}

export interface Branch {
  condition: Ref;
  choices: Choice[];
  /** What it makes is needed in those turns alone. */
  stage: Stage;
}

/** An output of the trace, and the state that it becomes: the number of its input, or −1. */
export interface Result {
  output: number;
  state: number;
  value: Ref;
}

export interface Stages {
  /** On all inputs of the trace. */
  before: Stage;
  /** Of states, in place, with operands that `before` makes. */
  updates: Update[];
  /** Values that states have behind their updates, where something needs them. */
  fresh: { state: number; value: Ref }[];
  behind: Stage;
  /** One for each condition. */
  branches: Branch[];
  /** Results that are none of all that. */
  kept: Result[];
}

/** @param places for each output the input whose state it becomes, or −1 */
export function stagesOf(trace: Trace, places: readonly number[]): Stages {
  const { results, choices, updates, inPlace } = withoutChoices(trace, places);
  const moved = results.filter(({ state }) => inPlace.has(state));
  const kept = results.filter(({ state, value }) => !inPlace.has(state) && !sameRef(value, { kind: "input", input: state }));
  const conditions = new Map(choices.map(({ condition }) => [refKey(condition), condition]));
  const operands = updates.flatMap(operandsOf);
  const always = [...kept.map(({ value }) => value), ...operands, ...conditions.values()];

  const staged = (updated: ReadonlySet<string>): Stages | undefined => {
    const home = homesOf(trace, updated, always, choices);
    // One update needs what another one leaves.
    if (operands.some((ref) => home(ref) === BEHIND || updated.has(refKey(ref)))) return undefined;
    const stage = (name: string, wanted: Ref[]) => stageOf(trace, (ref) => home(ref) === name, wanted);
    const branches = [...conditions].map(([name, condition]): Branch => {
      const own = choices.filter((choice) => refKey(choice.condition) === name);
      return { condition, choices: own, stage: stage(name, own.map(({ value }) => value)) }; // biome-ignore format: short
    });
    const read = [...always, ...branches.flatMap(({ stage, choices }) => [...stage.given, ...choices.map(({ value }) => value)])];
    const behind = stage(BEHIND, read);
    const asked = [...read.slice(kept.length), ...behind.given];
    const first = firstStage(trace, kept, asked, (ref) => home(ref) === BEFORE);
    const readKeys = new Set([...read, ...behind.given].map(refKey));
    const fresh = moved.filter(({ value }) => updated.has(refKey(value)) && readKeys.has(refKey(value)));
    return { before: first.stage, updates, fresh, behind, branches, kept: kept.filter(({ state }) => !first.done.has(state)) };
  };
  // Without values behind the updates, what needs those computes them itself.
  return staged(new Set(moved.map(({ value }) => refKey(value)))) ?? (staged(new Set()) as Stages);
}

const [BEFORE, BEHIND] = ["before", "behind"];

/**
 * A state that becomes `where(condition, value, otherwise)`, with a scalar condition, is a choice, where otherwise it stays or is updated in place.
 * @returns what each output is otherwise, and the states that are updated in place
 */
function withoutChoices(
  trace: Trace,
  places: readonly number[],
): { results: Result[]; choices: Choice[]; updates: Update[]; inPlace: ReadonlySet<number> } {
  const find = new Matcher(trace);
  const plain = trace.outputs.map((value, output): Result => ({ output, state: places[output] ?? -1, value }));
  const selected = plain.flatMap(({ output, state, value }) => {
    const [wide, chosen, otherwise] = (state >= 0 && find.inputsOf(value, "Select")) || [];
    const condition = wide && scalarOf(wide, find);
    return condition && chosen && otherwise ? [{ output, otherwise, choice: { state, condition, value: chosen } }] : [];
  });
  const otherwiseOf = new Map(selected.map(({ output, otherwise }) => [output, otherwise]));
  const outputs = trace.outputs.map((value, output) => otherwiseOf.get(output) ?? value);
  const updates = findUpdates({ ...trace, outputs }, places);
  const inPlace = new Set(updates.flatMap(statesOf));
  const valid = selected.filter(
    ({ otherwise, choice: { state } }) => inPlace.has(state) || sameRef(otherwise, { kind: "input", input: state }),
  );
  const apart = new Set(valid.map(({ output }) => output));
  const results = plain.map((result) => (apart.has(result.output) ? { ...result, value: outputs[result.output] as Ref } : result));
  return { results, updates, inPlace, choices: valid.map(({ choice }) => choice) };
}

/** The scalar that a value repeats throughout, as TensorFlow.js writes the condition of `tf.where`. */
function scalarOf(ref: Ref, find: Matcher): Ref | undefined {
  const shaped = find.inputsOf(ref, "Tile")?.[0] ?? ref;
  const scalar = find.inputsOf(shaped, "Reshape")?.[0] ?? shaped;
  return find.isScalar(scalar) ? scalar : undefined;
}

/**
 * In which stage each operation is: before the updates, behind them, or in the branch of the one condition (by its key) that alone needs it.
 * @param updated keys of values that need not be computed, since updates leave them in their variables
 */
function homesOf(trace: Trace, updated: ReadonlySet<string>, always: Ref[], choices: Choice[]): (ref: Ref) => string | undefined {
  const isBehind: boolean[] = [];
  for (const { inputs } of trace.ops)
    isBehind.push(inputs.some((ref) => updated.has(refKey(ref)) || (ref.kind === "op" && isBehind[ref.op] === true)));
  const ALWAYS = "always";
  const owners: (string | undefined)[] = trace.ops.map(() => undefined);
  const need = (ref: Ref, owner: string): void => {
    if (ref.kind !== "op" || updated.has(refKey(ref))) return;
    owners[ref.op] = (owners[ref.op] ?? owner) === owner ? owner : ALWAYS;
  };
  for (const ref of always) need(ref, ALWAYS);
  for (const { value, condition } of choices) need(value, refKey(condition));
  for (let i = trace.ops.length - 1; i >= 0; i--)
    for (const ref of (trace.ops[i] as Op).inputs) if (owners[i]) need(ref, owners[i] as string);
  const homes = owners.map((owner, i) => (owner === ALWAYS ? (isBehind[i] ? BEHIND : BEFORE) : owner));
  // A constant that is a result by itself is as good as computed first.
  return (ref) => (updated.has(refKey(ref)) ? undefined : ref.kind === "op" ? homes[ref.op] : ref.kind === "constant" ? BEFORE : undefined);
}

/** The operations of a stage; it makes those of the wanted values that are its own. */
function stageOf(trace: Trace, isOwn: (ref: Ref) => boolean, wanted: Ref[]): Stage {
  const made = unique(wanted.filter((ref) => ref.kind === "op" && isOwn(ref)));
  const own = [...trace.ops.keys()].filter((op) => isOwn({ kind: "op", op, output: 0 }));
  const numbers = new Map(own.map((old, i) => [old, i]));
  const ops = own.map((op) => trace.ops[op] as Op);
  const given = unique(ops.flatMap(({ inputs }) => inputs).filter((ref) => ref.kind !== "constant" && !isOwn(ref)));
  const inputs = new Map(given.map((ref, input): [string, Ref] => [refKey(ref), { kind: "input", input }]));
  const renamed = (ref: Ref): Ref => inputs.get(refKey(ref)) ?? (ref.kind === "op" ? { ...ref, op: numbers.get(ref.op) as number } : ref);
  const part: Trace = {
    inputs: given.map((ref) => describeRef(trace, ref)),
    constants: trace.constants,
    ops: ops.map((op) => ({ ...op, inputs: op.inputs.map(renamed) })),
    outputs: made.map(renamed),
  };
  return { trace: withoutDeadCode(part), given, made };
}

const unique = (refs: Ref[]): Ref[] => [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];

/**
 * The stage of the old state, in which Adam's direction is computed in one go where it is not the step itself (`directions.ts`).
 * @param asked what else later stages and updates need
 * @returns with it the states that the directions move
 */
function firstStage(trace: Trace, kept: Result[], asked: Ref[], isOwn: (ref: Ref) => boolean): { stage: Stage; done: Set<number> } {
  const made = [...kept, ...unique(asked).map((value) => ({ state: -1, value }))].filter(({ value }) => isOwn(value));
  const plain = withoutDeadCode({ ...trace, outputs: made.map(({ value }) => value) });
  const next = made.flatMap(({ state }, i): [number, Ref][] => (state >= 0 ? [[state, plain.outputs[i] as Ref]] : []));
  const old = [...kept.map(({ value }) => value), ...asked].flatMap((ref) => (ref.kind === "input" ? [ref.input] : []));
  const { trace: directed, done } = withDirections(plain, new Map(next), new Set(old));
  const isLeft = (_: unknown, i: number) => !done.has(made[i]?.state ?? -1);
  const outputs = directed.outputs.filter(isLeft);
  const given = trace.inputs.map((_, input): Ref => ({ kind: "input", input }));
  return { done, stage: { given, made: made.filter(isLeft).map(({ value }) => value), trace: withoutDeadCode({ ...directed, outputs }) } };
}
