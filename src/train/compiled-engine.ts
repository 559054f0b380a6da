/** The engine on TensorFlow: step and evaluation recorded once, state and data on the device, many steps a call. */
import { type Tensor, type Tensor1D, tf } from "../backend/tf";
import type { Split } from "../data/dataset";
import { cut, join } from "../model/flat";
import { sizeOf } from "../model/network";
import { recordForBatch } from "../trace/batch";
import { nativeDevice } from "../trace/binding";
import { optimize } from "../trace/passes";
import { compile, type LoopSpec, type ProgramSpec, type Source } from "../trace/program";
import type { TensorFunction } from "../trace/record";
import { DTYPES, type Value } from "../trace/trace";
import type { Engine, EngineSpec, Snapshot } from "./engine";
import { chunkGradients, chunkSums, chunksOf, evaluationOf, meanGradient } from "./evaluate";
import { packState, type StateSpecs, stateSpecs, tensorsOf, trainStep } from "./step";

export function compiledEngine(spec: EngineSpec): Engine {
  const { network, data, training } = spec;
  const specs = stateSpecs(network, training?.optimizer);
  const all = [...specs.weights, ...specs.slots, ...specs.statistics];
  const size = sizeOf(data.shape);
  const splits = { train: data.train, test: data.test };
  const chunks = {
    train: chunksOf(data.train.count, data.shape, spec.chunk),
    test: chunksOf(data.test.count, data.shape, spec.chunk),
  };
  const loops: ProgramSpec["loops"] = {
    evaluateTrain: evaluationLoop(spec, specs, "train", chunks.train.size, size),
    evaluateTest: evaluationLoop(spec, specs, "test", chunks.test.size, size),
    ...(spec.gradients
      ? {
          gradientTrain: gradientLoop(spec, specs, "train", chunks.train.size, size),
          gradientTest: gradientLoop(spec, specs, "test", chunks.test.size, size),
        }
      : {}),
    ...(training ? { step: trainingLoop(spec, training, specs, size) } : {}),
  };
  const program = compile({ state: all.map(({ shape }) => ({ shape, dtype: DTYPES.float32 })), data: dataVariables(splits, size), loops });
  for (const [name, split] of Object.entries(splits)) {
    program.writeData(`${name}Images`, { shape: [split.count, size], dtype: DTYPES.uint8, values: split.images });
    program.writeData(`${name}Labels`, { shape: [split.count], dtype: DTYPES.int32, values: Int32Array.from(split.labels) });
  }
  const bounds = [specs.weights.length, specs.weights.length + specs.slots.length] as const;
  return {
    train: (rows, rates, firstStep) => program.run("step", rows, { rate: rates, step: Int32Array.from(rates, (_, i) => firstStep + i) }),
    evaluate: (which) => {
      const { rows, counts } = chunks[which];
      return evaluationOf(program.run(which === "train" ? "evaluateTrain" : "evaluateTest", rows, { counts }), splits[which].count);
    },
    lossAndGradient: (which) => {
      if (!spec.gradients) throw new Error("This engine was made without gradients.");
      const { rows, counts } = chunks[which];
      const { reports, sums } = program.total(which === "train" ? "gradientTrain" : "gradientTest", rows, { counts });
      return meanGradient(reports, sums, splits[which].count);
    },
    read: (): Snapshot => {
      const parts = program.readState();
      return { weights: join(parts.slice(0, bounds[0])), slots: join(parts.slice(...bounds)), statistics: join(parts.slice(bounds[1])) };
    },
    write: ({ weights, slots, statistics }) =>
      program.writeState(cut(join([weights, slots, statistics]), all, "This state is of another network or optimizer")),
    dispose: program.dispose,
  };
}

const dataVariables = (splits: Record<string, Split>, size: number): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(splits).flatMap(([name, { count }]) => [
      [`${name}Images`, { shape: [count, size], dtype: DTYPES.uint8 }],
      [`${name}Labels`, { shape: [count], dtype: DTYPES.int32 }],
    ]),
  );

