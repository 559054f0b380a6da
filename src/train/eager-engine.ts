/** The engine that calls each operation as it comes: for backends that cannot run a graph, and to compare the compiled one with. */
import { type Tensor, type Tensor1D, tf } from "../backend/tf";
import { toTensors, toVector } from "../model/flat";
import type { Engine, EngineSpec, Snapshot } from "./engine";
import { chunkSums, chunksOf, evaluationOf } from "./evaluate";
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
      const examples = { split: data[which], shape: data.shape };
      const { size, rows, counts } = chunksOf(examples.split.count, data.shape, spec.chunk);
      const sums: number[] = [];
      for (let at = 0; at < rows.length; at += size) {
        const chunk = tf.tidy(() => {
          const input = {
            ...gatherExamples(examples, rows.subarray(at, at + size)),
            counts: tf.tensor1d(counts.subarray(at, at + size)) as Tensor1D,
          };
          return tf.stack(chunkSums(network, state.weights, state.statistics, normalise, input)).dataSync();
        });
        sums.push(...chunk);
      }
      return evaluationOf(sums, examples.split.count);
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
