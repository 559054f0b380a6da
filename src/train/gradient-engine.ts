/** A training step in its two halves, the gradient of chosen examples and the update by a gradient, for those who do something between the two. */
import { type Tensor, type Tensor1D, tf } from "../backend/tf";
import type { DataSet } from "../data/dataset";
import { cut, join } from "../model/flat";
import type { WeightSpec } from "../model/layer";
import { type Network, sizeOf } from "../model/network";
import { compile, type LoopSpec, type Source } from "../trace/program";
import { DTYPES } from "../trace/trace";
import { batchExample, dataVariables, optimized, recordPlain, rowsOf, stateExample, writeSplits } from "./chunk-loops";
import type { Snapshot } from "./engine";
import type { Optimizer } from "./optimizers/optimizer";
import { stateOf } from "./program-state";
import { packState, type StateSpecs, type StepSettings, stateSpecs } from "./state";
import { batchGradient } from "./step";

export interface GradientEngine {
  /**
   * @param rows `batch` numbers of training examples
   * @param step number of the step since the start; it picks dropout's masks
   * @returns their mean loss in nats, and its gradient as one vector
   */
  gradient(rows: Int32Array, step: number): { loss: number; gradient: Float32Array };
  /** One update of the weights by a gradient. */
  apply(gradient: Float32Array, rate: number): void;
  /** The state; batch norm's running statistics stay as they were written. */
  read(): Snapshot;
  write(snapshot: Snapshot): void;
  dispose(): void;
}

export interface GradientEngineSpec {
  network: Network;
  data: DataSet;
  optimizer: Optimizer;
  /** Examples a gradient. */
  batch: number;
  settings: StepSettings;
}

/** On TensorFlow alone. */
export function gradientEngine(spec: GradientEngineSpec): GradientEngine {
  const { network, data, optimizer } = spec;
  const specs = stateSpecs(network, optimizer);
  const { weights, slots, statistics } = specs;
  const all = [...weights, ...slots, ...statistics];
  const size = sizeOf(data.shape);
  const splits = { train: data.train };
  const program = compile({
    state: all.map(({ shape }) => ({ shape, dtype: DTYPES.float32 })),
    data: dataVariables(splits, size),
    loops: { gradient: gradientLoop(spec, specs, size), apply: applyLoop(spec, specs) },
  });
  writeSplits(program, splits, size);
  return {
    gradient: (rows, step) => {
      program.clearSums("gradient");
      const [loss] = program.run("gradient", rows, { step: Int32Array.of(step) });
      return { loss: loss as number, gradient: join(program.readSums("gradient").map((part) => Float32Array.from(part))) };
    },
    apply: (gradient, rate) => {
      const parts = cut(gradient, weights, "This gradient is of another network");
      const feeds = Object.fromEntries(parts.map((part, i) => [`gradient${i}`, part]));
      program.run("apply", Int32Array.of(0), { ...feeds, rate: Float32Array.of(rate) });
    },
    ...stateOf(program, specs),
    dispose: program.dispose,
  };
}

const fromState = (numbers: Iterable<number>): Source[] => Array.from(numbers, (index) => ({ from: "state", index }));

function gradientLoop(
  { network, data, batch, settings }: GradientEngineSpec,
  { weights, slots, statistics }: StateSpecs,
  size: number,
): LoopSpec {
  const gradientOf = batchGradient(network, settings);
  const read: WeightSpec[] = [...weights, ...statistics];
  const step = (inputs: Tensor[]): Tensor[] => {
    const [images, labels, number] = inputs.slice(read.length) as [Tensor, Tensor1D, tf.Scalar];
    const { loss, gradients } = gradientOf(inputs.slice(0, weights.length), inputs.slice(weights.length, read.length), {
      images,
      labels,
      step: number,
    });
    return [...gradients, loss];
  };
  const example = (n: number, variant: number) => [
    ...stateExample(read, variant),
    ...batchExample(n, size, data.classes, variant),
    tf.scalar(variant, "int32"),
  ];
  const places = [...weights.keys(), ...Array.from(statistics.keys(), (i) => weights.length + slots.length + i)];
  return {
    trace: optimized(recordPlain(step, example, batch)),
    batch,
    inputs: [...fromState(places), ...rowsOf("train"), { from: "feed", feed: "step" }],
    outputs: [...weights.map(() => ({ to: "sum" as const })), { to: "report" }],
  };
}

function applyLoop({ optimizer }: GradientEngineSpec, specs: StateSpecs): LoopSpec {
  const { weights, slots } = specs;
  const count = weights.length + slots.length;
  const step = (inputs: Tensor[]): Tensor[] => {
    const state = packState(inputs.slice(0, count), { ...specs, statistics: [] });
    const gradients = inputs.slice(count, count + weights.length);
    const rate = inputs.at(-1) as tf.Scalar;
    const moved = state.weights.map((weight, i) => optimizer.update(weight, gradients[i] as Tensor, state.slots[i] as Tensor[], rate));
    return [...moved.map(({ weight }) => weight), ...moved.flatMap((each) => each.slots)];
  };
  const example = (_: number, variant: number) => [...stateExample([...weights, ...slots, ...weights], variant), tf.scalar(0.01 * variant)];
  const feeds = weights.map((_, i): Source => ({ from: "feed", feed: `gradient${i}` }));
  return {
    trace: optimized(recordPlain(step, example, 1)),
    batch: 1,
    inputs: [...fromState(Array.from({ length: count }, (_, i) => i)), ...feeds, { from: "feed", feed: "rate" }],
    outputs: Array.from({ length: count }, (_, index) => ({ to: "state" as const, index })),
  };
}
