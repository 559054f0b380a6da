/** A recorded step as a loop of a graph: each turn gathers its rows, runs the step and moves the state. */
import { DIRECTION, momentsOf } from "./directions";
import { boolAttr, dtypeAttr, type Graph, type Port } from "./graph";
import { clear, DOUBLE, readDouble, TO_DOUBLE, type Variable, variable } from "./storage";
import { DTYPES, describeRef, type Op, type Ref, type Trace, type Value } from "./trace";
import { operandsOf, slotsOf, splitUpdates, type Update } from "./updates";

/** Where an input of a recorded step comes from. */
export type Source =
  | { from: "state"; index: number }
  /** Rows of a data variable, those of this turn. */
  | { from: "rows"; data: string }
  /** One entry of a data variable, whose number is fed with the call as `places`, one a turn. */
  | { from: "place"; data: string }
  /** One value a turn, fed with the call: float32 or int32 scalars, or rows of equal length. */
  | { from: "feed"; feed: string };

export interface LoopSpec {
  trace: Trace;
  /** Rows a turn. */
  batch: number;
  inputs: Source[];
  /** For each output of the trace: the state that it becomes, the data whose entry it becomes, a scalar that is reported each turn, or a tensor that is summed over the turns in float64. */
  outputs: ({ to: "state"; index: number } | { to: "place"; data: string } | { to: "report" } | { to: "sum" })[];
}

/** Numbers of the outputs that are summed. */
export const sumsOf = ({ outputs }: LoopSpec): number[] => outputs.flatMap((output, i) => (output.to === "sum" ? [i] : []));

/** Whether a loop must be told which entries it reads or writes. */
export const hasPlaces = ({ inputs, outputs }: LoopSpec): boolean =>
  inputs.some(({ from }) => from === "place") || outputs.some(({ to }) => to === "place");

const INT = { T: dtypeAttr(DTYPES.int32) };

/** Adds a loop named `name`: fed with `<name>/turns`, `<name>/rows`, `<name>/places` and `<name>/feed_…`, run by reading `<name>/result`. Its sums go on until `<name>/clear`, and are read from `<name>/sum_…`. */
export function addLoop(graph: Graph, name: string, loop: LoopSpec, state: Variable[], data: Record<string, Variable>): void {
  const turns = graph.placeholder(`${name}/turns`, DTYPES.int32, []);
  const rows = graph.placeholder(`${name}/rows`, DTYPES.int32, [-1, loop.batch]);
  const places = hasPlaces(loop) ? graph.placeholder(`${name}/places`, DTYPES.int32, [-1]) : undefined;
  const feeds = feedPorts(graph, name, loop);
  const log = variable(graph, `${name}/log`, { dtype: DTYPES.float32, shape: [-1, reportsOf(loop)] });
  const sums = new Map(sumsOf(loop).map((output) => [output, sumVariable(graph, name, loop, output)]));
  const start = graph.add("Identity", [turns, `^${clearLog(graph, log, turns)}`], INT);
  const cleared = [...sums.values()].map((sum) => `^${clear(graph, sum)}`);
  graph.add("Identity", [graph.int(0), ...cleared], INT, `${name}/clear`);
  const done = graph.loop(name, start, (i, enter) => {
    const turn: Turn = { graph, i, enter, handleOf: memo((each: Variable) => enter(each.handle, DTYPES.resource)) };
    const chosen = rowOf(turn, rows, DTYPES.int32);
    const place = places && rowOf(turn, places, DTYPES.int32);
    const read = memo((each: Variable) => graph.add("ReadVariableOp", [turn.handleOf(each), `^${i}`], { dtype: dtypeAttr(each.dtype) }));
    const inputs = loop.inputs.map((source): Port => {
      if (source.from === "state") return read(state[source.index] as Variable);
      if (source.from === "rows") return gathered(turn, data[source.data] as Variable, chosen);
      if (source.from === "place") return gathered(turn, data[source.data] as Variable, place as Port);
      const feed = feeds.get(source.feed) as Feed;
      return rowOf(turn, feed.port, feed.dtype);
    });
    return advance(turn, loop, inputs, { state, data, place, sums, log });
  });
  graph.add("ReadVariableOp", [log.handle, `^${done}`], { dtype: dtypeAttr(DTYPES.float32) }, `${name}/result`);
  for (const [output, sum] of sums) readDouble(graph, sum, `${name}/sum_${output}`);
}

