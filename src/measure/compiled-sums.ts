/** Sums over a data set as loops of one TensorFlow program: data and weights on the device, vectors added up there in float64. */

import { nativeDevice } from "../backend/binding";
import { type Tensor, tf } from "../backend/tf";
import { cut, joinAs } from "../model/flat";
import { sizeOf } from "../model/network";
import { chain } from "../trace/chain";
import { jvp } from "../trace/jvp";
import { prepareDerivative } from "../trace/passes";
import { compile, type LoopSpec } from "../trace/program";
import { DTYPES, type Trace } from "../trace/trace";
import { chunkLoop, dataVariables, optimized, recordChunk, writeSplits } from "../train/chunk-loops";
import { type ChunkInput, chunkGradients, chunkSums, chunksOf } from "../train/evaluate";
import { gaussNewtonTrace } from "./gauss-newton";
import { Keeper, keeping, MOST_BYTES } from "./kept";
import type { SumKind, Sums, SumsSpec, Total } from "./sums";

type Outputs = LoopSpec["outputs"];
const REPORT = { to: "report" } as const;
const SUM = { to: "sum" } as const;

export function compiledSums(spec: SumsSpec): Sums {
  const { network, data, split } = spec;
  const { weights, statistics } = network;
  const examples = data[split];
  const { size: chunk, rows, counts } = chunksOf(examples.count, data.shape, spec.chunk);
  const size = sizeOf(data.shape);
  const record: Recorder["record"] = (step) => recordChunk(step, [...weights, ...statistics], data, size, chunk);
  const recorder: Recorder = { spec, chunk, record };

  // The state on the device: weights, statistics, direction. What a kind does not read is no input of its loop.
  const state = [...weights, ...statistics, ...weights].map(({ shape }) => ({ shape, dtype: DTYPES.float32 }));
  const point = Array.from({ length: weights.length + statistics.length }, (_, i) => i);
  const direction = Array.from(weights, (_, i) => point.length + i);
  const loops = Object.fromEntries(
    spec.kinds.map((kind): [SumKind, LoopSpec] => {
      const { trace, outputs, directed } = WORK[kind](recorder);
      return [kind, chunkLoop({ split, chunk, trace: optimized(trace), states: directed ? [...point, ...direction] : point, outputs })];
    }),
  );
  // Tried on a CPU alone.
  const { kept, ...compiled } = keeping(loops, point.length, rows.length / chunk, nativeDevice() === "cpu" ? MOST_BYTES : 0);
  const program = compile({ state, data: { ...dataVariables({ [split]: examples }, size), ...compiled.data }, loops: compiled.loops });
  writeSplits(program, { [split]: examples }, size);
  const run = (loop: string, from: number, to: number): Float32Array =>
    program.run(loop, rows.subarray(from * chunk, to * chunk), {
      counts: counts.subarray(from * chunk, to * chunk),
      places: Int32Array.from({ length: to - from }, (_, i) => from + i),
    });
  const keeper = new Keeper(kept, program, run);
  const reports: Partial<Record<SumKind, Omit<Total, "vector">>> = {};
  return {
    chunks: rows.length / chunk,
    count: examples.count,
    writePoint: (w, seen) => {
      keeper.forget();
      program.writeState([...cut(w, weights), ...cut(seen, statistics, "These are statistics of another network")]);
    },
    writeDirection: (v) => program.writeState(cut(v, weights, "This is a direction in another space"), point.length),
    clear: (kind) => {
      reports[kind] = { sum: 0, right: 0, chunks: [] };
      program.clearSums(kind);
    },
    add: (kind, from, to) => {
      keeper.keep(kind, from, to);
      const values = run(kind, from, to);
      const width = values.length / (to - from);
      const total = reports[kind] as Omit<Total, "vector">;
      for (let i = 0; i < values.length; i += width) {
        total.chunks.push(values[i] as number);
        total.sum += values[i] as number;
        if (width > 1) total.right += values[i + 1] as number;
      }
    },
    read: (kind) => ({ ...(reports[kind] as Omit<Total, "vector">), vector: joinAs(Float64Array, program.readSums(kind)) }),
    dispose: program.dispose,
  };
}

interface Recorder {
  spec: SumsSpec;
  /** Examples a chunk. */
  chunk: number;
  /** Records a step on weights, statistics, images, labels and counts. */
  record(step: (state: Tensor[], input: ChunkInput) => Tensor[]): Trace;
}

interface Work {
  trace: Trace;
  outputs: Outputs;
  /** Whether the trace takes a direction after the statistics. */
  directed?: boolean;
}

const WORK: Record<SumKind, (recorder: Recorder) => Work> = {
  loss: ({ spec, record }) => ({
    trace: record((state, input) => chunkSums(spec.network, ...parts(spec, state), mode(spec), input)),
    outputs: [REPORT, REPORT],
  }),
  gradient: (recorder) => ({ trace: gradientTrace(recorder), outputs: [REPORT, ...recorder.spec.network.weights.map(() => SUM)] }),
  norms: ({ spec, record }) => ({
    trace: record((state, input) => {
      const [, ...gradients] = chunkGradients(spec.network, ...parts(spec, state), mode(spec), input);
      return [tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient))))];
    }),
    outputs: [REPORT],
  }),
  statistics: ({ spec, record }) => ({
    trace: record((state, { images }) => {
      const [weights, statistics] = parts(spec, state);
      return spec.network.forward(weights, images, { normalise: "batch", statistics }).seen;
    }),
    outputs: spec.network.statistics.map(() => SUM),
  }),
  hessian: (recorder) => {
    const n = recorder.spec.network.weights.length;
    const trace = directed(jvp(prepareDerivative(gradientTrace(recorder)), range(n)), recorder.spec);
    return { trace: { ...trace, outputs: trace.outputs.slice(n + 2) }, outputs: range(n).map(() => SUM), directed: true };
  },
  gaussNewton: ({ spec, chunk }) => ({
    trace: gaussNewtonTrace(spec, chunk),
    outputs: spec.network.weights.map(() => SUM),
    directed: true,
  }),
};

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const mode = ({ normalise = "running" }: SumsSpec) => normalise;
const parts = ({ network }: SumsSpec, state: Tensor[]): [Tensor[], Tensor[]] => [
  state.slice(0, network.weights.length),
  state.slice(network.weights.length, network.weights.length + network.statistics.length),
];

const gradientTrace = ({ spec, record }: Recorder): Trace =>
  record((state, input) => chunkGradients(spec.network, ...parts(spec, state), mode(spec), input));

/** A jvp takes its tangents last; here the direction comes before images, labels and counts. */
function directed(trace: Trace, { network }: SumsSpec): Trace {
  const before = network.weights.length + network.statistics.length;
  const [inputs, tangents] = [trace.inputs.slice(0, -network.weights.length), trace.inputs.slice(-network.weights.length)];
  return chain([...inputs.slice(0, before), ...tangents, ...inputs.slice(before)], (add, given) => {
    const direction = given.slice(before, before + tangents.length);
    return add(trace, [...given.slice(0, before), ...given.slice(before + tangents.length), ...direction]);
  });
}
