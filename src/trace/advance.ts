/** The inside of a turn of a loop: the stages of the step one after the other, each state moved where nothing reads its old value any more. */
import { applied, directed, readBehind } from "./apply";
import { DIRECTION, momentsOf } from "./directions";
import { dtypeAttr, type Graph, type Port } from "./graph";
import type { LoopSpec } from "./loop";
import { type Branch, type Result, type Stage, stagesOf } from "./stages";
import { DOUBLE, TO_DOUBLE, type Variable } from "./storage";
import { DTYPES, describeRef, type Op, type Ref, refKey, type Value } from "./trace";
import { operandsOf, statesOf } from "./updates";

/** A turn's number, and how to bring things in. */
export interface Turn {
  graph: Graph;
  i: Port;
  enter(port: Port, dtype: number): Port;
  handleOf(each: Variable): Port;
}

/** Where the results of a turn go. */
export interface Sinks {
  state: Variable[];
  data: Record<string, Variable>;
  /** The number of this turn's entry. */
  place: Port | undefined;
  sums: Map<number, Variable>;
  log: Variable;
}

const INDEX = dtypeAttr(DTYPES.int32);

/** Runs the step on its inputs and moves the state. @returns the nodes that have done it */
export function advance(turn: Turn, loop: LoopSpec, inputs: Port[], sinks: Sinks): Port[] {
  const { graph, handleOf } = turn;
  const inputOf = new Map(loop.inputs.map((source, input) => [source.from === "state" ? source.index : -1, input]));
  const stages = stagesOf(
    loop.trace,
    loop.outputs.map((target) => (target.to === "state" ? (inputOf.get(target.index) ?? -1) : -1)),
  );
  const variableOf = (input: number) => sinks.state[(loop.inputs[input] as { index: number }).index] as Variable;
  const values = new Values(graph, inputs, (op, operands) => {
    const handles = momentsOf(op).map((moment) => handleOf(variableOf(moment)));
    return directed(graph, op.outputs[0] as Value, handles, operands);
  });

  values.run(stages.before);
  // No variable may change while another part of the step still reads it: an operand, a condition or a later stage may be the old value itself.
  const oldValues = inputs.filter((_, input) => loop.inputs[input]?.from === "state");
  const computed = after(graph, [...oldValues, ...stages.before.made.map(values.port)]);
  const updated = new Map<number, Port>();
  for (const update of stages.updates) {
    const states = statesOf(update);
    const handles = states.map((state) => handleOf(variableOf(state)));
    const node = applied(graph, update, handles, operandsOf(update).map(values.port), `^${computed}`);
    for (const state of states) updated.set(state, node);
  }
  for (const { state, value } of stages.fresh) {
    const variable = variableOf(state);
    values.set(value, readBehind(graph, handleOf(variable), variable.dtype, updated.get(state) as Port));
  }
  values.run(stages.behind);
  const settled = after(graph, [
    computed,
    ...updated.values(),
    ...[...stages.fresh.map(({ value }) => value), ...stages.behind.made].map(values.port),
  ]);
  const kept = stages.kept.map((result) => ({ ...result, port: values.port(result.value) }));
  const branches = stages.branches.map((branch) => taken(turn, loop, branch, values, { variableOf, settled }));
  return [settled, ...branches, ...move(turn, loop, kept, sinks, settled)];
}

/** The values of a step in the graph, by what the whole trace calls them. */
class Values {
  private readonly ports: Map<string, Port>;

  constructor(
    private readonly graph: Graph,
    inputs: Port[],
    private readonly direction: (op: Op, operands: Port[]) => Port,
  ) {
    this.ports = new Map(inputs.map((port, input) => [refKey({ kind: "input", input }), port]));
  }

  readonly port = (ref: Ref): Port => this.ports.get(refKey(ref)) as Port;

  set(ref: Ref, port: Port): void {
    this.ports.set(refKey(ref), port);
  }

