/** The engine on TensorFlow: step and evaluation recorded once, state and data on the device, many steps a call. */
import { type Tensor, type Tensor1D, tf } from "../backend/tf";
import { join } from "../model/flat";
import { sizeOf } from "../model/network";
import { compile, type LoopSpec, type ProgramSpec, type Source } from "../trace/program";
import { DTYPES } from "../trace/trace";
import {
  batchExample,
  chunkLoop,
  dataVariables,
  optimized,
  recordChunk,
  recordPlain,
  rowsOf,
  type SplitName,
  stateExample,
  writeSplits,
} from "./chunk-loops";
import type { Engine, EngineSpec, TrainingSpec } from "./engine";
import { chunkSums, chunksOf, evaluationOf } from "./evaluate";
import { stateOf } from "./program-state";
import { allSpecs, packState, type StateSpecs, stateSpecs, tensorsOf } from "./state";
import { observeStep, trainStep } from "./step";

export function compiledEngine(spec: EngineSpec): Engine {
  const { network, data, training } = spec;
  const specs = stateSpecs(network, training?.optimizer, training?.extraOf);
  const size = sizeOf(data.shape);
  const splits = { train: data.train, test: data.test };
  const chunks = {
    train: chunksOf(data.train.count, data.shape, spec.chunk),
    test: chunksOf(data.test.count, data.shape, spec.chunk),
  };
  const loops: ProgramSpec["loops"] = {
    evaluateTrain: evaluationLoop(spec, specs, "train", chunks.train.size),
    evaluateTest: evaluationLoop(spec, specs, "test", chunks.test.size),
    ...(training ? { step: trainingLoop(spec, training, specs, size) } : {}),
    ...(training?.observes ? { observe: observingLoop(spec, training, specs, size) } : {}),
  };
  const program = compile({
    state: allSpecs(specs).map(({ shape }) => ({ shape, dtype: DTYPES.float32 })),
    data: dataVariables(splits, size),
    loops,
  });
  writeSplits(program, splits, size);
  return {
    train: (rows, rates, firstStep) => program.run("step", rows, { rate: rates, step: Int32Array.from(rates, (_, i) => firstStep + i) }),
    evaluate: (which) => {
      const { rows, counts } = chunks[which];
      return evaluationOf(program.run(which === "train" ? "evaluateTrain" : "evaluateTest", rows, { counts }), splits[which].count);
    },
    observe: (rows, firstStep) => {
      if (!training?.observes) throw new Error("This engine does not observe.");
      const turns = rows.length / training.batch;
      program.clearSums("observe");
      program.run("observe", rows, { step: Int32Array.from({ length: turns }, (_, i) => firstStep + i) });
      return join(program.readSums("observe").map((sum) => Float32Array.from(sum, (value) => value / turns)));
    },
    ...stateOf(program, specs),
    dispose: program.dispose,
  };
}

function trainingLoop({ network, data }: EngineSpec, training: TrainingSpec, specs: StateSpecs, size: number): LoopSpec {
  const { optimizer, batch, settings, wrappers, grain } = training;
  const advance = trainStep(network, optimizer, settings, wrappers);
  const all = allSpecs(specs);
  const step = (inputs: Tensor[]): Tensor[] => {
    const [images, labels, rate, number] = inputs.slice(all.length) as [Tensor, Tensor1D, tf.Scalar, tf.Scalar];
    const output = advance(packState(inputs.slice(0, all.length), specs), { images, labels, rate, step: number });
    return [...tensorsOf(output.state), output.loss];
  };
  const example = (n: number, variant: number) => [
    ...stateExample(all, variant),
    ...batchExample(n, size, data.classes, variant),
    tf.scalar(0.01 * variant),
    tf.scalar(variant, "int32"),
  ];
  const states = Array.from({ length: all.length }, (_, index) => index);
  const trace = optimized(recordPlain(step, example, batch, grain));
  return {
    trace,
    batch,
    inputs: [
      ...states.map((index): Source => ({ from: "state", index })),
      ...rowsOf("train"),
      { from: "feed", feed: "rate" },
      { from: "feed", feed: "step" },
    ],
    outputs: [...states.map((index) => ({ to: "state" as const, index })), { to: "report" }],
  };
}

/** What batch norm sees of each batch, summed. */
function observingLoop({ network, data }: EngineSpec, training: TrainingSpec, specs: StateSpecs, size: number): LoopSpec {
  const { batch, settings, wrappers, grain } = training;
  const { weights, slots, statistics } = specs;
  const look = observeStep(network, settings, wrappers);
  const count = weights.length + statistics.length;
  const step = (inputs: Tensor[]): Tensor[] => {
    const [images, labels, number] = inputs.slice(count) as [Tensor, Tensor1D, tf.Scalar];
    return look(inputs.slice(0, weights.length), inputs.slice(weights.length, count), { images, labels, step: number });
  };
  const example = (n: number, variant: number) => [
    ...stateExample([...weights, ...statistics], variant),
    ...batchExample(n, size, data.classes, variant),
    tf.scalar(variant, "int32"),
  ];
  return {
    trace: optimized(recordPlain(step, example, batch, grain)),
    batch,
    inputs: [
      ...[...weights.keys(), ...Array.from(statistics.keys(), (i) => weights.length + slots.length + i)].map(
        (index): Source => ({ from: "state", index }),
      ),
      ...rowsOf("train"),
      { from: "feed", feed: "step" },
    ],
    outputs: statistics.map(() => ({ to: "sum" as const })),
  };
}

/** A split's evaluation. It reads no optimizer slots. */
function evaluationLoop(
  { network, data, normalise = "running" }: EngineSpec,
  specs: StateSpecs,
  split: SplitName,
  chunk: number,
): LoopSpec {
  const { weights, slots, statistics } = specs;
  const states = [...weights.keys(), ...Array.from(statistics.keys(), (i) => weights.length + slots.length + i)];
  const trace = recordChunk(
    (state, input) => chunkSums(network, state.slice(0, weights.length), state.slice(weights.length), normalise, input),
    [...weights, ...statistics],
    data,
    sizeOf(data.shape),
    chunk,
  );
  return chunkLoop({ split, chunk, trace: optimized(trace), states, outputs: [{ to: "report" }, { to: "report" }] });
}