/** The inside of a loop: its turn's number, and how to bring things in. */
interface Turn {
  graph: Graph;
  i: Port;
  enter(port: Port, dtype: number): Port;
  handleOf(each: Variable): Port;
}

interface Feed {
  port: Port;
  dtype: number;
}

/** Where the results of a turn go. */
interface Sinks {
  state: Variable[];
  data: Record<string, Variable>;
  /** The number of this turn's entry. */
  place: Port | undefined;
  sums: Map<number, Variable>;
  log: Variable;
}

function feedPorts(graph: Graph, name: string, { inputs, trace }: LoopSpec): Map<string, Feed> {
  const feeds = new Map<string, Feed>();
  inputs.forEach((source, i) => {
    if (source.from !== "feed" || feeds.has(source.feed)) return;
    const { dtype, shape } = trace.inputs[i] as Value;
    feeds.set(source.feed, { dtype, port: graph.placeholder(`${name}/feed_${source.feed}`, dtype, [-1, ...shape]) });
  });
  return feeds;
}

const reportsOf = ({ outputs }: LoopSpec): number => outputs.filter((output) => output.to === "report").length;

function sumVariable(graph: Graph, name: string, { trace }: LoopSpec, output: number): Variable {
  const { shape } = describeRef(trace, trace.outputs[output] as Ref);
  return variable(graph, `${name}/sum_${output}`, { dtype: DTYPES.float64, shape });
}

function clearLog(graph: Graph, log: Variable, turns: Port): Port {
  const shape = graph.add("Pack", [turns, graph.int(log.shape[1] as number)], { N: { i: 2 }, T: INT.T, axis: { i: 0 } });
  return clear(graph, log, shape);
}

/** This turn's row of a fed list. */
const rowOf = ({ graph, i, enter }: Turn, port: Port, dtype: number): Port =>
  graph.add("GatherV2", [enter(port, dtype), i, graph.int(0)], { Tparams: dtypeAttr(dtype), Tindices: INT.T, Taxis: INT.T });

/** Runs the step on its inputs and moves the state. @returns the nodes that have done it */
function advance(turn: Turn, loop: LoopSpec, inputs: Port[], sinks: Sinks): Port[] {
  const { graph, handleOf } = turn;
  const stateOf = (input: number) => sinks.state[(loop.inputs[input] as { index: number }).index] as Variable;
  const inputOf = new Map(loop.inputs.map((source, input) => [source.from === "state" ? source.index : -1, input]));
  const places = loop.outputs.map((target) => (target.to === "state" ? (inputOf.get(target.index) ?? -1) : -1));
  const split = splitUpdates(loop.trace, places);
  const direction = (op: Op, operands: Port[]) => directed(turn, op, momentsOf(op).map(stateOf) as [Variable, Variable], operands);
  const outputs = graph.inline(split.trace, inputs, { [DIRECTION]: direction });
  // No variable may change while another part of the step still reads it.
  const computed = graph.add(
    "NoOp",
    outputs.map((output) => `^${output.split(":")[0]}`),
  );
  const done: Port[] = [];
  const reported: Port[] = [];
  for (const [k, output] of split.kept.entries()) {
    const port = outputs[k] as Port;
    const target = loop.outputs[output] as LoopSpec["outputs"][number];
    if (target.to === "report") reported.push(port);
    else if (target.to === "sum") {
      const double = graph.add("Cast", [port], TO_DOUBLE);
      done.push(graph.add("AssignAddVariableOp", [handleOf(sinks.sums.get(output) as Variable), double], { dtype: DOUBLE }));
    } else if (target.to === "place") {
      const each = sinks.data[target.data] as Variable;
      const attributes = { dtype: dtypeAttr(each.dtype), Tindices: INT.T };
      done.push(graph.add("ResourceScatterUpdate", [handleOf(each), sinks.place as Port, port, `^${computed}`], attributes));
    } else {
      const each = sinks.state[target.index] as Variable;
      done.push(graph.add("AssignVariableOp", [handleOf(each), port, `^${computed}`], { dtype: dtypeAttr(each.dtype) }));
    }
  }
  const operands = outputs.slice(split.kept.length);
  for (const update of split.updates) {
    const handles = [update.weight, ...slotsOf(update)].map((input) => handleOf(stateOf(input)));
    done.push(applied(graph, update, handles, operands.splice(0, operandsOf(update).length), `^${computed}`));
  }
  return [...done, ...(reported.length > 0 ? [report(turn, sinks.log, reported)] : [])];
}

