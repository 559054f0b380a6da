/** The engine that calls each operation as it comes: for backends that cannot run a graph, and to compare the compiled one with. */
import { type Tensor, tf } from "../backend/tf";
import { toTensors, toVector } from "../model/flat";
import type { Engine, EngineSpec, Snapshot } from "./engine";
import { type ChunkInput, chunkSums, chunksOf, evaluationOf } from "./evaluate";
import { gatherExamples } from "./examples";
import { packState, type State, stateSpecs, tensorsOf, trainStep } from "./step";

export function eagerEngine(spec: EngineSpec): Engine {
  const { network, data, normalise = "running", training } = spec;
  const specs = stateSpecs(network, training?.optimizer);
  const advance = training && trainStep(network, training.optimizer, training.settings);
  let state: State = { weights: [], slots: [], statistics: [] };
  const replace = (next: State) => {
    const old = tensorsOf(state);
    state = next;
    tf.dispose(old);
  };

  /** Calls `work` for each chunk of a split, inside a tidy. */
  const overChunks = <T>(which: "train" | "test", work: (input: ChunkInput) => T): T[] => {
    const examples = { split: data[which], shape: data.shape };
    const { size, rows, counts } = chunksOf(examples.split.count, data.shape, spec.chunk);
    const results: T[] = [];
    for (let at = 0; at < rows.length; at += size) {
      tf.tidy(() => {
        const chosen = gatherExamples(examples, rows.subarray(at, at + size));
        results.push(work({ ...chosen, counts: tf.tensor1d(counts.subarray(at, at + size)) }));
      });
    }
    return results;
  };

  return {
    train(rows, rates, firstStep) {
      if (!advance || !training) throw new Error("This engine only evaluates.");
      const { batch } = training;
      return rates.map((rate, i) => {
        const examples = gatherExamples({ split: data.train, shape: data.shape }, rows.subarray(i * batch, (i + 1) * batch));
        const input = { ...examples, rate: tf.scalar(rate), step: tf.scalar(firstStep + i, "int32") };
        const next = advance(state, input);
        replace(next.state);
        const [loss = Number.NaN] = next.loss.dataSync();
        tf.dispose([...(Object.values(input) as Tensor[]), next.loss]);
        return loss;
      });
    },
    evaluate(which) {
      const sums = overChunks(which, (input) => tf.stack(chunkSums(network, state.weights, state.statistics, normalise, input)).dataSync());
      return evaluationOf(
        sums.flatMap((chunk) => [...chunk]),
        data[which].count,
      );
    },
    read: () => ({ weights: toVector(state.weights), slots: toVector(state.slots.flat()), statistics: toVector(state.statistics) }),
    write: ({ weights, slots, statistics }: Snapshot) => {
      replace(
        packState(
          [...toTensors(weights, specs.weights), ...toTensors(slots, specs.slots), ...toTensors(statistics, specs.statistics)],
          specs,
        ),
      );
    },
    dispose: () => replace({ weights: [], slots: [], statistics: [] }),
  };
}
