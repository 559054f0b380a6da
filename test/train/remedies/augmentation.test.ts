import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, tf, useBackend } from "../../../src/backend";
import type { Tensor1D } from "../../../src/backend/tf";
import { parseRun } from "../../../src/config";
import type { DataName } from "../../../src/data/dataset";
import { buildNetwork } from "../../../src/model/networks";
import { train } from "../../../src/train/loop";
import { trainingOf } from "../../../src/train/remedies/compose";
import type { Turn } from "../../../src/train/step";
import { runOf } from "./small";
import { inPieces, numbers, tinyData } from "./tiny";

beforeAll(async () => {
  await useBackend();
});

type Settings = { flip?: string; shift?: number; rotation?: number };
const still = { flip: "never", shift: 0, rotation: 0 };

/** Batches of images through the remedy. @param images of `[height, width, 1]` */
function moved(
  images: number[][],
  shape: [number, number, number],
  settings: Settings,
  { seed = 1, step = 3, data = "glyphs" as DataName } = {},
): number[][] {
  const before = tensorCount();
  const made = tf.tidy(() => {
    const run = { ...runOf({ data, remedies: { augmentation: { ...still, ...settings } as never } }), batch: images.length };
    const { wrappers } = trainingOf(run, { ...buildNetwork("mlp", shape, 4) }, 100);
    const turn: Turn = { rate: tf.scalar(1), step: tf.scalar(step, "int32"), seed, pass: 0, statistics: [] };
    const batch = { images: tf.tensor2d(images), labels: tf.zeros([images.length], "int32") as Tensor1D };
    return (wrappers?.examples?.(batch, turn) ?? batch).images.arraySync() as number[][];
  });
  expect(tensorCount()).toBe(before);
  return made;
}

/** Rising by 1 a row and by 10 a column. */
const slope = (height: number, width: number) => Array.from({ length: height * width }, (_, i) => Math.floor(i / width) + 10 * (i % width));
const many = <T>(image: T) => Array.from({ length: 400 }, () => image);

describe("augmentation", () => {
  it("mirrors half of the images, left for right, and leaves the others exactly", () => {
    const image = slope(3, 4);
    const mirrored = Array.from({ length: 12 }, (_, i) => Math.floor(i / 4) + 10 * (3 - (i % 4)));
    const made = moved(many(image), [3, 4, 1], { flip: "always" }).map((each) => each.join());
    const count = made.filter((each) => each === mirrored.join()).length;
    // Four standard deviations of 400 throws of a coin.
    expect(Math.abs(count - 200)).toBeLessThan(40);
    expect(made.filter((each) => each === image.join())).toHaveLength(400 - count);
  });

  it("shifts by up to a share of height and of width, each image for itself", () => {
    const made = moved(many(slope(15, 21)), [15, 21, 1], { shift: 0.2 });
    // In the middle no edge is near: the pixel's value says by how much it was shifted.
    const middle = 7 * 21 + 10;
    const at = (image: number[], i: number) => image[i] as number;
    const shifts = made.map((image) => {
      const below = at(image, middle + 21) - at(image, middle);
      expect(below).toBeCloseTo(1, 3);
      return at(image, middle) - (7 + 100);
    });
    // 10 · 0.2 · 21 + 0.2 · 15.
    expect(Math.max(...shifts.map(Math.abs))).toBeLessThan(45);
    expect(Math.max(...shifts)).toBeGreaterThan(30);
    expect(Math.min(...shifts)).toBeLessThan(-30);
    expect(new Set(shifts).size).toBeGreaterThan(390);
  });

  it("turns by up to so many degrees around the middle", () => {
    const made = moved(many(slope(9, 9)), [9, 9, 1], { rotation: 10 });
    const middle = 4 * 9 + 4;
    const angles = made.map((image) => {
      expect(image[middle]).toBeCloseTo(44, 3);
      // The slope of 1 a row and 10 a column, turned: 10 cos θ + sin θ a column, cos θ − 10 sin θ a row, up to the sign of θ.
      const [right, down] = [(image[middle + 1] as number) - 44, (image[middle + 9] as number) - 44];
      expect(Math.hypot(right, down)).toBeCloseTo(Math.hypot(1, 10), 3);
      return ((Math.atan2(down, right) - Math.atan2(1, 10)) * 180) / Math.PI;
    });
    expect(Math.max(...angles.map(Math.abs))).toBeLessThan(10.01);
    expect(Math.max(...angles)).toBeGreaterThan(9);
    expect(Math.min(...angles)).toBeLessThan(-9);
  });

  it("goes on beyond the edge as at the edge", () => {
    const made = moved(many([7, 7, 7, 7, 7, 7, 7, 7, 7]), [3, 3, 1], { shift: 1, rotation: 180, flip: "always" });
    for (const image of made) for (const pixel of image) expect(pixel).toBeCloseTo(7, 5);
  });

  it("is the same again, and another for another seed or step", () => {
    const of = (at: object) => moved([slope(5, 5)], [5, 5, 1], { shift: 0.2, rotation: 10 }, at);
    expect(of({})).toEqual(of({}));
    expect(of({ seed: 2 })).not.toEqual(of({}));
    expect(of({ step: 4 })).not.toEqual(of({}));
  });

  it("mirrors by default images of cifar-10 alone", () => {
    const looks = (data: DataName) =>
      new Set(moved(many(slope(4, 4)), [4, 4, 1], { flip: "data" }, { data }).map((each) => each.join())).size;
    expect((["glyphs", "glyphs-100", "mnist", "cifar-10"] as const).map(looks)).toEqual([1, 1, 1, 2]);
  });

  it("stopped and resumed across a batch that changes gives the same numbers bit for bit", async () => {
    const remedies = { augmentation: {}, growingBatch: { factor: 2, at: "0.5", largest: 0.5 } };
    const run = parseRun({ network: "mlp", batch: 6, optimizer: "momentum", until: "epochs", epochs: 2, remedies });
    expect(numbers(await inPieces(run, 2))).toEqual(numbers(await train(run, tinyData)));
  });
});
