/** Writes the histories of a sweep's runs for TensorBoard, through TensorFlow's own writer: a folder a run, a scalar an epoch. */
import { join } from "node:path";
import { useBackend } from "../backend/choose";
import { makeFolder } from "../data/files";
import { UsageError, UserError } from "../errors";
import type { Epoch } from "../train/loop";
import { readHistory } from "./execute/history";
import type { Planned, SweepEvent } from "./executor";
import { runName } from "./grid";
import type { RunStore } from "./store";

export interface ScalarLog {
  /** Runs of a stage; those that are done already are written at once. */
  onRuns(runs: readonly Planned[]): void;
  /** Writes what a run's history has more by now. */
  onEvent(event: SweepEvent): void;
  /** Waits until all is on disk. */
  end(): Promise<void>;
}

/** The part of TensorFlow.js's Node package that is used here. */
interface Writer {
  scalar(name: string, value: number, step: number): void;
  flush(): void;
}

/**
 * @param folder what `tensorboard --logdir` is given; each run has a folder in it, named for people, with its id
 * @throws UserError where TensorFlow is not set up here
 */
export async function scalarLog(folder: string, store: RunStore): Promise<ScalarLog> {
  if (folder === "") throw new UsageError("--tensorboard takes a folder, got an empty name.");
  try {
    makeFolder(folder);
  } catch (error) {
    throw new UserError(`TensorBoard's files cannot be kept in ${folder}: ${(error as Error).message}. Give another folder.`);
  }
  const { name } = await useBackend({ threads: 1 });
  if (!name.startsWith("tensorflow"))
    throw new UserError(`TensorBoard's files are written by TensorFlow; here ${name} computes. Leave out --tensorboard.`);
  // Loaded by now; by name, as without TensorFlow it could not be.
  const { node } = require("@tensorflow/tfjs-node-gpu") as { node: { summaryFileWriter(folder: string): Writer } };
  const writers = new Map<string, { writer: Writer; written: number }>();
  const planned = new Map<string, Planned>();
  let queue = Promise.resolve();
  const writerOf = (run: Planned) => {
    const known = writers.get(run.id);
    if (known) return known;
    const place = join(folder, `${runName(run).replace(/[^\w.=-]+/g, "-")}-${run.id.slice(0, 8)}`);
    makeFolder(place);
    const made = { writer: node.summaryFileWriter(place), written: 0 };
    writers.set(run.id, made);
    return made;
  };
  const writeMore = async (id: string) => {
    const run = planned.get(id);
    if (!run) return;
    const history = await readHistory(store.folderOf(id));
    if (history.length === 0) return;
    const log = writerOf(run);
    // A run that was resumed may have fewer epochs than were seen: what is written stays.
    for (const epoch of history.slice(log.written)) writeEpoch(log.writer, epoch);
    log.written = Math.max(log.written, history.length);
    log.writer.flush();
  };
  const enqueue = (id: string) => {
    queue = queue.then(() => writeMore(id));
  };
  return {
    onRuns(runs) {
      for (const run of runs) {
        planned.set(run.id, run);
        enqueue(run.id);
      }
    },
    onEvent: ({ kind, id }) => {
      if (kind === "progress" || kind === "done") enqueue(id);
    },
    end: () => queue,
  };
}

function writeEpoch(writer: Writer, { step, trainLoss, test }: Epoch): void {
  writer.scalar("loss/train", trainLoss, step);
  if (!test) return;
  writer.scalar("loss/test", test.loss, step);
  writer.scalar("accuracy/test", test.accuracy, step);
}