const rowsOf = (split: string): Source[] => [
  { from: "rows", data: `${split}Images` },
  { from: "rows", data: `${split}Labels` },
];

function trainingLoop(
  { network, data }: EngineSpec,
  training: NonNullable<EngineSpec["training"]>,
  specs: StateSpecs,
  size: number,
): LoopSpec {
  const { optimizer, batch, settings } = training;
  const advance = trainStep(network, optimizer, settings);
  const count = specs.weights.length + specs.slots.length + specs.statistics.length;
  const step = (inputs: Tensor[]): Tensor[] => {
    const [images, labels, rate, number] = inputs.slice(count) as [Tensor, Tensor1D, tf.Scalar, tf.Scalar];
    const output = advance(packState(inputs.slice(0, count), specs), { images, labels, rate, step: number });
    return [...tensorsOf(output.state), output.loss];
  };
  const example = (n: number, variant: number) => [
    ...stateExample(specs, variant),
    ...batchExample(n, size, data.classes, variant),
    tf.scalar(0.01 * variant),
    tf.scalar(variant, "int32"),
  ];
  const states = Array.from({ length: count }, (_, index) => index);
  const trace = recorded(step, example, batch);
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

const evaluationLoop: ChunkLoop = (...args) => chunkLoop(chunkSums, [{ to: "report" }, { to: "report" }], ...args);

const gradientLoop: ChunkLoop = (spec, specs, ...rest) =>
  chunkLoop(chunkGradients, [{ to: "report" }, ...specs.weights.map(() => ({ to: "sum" as const }))], spec, specs, ...rest);

type ChunkLoop = (spec: EngineSpec, specs: StateSpecs, split: "train" | "test", chunk: number, size: number) => LoopSpec;

/** A loop over the chunks of a split that leaves the state as it is. */
function chunkLoop(
  work: typeof chunkSums | typeof chunkGradients,
  outputs: LoopSpec["outputs"],
  ...[spec, specs, split, chunk, size]: Parameters<ChunkLoop>
): LoopSpec {
  const { network, data, normalise = "running" } = spec;
  const slots = specs.slots.length;
  const used = [...specs.weights.keys(), ...Array.from(specs.statistics.keys(), (i) => specs.weights.length + slots + i)];
  const step = (inputs: Tensor[]): Tensor[] => {
    const weights = inputs.slice(0, specs.weights.length);
    const statistics = inputs.slice(specs.weights.length, used.length);
    const [images, labels, counts] = inputs.slice(used.length) as [Tensor, Tensor1D, Tensor1D];
    return work(network, weights, statistics, normalise, { images, labels, counts });
  };
  const example = (n: number, variant: number) => [
    ...stateExample({ ...specs, slots: [] }, variant),
    ...batchExample(n, size, data.classes, variant),
    tf.fill([n], variant),
  ];
  const trace = recorded(step, example, chunk);
  return {
    trace,
    batch: chunk,
    inputs: [...used.map((index): Source => ({ from: "state", index })), ...rowsOf(split), { from: "feed", feed: "counts" }],
    outputs,
  };
}

function recorded(step: TensorFunction, example: (n: number, variant: number) => Tensor[], batch: number): LoopSpec["trace"] {
  let trace: LoopSpec["trace"] | undefined;
  tf.tidy(() => {
    trace = optimize(recordForBatch(step, example, batch), nativeDevice());
  });
  return trace as LoopSpec["trace"];
}

/** State to record with: any finite numbers will do, as only the operations are kept. */
const stateExample = (specs: StateSpecs, variant: number): Tensor[] =>
  [...specs.weights, ...specs.slots, ...specs.statistics].map(({ shape }) => tf.fill(shape, 0.01 * variant));

const batchExample = (n: number, size: number, classes: number, variant: number): Tensor[] => [
  tf.fill([n, size], 0.1 * variant),
  tf.tensor1d(
    Int32Array.from({ length: n }, (_, i) => (i * variant) % classes),
    "int32",
  ),
];