/** Writes the scalars of a turn into its row of the log. */
function report({ graph, i, handleOf }: Turn, log: Variable, scalars: Port[]): Port {
  const row = graph.add("Pack", scalars, { N: { i: scalars.length }, T: dtypeAttr(DTYPES.float32), axis: { i: 0 } });
  return graph.add("ResourceScatterUpdate", [handleOf(log), i, row], { dtype: dtypeAttr(DTYPES.float32), Tindices: INT.T });
}

/** Adam's direction, in a variable of its own that is zero before; the moments move with it. */
function directed({ graph, handleOf }: Turn, { outputs: [value] }: Op, moments: [Variable, Variable], operands: Port[]): Port {
  const { dtype, shape } = value as Value;
  // Made inside the loop, so its handle need not be brought in.
  const scratch = variable(graph, `direction_${graph.nodes.length}`, { dtype, shape });
  const cleared = clear(graph, scratch);
  const done = applyAdam(graph, [scratch.handle, ...moments.map(handleOf), ...operands, `^${cleared}`]);
  return graph.add("ReadVariableOp", [scratch.handle, `^${done}`], { dtype: dtypeAttr(dtype) });
}

/** @param inputs three variables, the operands, what it comes after */
function applyAdam(graph: Graph, inputs: Port[]): Port {
  const T = dtypeAttr(DTYPES.float32);
  // TensorFlow adds ε to √v, the paper to √(v / (1 − β₂ᵗ)): the same when ε is multiplied by √(1 − β₂ᵗ).
  const at = { power2: 3 + 1, epsilon: 3 + 5 };
  const unbias = graph.add("Sqrt", [graph.add("Sub", [graph.float(1), inputs[at.power2] as Port], { T })], { T });
  const epsilon = graph.add("Mul", [inputs[at.epsilon] as Port, unbias], { T });
  const scaled = inputs.map((input, i) => (i === at.epsilon ? epsilon : input));
  return graph.add("ResourceApplyAdam", scaled, { T, use_locking: boolAttr(false), use_nesterov: boolAttr(false) });
}

/** TensorFlow's own update of variables, in place. */
function applied(graph: Graph, update: Update, handles: Port[], operands: Port[], after: Port): Port {
  const T = dtypeAttr(DTYPES.float32);
  const inputs = [...handles, ...operands, after];
  switch (update.kind) {
    case "descent":
      return graph.add("ResourceApplyGradientDescent", inputs, { T, use_locking: boolAttr(false) });
    case "momentum":
      return graph.add("ResourceApplyMomentum", inputs, { T, use_locking: boolAttr(false), use_nesterov: boolAttr(false) });
    case "adam":
      return applyAdam(graph, inputs);
  }
}

/** The chosen rows of a data variable; bytes become float32 in [0, 1]. */
function gathered({ graph, handleOf }: Turn, table: Variable, rows: Port): Port {
  const { dtype } = table;
  const values = graph.add("ResourceGather", [handleOf(table), rows], {
    dtype: dtypeAttr(dtype),
    Tindices: dtypeAttr(DTYPES.int32),
    validate_indices: boolAttr(true),
  });
  if (dtype !== DTYPES.uint8) return values;
  const float = graph.add("Cast", [values], { SrcT: dtypeAttr(DTYPES.uint8), DstT: dtypeAttr(DTYPES.float32) });
  return graph.add("Mul", [float, graph.float(1 / 255)], { T: dtypeAttr(DTYPES.float32) });
}

function memo<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key) as V;
  };
}
