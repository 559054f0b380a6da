/** A program: state and data in variables on the device, and loops of recorded steps over them, many turns a call. */
import { boolAttr, dtypeAttr, Graph, type Port, shapeAttr } from "./graph";
import { openSession, type Session } from "./session";
import { type Constant, DTYPES, describeRef, type Ref, type Trace, type Value } from "./trace";
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
  /** For each output of the trace: the state that it becomes, or a scalar that is reported each turn. */
  outputs: ({ to: "state"; index: number } | { to: "report" })[];
}

export interface ProgramSpec {
  state: Value[];
  /** Data variables: `rows` are gathered from them. uint8 rows become float32 in [0, 1]. */
  data: Record<string, Value>;
  loops: Record<string, LoopSpec>;
}

export interface Program {
  writeState(values: Float32Array[]): void;
  readState(): Float32Array[];
  writeData(name: string, data: Constant): void;
  /**
   * Runs a loop.
   * @param rows `turns · batch` row numbers
   * @param feeds one value or row a turn, by name
   * @returns the reported scalars, `[turn][report]` flattened
   */
  run(loop: string, rows: Int32Array, feeds?: Record<string, Float32Array | Int32Array>): Float32Array;
  dispose(): void;
}

interface Variable {
  handle: Port;
  dtype: number;
  shape: number[];
}

/** Compiles a program. Its state is undefined until `writeState`, its data until `writeData`. */
export function compile(spec: ProgramSpec): Program {
  const graph = new Graph();
  const state = spec.state.map((value, i) => variable(graph, `state_${i}`, value));
  const data = Object.fromEntries(Object.entries(spec.data).map(([name, value]) => [name, variable(graph, `data_${name}`, value)]));
  for (const [i, each] of state.entries()) setter(graph, `state_${i}`, each);
  for (const [name, each] of Object.entries(data)) setter(graph, `data_${name}`, each);
  for (const [i, each] of state.entries()) graph.add("ReadVariableOp", [each.handle], { dtype: dtypeAttr(each.dtype) }, `get_state_${i}`);
  for (const [name, loop] of Object.entries(spec.loops)) addLoop(graph, name, loop, state, data);
  const session = openSession(graph.nodes);
  return { ...access(spec, session), run: runner(spec, session), dispose: session.dispose };
}

function variable(graph: Graph, name: string, { dtype, shape }: Value): Variable {
  const handle = graph.add(
    "VarHandleOp",
    [],
    { dtype: dtypeAttr(dtype), shape: shapeAttr(shape), shared_name: { s: Buffer.from(name) } },
    name,
  );
  return { handle, dtype, shape };
}

/** Feeding `put_<name>` and fetching `set_<name>` assigns the variable. */
function setter(graph: Graph, name: string, { handle, dtype, shape }: Variable): void {
  const value = graph.placeholder(`put_${name}`, dtype, shape);
  const assign = graph.add("AssignVariableOp", [handle, value], { dtype: dtypeAttr(dtype) });
  graph.add("Identity", [graph.int(0), `^${assign}`], { T: dtypeAttr(DTYPES.int32) }, `set_${name}`);
}

const INT = { T: dtypeAttr(DTYPES.int32) };

function addLoop(graph: Graph, name: string, loop: LoopSpec, state: Variable[], data: Record<string, Variable>): void {
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
  const log = graph.add("VarHandleOp", [], {
    dtype: dtypeAttr(DTYPES.float32),
    shape: shapeAttr([-1, reports]),
    shared_name: { s: Buffer.from(`${name}/log`) },
  });
  const cleared = graph.add("AssignVariableOp", [log, zeros(graph, turns, reports)], { dtype: dtypeAttr(DTYPES.float32) });
  const start = graph.add("Identity", [turns, `^${cleared}`], INT);

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
      else {
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
        graph.add("ResourceScatterUpdate", [enter(log, DTYPES.resource), i, row], {
          dtype: dtypeAttr(DTYPES.float32),
          Tindices: dtypeAttr(DTYPES.int32),
        }),
      );
    }
    return assigned;
  });
  graph.add("ReadVariableOp", [log, `^${done}`], { dtype: dtypeAttr(DTYPES.float32) }, `${name}/result`);
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

/** `[turns, width]` zeros. */
function zeros(graph: Graph, turns: Port, width: number): Port {
  const shape = graph.add("Pack", [turns, graph.int(width)], { N: { i: 2 }, T: dtypeAttr(DTYPES.int32), axis: { i: 0 } });
  return graph.add("Fill", [shape, graph.float(0)], { T: dtypeAttr(DTYPES.float32), index_type: dtypeAttr(DTYPES.int32) });
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

function access(spec: ProgramSpec, session: Session): Pick<Program, "writeState" | "readState" | "writeData"> {
  const names = spec.state.map((_, i) => `state_${i}`);
  return {
    writeState: (values) => {
      const feeds = spec.state.map((value, i) => [`put_state_${i}`, { ...value, values: values[i] as Float32Array }]);
      session.run(
        Object.fromEntries(feeds),
        names.map((name) => `set_${name}`),
      );
    },
    readState: () =>
      session.run(
        {},
        names.map((name) => `get_${name}`),
      ) as Float32Array[],
    writeData: (name, value) => void session.run({ [`put_data_${name}`]: value }, [`set_data_${name}`]),
  };
}

function runner(spec: ProgramSpec, session: Session): Program["run"] {
  return (name, rows, given = {}) => {
    const { batch, trace, inputs } = spec.loops[name] as LoopSpec;
    const turns = rows.length / batch;
    if (!Number.isInteger(turns)) throw new RangeError(`The loop ${name} takes ${batch} rows a turn, got ${rows.length} rows.`);
    const feeds: Record<string, Constant> = {
      [`${name}/turns`]: { shape: [], dtype: DTYPES.int32, values: Int32Array.of(turns) },
      [`${name}/rows`]: { shape: [turns, batch], dtype: DTYPES.int32, values: rows },
    };
    inputs.forEach((source, i) => {
      if (source.from !== "feed") return;
      const { dtype, shape } = trace.inputs[i] as Value;
      feeds[`${name}/feed_${source.feed}`] = { shape: [turns, ...shape], dtype, values: given[source.feed] as Float32Array };
    });
    return (session.run(feeds, [`${name}/result`])[0] ?? new Float32Array()) as Float32Array;
  };
}