  /** @param bring how a value comes into the stage */
  run({ trace, given, made }: Stage, bring: (ref: Ref) => Port = this.port): void {
    const outputs = this.graph.inline(trace, given.map(bring), { [DIRECTION]: this.direction });
    made.forEach((ref, i) => void this.set(ref, outputs[i] as Port));
  }
}

/** A node that runs behind these. */
const after = (graph: Graph, ports: Port[]): Port => graph.add("NoOp", [...new Set(ports.map((port) => `^${port.split(":")[0]}`))]);

/**
 * A branch: in turns without its condition its values are dead, as TensorFlow calls it, and nothing that reads them runs.
 * @returns a node that runs in any turn, behind the branch
 */
function taken(
  { graph, handleOf }: Turn,
  { trace }: LoopSpec,
  { condition, choices, stage }: Branch,
  values: Values,
  { variableOf, settled }: { variableOf(state: number): Variable; settled: Port },
): Port {
  const bool = { T: dtypeAttr(DTYPES.bool) };
  const holds = values.port(condition);
  const fork = graph.add("Switch", [holds, holds], bool);
  const isTaken = graph.add("Identity", [`${fork}:1`], bool);
  const brought = new Map<string, Port>();
  const bring = (ref: Ref): Port => {
    const name = refKey(ref);
    if (!brought.has(name))
      brought.set(name, graph.add("Switch", [values.port(ref), holds], { T: dtypeAttr(describeRef(trace, ref).dtype) }));
    return `${brought.get(name)}:1`;
  };
  values.run(stage, bring);
  const own = new Set(stage.made.map(refKey));
  const assigned = choices.map(({ state, value }) => {
    const variable = variableOf(state);
    const port = own.has(refKey(value)) ? values.port(value) : bring(value);
    return graph.add("AssignVariableOp", [handleOf(variable), port, `^${settled}`, `^${isTaken}`], { dtype: dtypeAttr(variable.dtype) });
  });
  const done = graph.add("Identity", [isTaken, ...assigned.map((node) => `^${node}`)], bool);
  const skipped = graph.add("Identity", [fork], bool);
  return graph.add("Merge", [skipped, done], { ...bool, N: { i: 2 } });
}

/** Moves what is left: states, entries of data, sums, and the row of the log. @param after the node behind which the state may change */
function move(turn: Turn, { outputs }: LoopSpec, kept: (Result & { port: Port })[], sinks: Sinks, after: Port): Port[] {
  const { graph, handleOf } = turn;
  const done: Port[] = [];
  const reported: Port[] = [];
  for (const { output, port } of kept) {
    const target = outputs[output] as LoopSpec["outputs"][number];
    if (target.to === "report") reported.push(port);
    else if (target.to === "sum") {
      const double = graph.add("Cast", [port], TO_DOUBLE);
      done.push(graph.add("AssignAddVariableOp", [handleOf(sinks.sums.get(output) as Variable), double], { dtype: DOUBLE }));
    } else if (target.to === "place") {
      const each = sinks.data[target.data] as Variable;
      const attributes = { dtype: dtypeAttr(each.dtype), Tindices: INDEX };
      done.push(graph.add("ResourceScatterUpdate", [handleOf(each), sinks.place as Port, port, `^${after}`], attributes));
    } else {
      const each = sinks.state[target.index] as Variable;
      done.push(graph.add("AssignVariableOp", [handleOf(each), port, `^${after}`], { dtype: dtypeAttr(each.dtype) }));
    }
  }
  return [...done, ...(reported.length > 0 ? [report(turn, sinks.log, reported)] : [])];
}

/** Writes the scalars of a turn into its row of the log. */
function report({ graph, i, handleOf }: Turn, log: Variable, scalars: Port[]): Port {
  const row = graph.add("Pack", scalars, { N: { i: scalars.length }, T: dtypeAttr(DTYPES.float32), axis: { i: 0 } });
  return graph.add("ResourceScatterUpdate", [handleOf(log), i, row], { dtype: dtypeAttr(DTYPES.float32), Tindices: INDEX });
}
