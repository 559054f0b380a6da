/** A program: state and data in variables on the device, and loops of recorded steps over them, many turns a call. */
import { dtypeAttr, Graph } from "./graph";
import { addLoop, hasPlaces, type LoopSpec, sumsOf } from "./loop";
import { openSession, type Session } from "./session";
import { clear, setter, variable } from "./storage";
import { type Constant, DTYPES, type Value } from "./trace";

export type { LoopSpec, Source } from "./loop";

export interface ProgramSpec {
  state: Value[];
  /** Data variables: `rows` are gathered from them. uint8 rows become float32 in [0, 1]. */
  data: Record<string, Value>;
  loops: Record<string, LoopSpec>;
}

/** One value or row a turn, by name. */
export type Feeds = Record<string, Float32Array | Int32Array>;

export interface Program {
  /** @param from number of the first state that is written; the others stay */
  writeState(values: Float32Array[], from?: number): void;
  readState(): Float32Array[];
  writeData(name: string, data: Constant): void;
  /** Fills float32 data with zeros, so that loops can write its entries. */
  clearData(name: string): void;
  /**
   * Runs a loop.
   * @param rows `turns · batch` row numbers
   * @param feeds for a loop that reads or writes entries of data, also their numbers: `places`, one a turn
   * @returns the reported scalars, `[turn][report]` flattened
   */
  run(loop: string, rows: Int32Array, feeds?: Feeds): Float32Array;
  /** Sets the sums of a loop to zero; `run` adds to them. */
  clearSums(loop: string): void;
  /** The sums over all turns since they were cleared, output by output. */
  readSums(loop: string): Float64Array[];
  dispose(): void;
}

/** Compiles a program. Its state is undefined until `writeState`, its data until `writeData`. */
export function compile(spec: ProgramSpec): Program {
  const graph = new Graph();
  const state = spec.state.map((value, i) => variable(graph, `state_${i}`, value));
  const data = Object.fromEntries(Object.entries(spec.data).map(([name, value]) => [name, variable(graph, `data_${name}`, value)]));
  for (const [i, each] of state.entries()) setter(graph, `state_${i}`, each);
  for (const [name, each] of Object.entries(data)) setter(graph, `data_${name}`, each);
  for (const [name, each] of Object.entries(data)) {
    if (each.dtype !== DTYPES.float32) continue;
    graph.add("Identity", [graph.int(0), `^${clear(graph, each)}`], { T: dtypeAttr(DTYPES.int32) }, `clear_data_${name}`);
  }
  for (const [i, each] of state.entries()) graph.add("ReadVariableOp", [each.handle], { dtype: dtypeAttr(each.dtype) }, `get_state_${i}`);
  for (const [name, loop] of Object.entries(spec.loops)) addLoop(graph, name, loop, state, data);
  const session = openSession(graph.nodes);
  return { ...access(spec, session), ...runners(spec, session), dispose: session.dispose };
}

function access(spec: ProgramSpec, session: Session): Pick<Program, "writeState" | "readState" | "writeData" | "clearData"> {
  const names = spec.state.map((_, i) => `state_${i}`);
  return {
    writeState: (values, from = 0) => {
      const names = values.map((_, i) => from + i);
      const feeds = names.map((place, i) => [`put_state_${place}`, { ...(spec.state[place] as Value), values: values[i] as Float32Array }]);
      session.run(
        Object.fromEntries(feeds),
        names.map((place) => `set_state_${place}`),
      );
    },
    readState: () =>
      session.run(
        {},
        names.map((name) => `get_${name}`),
      ) as Float32Array[],
    writeData: (name, value) => void session.run({ [`put_data_${name}`]: value }, [`set_data_${name}`]),
    clearData: (name) => void session.run({}, [`clear_data_${name}`]),
  };
}

function runners(spec: ProgramSpec, session: Session): Pick<Program, "run" | "clearSums" | "readSums"> {
  const feedsOf = (name: string, rows: Int32Array, given: Feeds): Record<string, Constant> => {
    const { batch, trace, inputs } = spec.loops[name] as LoopSpec;
    const turns = rows.length / batch;
    if (!Number.isInteger(turns)) throw new RangeError(`The loop ${name} takes ${batch} rows a turn, got ${rows.length} rows.`);
    const feeds: Record<string, Constant> = {
      [`${name}/turns`]: { shape: [], dtype: DTYPES.int32, values: Int32Array.of(turns) },
      [`${name}/rows`]: { shape: [turns, batch], dtype: DTYPES.int32, values: rows },
    };
    if (hasPlaces(spec.loops[name] as LoopSpec))
      feeds[`${name}/places`] = { shape: [turns], dtype: DTYPES.int32, values: given.places as Int32Array };
    inputs.forEach((source, i) => {
      if (source.from !== "feed") return;
      const { dtype, shape } = trace.inputs[i] as Value;
      feeds[`${name}/feed_${source.feed}`] = { shape: [turns, ...shape], dtype, values: given[source.feed] as Float32Array };
    });
    return feeds;
  };
  /** Turns since the sums of a loop were cleared. */
  const turns: Record<string, number> = {};
  return {
    run: (name, rows, given = {}) => {
      const [reports] = session.run(feedsOf(name, rows, given), [`${name}/result`]) as Float32Array[];
      turns[name] = (turns[name] ?? 0) + rows.length / (spec.loops[name] as LoopSpec).batch;
      return reports ?? new Float32Array();
    },
    clearSums: (name) => {
      session.run({}, [`${name}/clear`]);
      turns[name] = 0;
    },
    readSums: (name) => {
      const sums = sumsOf(spec.loops[name] as LoopSpec);
      const read = (half: string) =>
        session.run(
          {},
          sums.map((i) => `${name}/sum_${i}_${half}`),
        ) as Float32Array[];
      const high = read("high");
      // The sum of a single turn is that turn's float32 values.
      const low = (turns[name] ?? 0) > 1 ? read("low") : [];
      return high.map((values, i) => added(values, low[i]));
    },
  };
}

/** The sum of both halves. A plain loop: Float64Array.from with a function is fifty times slower. */
function added(high: Float32Array, low: Float32Array | undefined): Float64Array {
  const sum = new Float64Array(high);
  if (low) for (let j = 0; j < sum.length; j++) sum[j] = (sum[j] as number) + (low[j] as number);
  return sum;
}
