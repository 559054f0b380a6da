/** Trainings of 60 images of 8 × 8 pixels, whole and in pieces. */
import type { Run } from "../../../src/config";
import type { DataSet, Split } from "../../../src/data/dataset";
import { random } from "../../../src/random";
import { checkpointIn } from "../../../src/train/checkpoint";
import { type TrainResult, train } from "../../../src/train/loop";
import { temporaryFolder } from "../../data/helpers";

export function tinySplit(count: number, seed: number): Split {
  const rng = random(seed);
  return {
    images: Uint8Array.from({ length: count * 64 }, () => rng.below(256)),
    labels: Uint8Array.from({ length: count }, () => rng.below(4)),
    count,
  };
}

export const tinyData: DataSet = {
  name: "glyphs",
  shape: [8, 8, 1],
  classes: 4,
  classNames: ["a", "b", "c", "d"],
  train: tinySplit(60, 1),
  test: tinySplit(30, 2),
  source: "made by this test",
};

/** All of a result but for its times. */
export const numbers = ({ seconds: _seconds, stepMs: _stepMs, ...rest }: TrainResult) => rest;

/** Stops the training after some calls to the engine (one step, then up to four), saves it on disk, and goes on from there, again and again. */
export async function inPieces(run: Run, piece: number, data = tinyData): Promise<TrainResult> {
  const folder = await temporaryFolder();
  for (;;) {
    const stop = new AbortController();
    let done = 0;
    const onStep = () => {
      if (++done >= piece) stop.abort();
    };
    const result = await train(run, data, { signal: stop.signal, onStep, checkpoint: checkpointIn({ folder, run, data }) });
    if (result.ending !== "interrupted") return result;
  }
}
