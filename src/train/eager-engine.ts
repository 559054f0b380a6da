/** The engine that calls each operation as it comes: for backends that cannot run a graph, and to compare the compiled one with. */
import { type Tensor, tf } from "../backend/tf";
import { toTensors, toVector } from "../model/flat";
import type { Engine, EngineSpec, Snapshot } from "./engine";
import { type ChunkInput, chunkSums, chunksOf, evaluationOf } from "./evaluate";
import { gatherExamples } from "./examples";
import { vectorOf } from "./program-state";
import { allSpecs, packState, type State, stateSpecs, tensorsOf } from "./state";
import { observeStep, trainStep } from "./step";

export function eagerEngine(spec: EngineSpec): Engine {
  const { network, data, normalise = "running", training } = spec;
  const specs = stateSpecs(network, training?.optimizer, training?.extraOf);
  const advance = training && trainStep(network, training.optimizer, training.settings, training.wrappers);
  const look = training?.observes && observeStep(network, training.settings, training.wrappers);
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
    observe(rows, firstStep) {
      if (!look || !training) throw new Error("This engine does not observe.");
      const { batch } = training;
      const turns = rows.length / batch;
      const sums = new Float64Array(state.statistics.reduce((sum, { size }) => sum + size, 0));
      for (let turn = 0; turn < turns; turn++) {
        tf.tidy(() => {
          const chosen = gatherExamples({ split: data.train, shape: data.shape }, rows.subarray(turn * batch, (turn + 1) * batch));
          const seen = look(state.weights, state.statistics, { ...chosen, step: tf.scalar(firstStep + turn, "int32") });
          toVector(seen).forEach((value, i) => {
            sums[i] = (sums[i] as number) + value;
          });
        });
      }
      return Float32Array.from(sums, (sum) => sum / turns);
    },
    read: () => ({
      weights: toVector(state.weights),
      slots: toVector(state.slots.flat()),
      statistics: toVector(state.statistics),
      ...(state.extra ? { extra: toVector(Object.values(state.extra).flat()) } : {}),
    }),
    write: (snapshot: Snapshot) => replace(packState(toTensors(vectorOf(snapshot), allSpecs(specs)), specs)),
    dispose: () => replace({ weights: [], slots: [], statistics: [] }),
  };
}
