/** A recorded step as a loop of a graph: each turn gathers its rows, runs the step and moves the state. */
import { advance, type Turn } from "./advance";
import { boolAttr, dtypeAttr, type Graph, type Port } from "./graph";
import { clear, readDouble, type Variable, variable } from "./storage";
import { DTYPES, describeRef, type Ref, type Trace, type Value } from "./trace";

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

interface Feed {
  port: Port;
  dtype: number;
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
