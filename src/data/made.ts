/** The data sets that this project makes itself: drawn once, kept in the cache, checked against their frozen SHA-256 on every load. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { random } from "../random";
import type { DataSet, Split } from "./dataset";
import { asBytes, sha256, sizeOf, writeWhole } from "./files";
import { SHAPE_NAMES } from "./glyph-shapes";
import { GLYPH_SEED, GLYPH_SIZE, GLYPH_TEST, GLYPH_TRAIN, makeGlyphs } from "./glyphs";
import { GLYPH_100_NAMES, GLYPH_100_SIZE, GLYPH_100_TEST, GLYPH_100_TRAIN, makeGlyphs100 } from "./glyphs-100";

export type MadeName = "glyphs" | "glyphs-100";

interface Made {
  shape: DataSet["shape"];
  classNames: string[];
  source: string;
  /** Numbers of examples. */
  train: number;
  test: number;
  /** Of the file in the cache: training images, training labels, test images, test labels. */
  sha256: string;
  make: (count: number, part: "train" | "test") => Split;
}

/** Training and test examples come from two independent streams of one seed. */
const stream = (name: MadeName, part: "train" | "test") => random(GLYPH_SEED).split(name, part);

export const MADE: Record<MadeName, Made> = {
  glyphs: {
    shape: [GLYPH_SIZE, GLYPH_SIZE, 1],
    classNames: SHAPE_NAMES,
    source: `Glyphs: drawn by this project's generator, seed ${GLYPH_SEED}`,
    train: GLYPH_TRAIN,
    test: GLYPH_TEST,
    sha256: "636e5b9b7983ca4823522dcca704e3e8ad483a9a5d60134a5d208ea087b778cd",
    make: (count, part) => makeGlyphs(count, stream("glyphs", part)),
  },
  "glyphs-100": {
    shape: [GLYPH_100_SIZE, GLYPH_100_SIZE, 3],
    classNames: GLYPH_100_NAMES,
    source: `Glyphs-100: drawn by this project's generator, seed ${GLYPH_SEED}`,
    train: GLYPH_100_TRAIN,
    test: GLYPH_100_TEST,
    sha256: "c5c6848031dd6bd160925896313f7ad53c34bceb8d1c76dc72eecfa84e29ea2a",
    make: (count, part) => makeGlyphs100(count, stream("glyphs-100", part)),
  },
};

export const madePath = (name: MadeName, cache: string): string => join(cache, `${name}.bin`);

/** Bytes of the file in the cache. */
export const madeBytes = ({ shape, train, test }: Made): number => (train + test) * (1 + shape[0] * shape[1] * shape[2]);

/** Draws a set and lays it out as in the cache. */
export function makeBytes(name: MadeName): Uint8Array {
  const { make, train, test } = MADE[name];
  const splits = [make(train, "train"), make(test, "test")];
  return asBytes(Buffer.concat(splits.flatMap(({ images, labels }) => [images, labels])));
}

/**
 * A made set: from the cache where its sum is right, else drawn anew (a damaged file is replaced).
 * @param onMake called before it is drawn
 * @throws Error if what was drawn has another sum than the frozen one: then this machine or this source differs
 */
export async function loadMade(name: MadeName, cache: string, onMake?: () => void): Promise<DataSet> {
  const made = MADE[name];
  const path = madePath(name, cache);
  const bytes = (await cached(path, made)) ?? (await remake(name, path, onMake));
  const size = made.shape[0] * made.shape[1] * made.shape[2];
  const split = (start: number, count: number): Split => ({
    images: bytes.subarray(start, start + count * size),
    labels: bytes.subarray(start + count * size, start + count * (size + 1)),
    count,
  });
  const { shape, classNames, source } = made;
  const train = split(0, made.train);
  return { name, shape, classes: classNames.length, classNames, train, test: split(made.train * (size + 1), made.test), source };
}

async function cached(path: string, made: Made): Promise<Uint8Array | undefined> {
  if ((await sizeOf(path)) !== madeBytes(made)) return undefined;
  const bytes = asBytes(await readFile(path));
  return sha256(bytes) === made.sha256 ? bytes : undefined;
}

async function remake(name: MadeName, path: string, onMake?: () => void): Promise<Uint8Array> {
  onMake?.();
  const bytes = makeBytes(name);
  const sum = sha256(bytes);
  if (sum !== MADE[name].sha256) {
    throw new Error(
      `${name} was drawn differently here: expected SHA-256 ${MADE[name].sha256}, got ${sum}. Please report it, with the version of Node.`,
    );
  }
  // A cache that cannot be written costs a second at each start, nothing else.
  await writeWhole(path, bytes).catch(() => undefined);
  return bytes;
}
