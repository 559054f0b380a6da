/** A recorded step as a loop of a graph: each turn gathers its rows, runs the step and moves the state. */
import { boolAttr, dtypeAttr, type Graph, type Port } from "./graph";
import { clear, DOUBLE, readDouble, TO_DOUBLE, type Variable, variable } from "./storage";
import { DTYPES, describeRef, type Ref, type Trace, type Value } from "./trace";
import { operandsOf, slotsOf, splitUpdates, type Update } from "./updates";

/** Where an input of a recorded step comes from. */
export type Source =
  | { from: "state"; index: number }
  /** Rows of a data variable, those of this turn. */
  | { from: "rows"; data: string }
  /** One value a turn, fed with the call: float32 or int32 scalars, or rows of equal length. */
  | { from: "feed"; feed: string };

export interface LoopSpec {
  trace: Trace;
  /** Rows a turn. */
  batch: number;
  inputs: Source[];
  /** For each output of the trace: the state that it becomes, a scalar that is reported each turn, or a tensor that is summed over all turns of a call in float64. */
  outputs: ({ to: "state"; index: number } | { to: "report" } | { to: "sum" })[];
}

/** Numbers of the outputs that are summed. */
export const sumsOf = ({ outputs }: LoopSpec): number[] => outputs.flatMap((output, i) => (output.to === "sum" ? [i] : []));

const INT = { T: dtypeAttr(DTYPES.int32) };

export function addLoop(graph: Graph, name: string, loop: LoopSpec, state: Variable[], data: Record<string, Variable>): void {
  const { trace, batch } = loop;
  const turns = graph.placeholder(`${name}/turns`, DTYPES.int32, []);
  const rows = graph.placeholder(`${name}/rows`, DTYPES.int32, [-1, batch]);
  const feeds = new Map<string, { port: Port; dtype: number }>();
  loop.inputs.forEach((source, i) => {
    if (source.from !== "feed" || feeds.has(source.feed)) return;
    const { dtype, shape } = trace.inputs[i] as Value;
    feeds.set(source.feed, { dtype, port: graph.placeholder(`${name}/feed_${source.feed}`, dtype, [-1, ...shape]) });
  });
  const reports = loop.outputs.filter((output) => output.to === "report").length;
  const log = variable(graph, `${name}/log`, { dtype: DTYPES.float32, shape: [-1, reports] });
  const rowsOfLog = graph.add("Pack", [turns, graph.int(reports)], { N: { i: 2 }, T: dtypeAttr(DTYPES.int32), axis: { i: 0 } });
  const cleared = [clear(graph, log, rowsOfLog, graph.float(0))];
  const sums = new Map<number, Variable>();
  for (const output of sumsOf(loop)) {
    const { shape } = describeRef(trace, trace.outputs[output] as Ref);
    const sum = variable(graph, `${name}/sum_${output}`, { dtype: DTYPES.float64, shape });
    const dims = graph.constant({ shape: [shape.length], dtype: DTYPES.int32, values: Int32Array.from(shape) });
    cleared.push(clear(graph, sum, dims, graph.add("Cast", [graph.float(0)], TO_DOUBLE)));
    sums.set(output, sum);
  }
  const start = graph.add("Identity", [turns, ...cleared.map((node) => `^${node}`)], INT);

  const done = graph.loop(name, start, (i, enter) => {
    const handleOf = memo((each: Variable) => enter(each.handle, DTYPES.resource));
    const read = memo((each: Variable) => graph.add("ReadVariableOp", [handleOf(each), `^${i}`], { dtype: dtypeAttr(each.dtype) }));
    const at = (port: Port, dtype: number) =>
      graph.add("GatherV2", [enter(port, dtype), i, graph.int(0)], {
        Tparams: dtypeAttr(dtype),
        Tindices: dtypeAttr(DTYPES.int32),
        Taxis: dtypeAttr(DTYPES.int32),
      });
    const chosen = at(rows, DTYPES.int32);
    const inputs = loop.inputs.map((source): Port => {
      if (source.from === "state") return read(state[source.index] as Variable);
      if (source.from === "rows") return gathered(graph, data[source.data] as Variable, handleOf(data[source.data] as Variable), chosen);
      const feed = feeds.get(source.feed) as { port: Port; dtype: number };
      return at(feed.port, feed.dtype);
    });
    const inputOf = new Map(loop.inputs.map((source, input) => [source.from === "state" ? source.index : -1, input]));
    const places = loop.outputs.map((target) => (target.to === "state" ? (inputOf.get(target.index) ?? -1) : -1));
    const split = splitUpdates(trace, places);
    const outputs = graph.inline(split.trace, inputs);
    // No variable may change while another part of the step still reads it.
    const computed = graph.add(
      "NoOp",
      outputs.map((output) => `^${output.split(":")[0]}`),
    );
    const assigned: Port[] = [];
    const reported: Port[] = [];
    for (const [k, output] of split.kept.entries()) {
      const port = outputs[k] as Port;
      const target = loop.outputs[output] as LoopSpec["outputs"][number];
      if (target.to === "report") reported.push(port);
      else if (target.to === "sum") {
        const handle = handleOf(sums.get(output) as Variable);
        assigned.push(graph.add("AssignAddVariableOp", [handle, graph.add("Cast", [port], TO_DOUBLE)], { dtype: DOUBLE }));
      } else {
        const { dtype } = describeRef(trace, trace.outputs[output] as Ref);
        const handle = handleOf(state[target.index] as Variable);
        assigned.push(graph.add("AssignVariableOp", [handle, port, `^${computed}`], { dtype: dtypeAttr(dtype) }));
      }
    }
    const operands = outputs.slice(split.kept.length);
    for (const update of split.updates) {
      const handle = (input: number) => handleOf(state[(loop.inputs[input] as { index: number }).index] as Variable);
      const mine = operands.splice(0, operandsOf(update).length);
      assigned.push(applied(graph, update, [update.weight, ...slotsOf(update)].map(handle), mine, `^${computed}`));
    }
    if (reported.length > 0) {
      const row = graph.add("Pack", reported, { N: { i: reported.length }, T: dtypeAttr(DTYPES.float32), axis: { i: 0 } });
      assigned.push(
        graph.add("ResourceScatterUpdate", [handleOf(log), i, row], {
          dtype: dtypeAttr(DTYPES.float32),
          Tindices: dtypeAttr(DTYPES.int32),
        }),
      );
    }
    return assigned;
  });
  graph.add("ReadVariableOp", [log.handle, `^${done}`], { dtype: dtypeAttr(DTYPES.float32) }, `${name}/result`);
  for (const [output, sum] of sums) readDouble(graph, sum, `${name}/sum_${output}`, `^${done}`);
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
    case "adam": {
      // TensorFlow adds ε to √v, the paper to √(v / (1 − β₂ᵗ)): the same when ε is multiplied by √(1 − β₂ᵗ).
      const at = { power2: 3 + 1, epsilon: 3 + 5 };
      const unbias = graph.add("Sqrt", [graph.add("Sub", [graph.float(1), inputs[at.power2] as Port], { T })], { T });
      inputs[at.epsilon] = graph.add("Mul", [inputs[at.epsilon] as Port, unbias], { T });
      return graph.add("ResourceApplyAdam", inputs, { T, use_locking: boolAttr(false), use_nesterov: boolAttr(false) });
    }
  }
}

/** The chosen rows of a data variable; bytes become float32 in [0, 1]. */
function gathered(graph: Graph, { dtype }: Variable, handle: Port, rows: Port): Port {
  const values = graph.add("ResourceGather", [handle, rows], {
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
