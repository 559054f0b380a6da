/** MNIST from its four official IDX files: at hand, in the cache, or downloaded into it. */
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { UserError } from "../errors";
import type { DataSet, Split } from "./dataset";
import { download } from "./download";
import { type Located, locate, readExactly, sha256, writeWhole } from "./files";
import { idxBytes, parseIdxImages, parseIdxLabels } from "./idx";
import { downloadLines, handFolders, howToPlace, mnistNames, type Places } from "./places";
import type { IdxFile, MnistSource } from "./sources";
import { requireVariant } from "./variant";

/** One of the four files: what it must be. */
interface Wanted {
  file: IdxFile;
  bytes: number;
  /** Its values, once header and labels are found right. */
  parse: (content: Uint8Array) => Uint8Array;
}

/** The values of each file, by its name. */
interface Contents {
  values: Map<string, Uint8Array>;
  variant?: string;
}

/**
 * MNIST. Files at hand are read where they lie; others come from the cache, and what is missing or damaged there is downloaded.
 * @throws UserError for files that are damaged, or unofficial with nothing that says what they are, and for what cannot be had
 */
export async function loadMnist(places: Places): Promise<DataSet> {
  const source = places.sources.mnist;
  const wanted = wantedFiles(source);
  const atHand = await locate(handFolders(places.folder, source.folder), mnistNames(source));
  const { values, variant } = atHand ? await readAtHand(atHand, atHand.missing, wanted) : await readCached(wanted, places);
  const split = (part: "train" | "test"): Split => ({
    images: values.get(source[part].images.name) as Uint8Array,
    labels: values.get(source[part].labels.name) as Uint8Array,
    count: source[part].count,
  });
  const { shape, classNames } = source;
  const set: DataSet = {
    name: "mnist",
    shape,
    classes: classNames.length,
    classNames,
    train: split("train"),
    test: split("test"),
    source: source.source,
  };
  return variant === undefined ? set : { ...set, variant };
}

function wantedFiles({ shape: [height, width], classNames, train, test }: MnistSource): Wanted[] {
  return [train, test].flatMap(({ count, images, labels }): Wanted[] => [
    {
      file: images,
      bytes: idxBytes([count, height, width]),
      parse: (content) => parseIdxImages(content, images.name, [count, height, width]),
    },
    { file: labels, bytes: idxBytes([count]), parse: (content) => parseIdxLabels(content, labels.name, count, classNames.length) },
  ]);
}

async function readAtHand({ folder, paths }: Located, missing: string[], wanted: Wanted[]): Promise<Contents> {
  if (missing.length > 0)
    throw new UserError(`${folder} has a part of MNIST; still missing: ${missing.join(", ")}. Place them too, as they are or with .gz.`);
  const values = new Map<string, Uint8Array>();
  const sums = new Map<string, string>();
  let complaint = "";
  for (const { file, bytes, parse } of wanted) {
    const path = paths.get(file.name) as string;
    const { content, raw } = await readExactly(path, bytes);
    values.set(file.name, parse(content));
    sums.set(basename(path), sha256(raw));
    if (sha256(content) !== file.sha256) complaint ||= unofficial(path, file, sha256(content));
  }
  return complaint ? { values, variant: await requireVariant(folder, "mnist", sums, complaint) } : { values };
}

const unofficial = (path: string, file: IdxFile, got: string): string =>
  `${path} is damaged or not the official file: its content should have SHA-256 ${file.sha256}, got ${got}. ` +
  "Replace it, or, if it is meant to differ, say how in a dataset.json beside it (data/README.md).";

async function readCached(wanted: Wanted[], places: Places): Promise<Contents> {
  const values = new Map<string, Uint8Array>();
  for (const entry of wanted) {
    values.set(entry.file.name, (await fromCache(entry, places)) ?? (await fromSource(entry, places)));
  }
  return { values };
}

/** Undefined where the file is missing, or damaged and can be downloaded again. */
async function fromCache(wanted: Wanted, { cache, offline }: Places): Promise<Uint8Array | undefined> {
  const path = (await locate([join(cache, "mnist")], [wanted.file.name]))?.paths.get(wanted.file.name);
  if (path === undefined) return undefined;
  try {
    return (await readOfficial(path, wanted)).values;
  } catch (error) {
    if (offline || !(error instanceof UserError)) throw error;
    await rm(path);
    return undefined;
  }
}

async function readOfficial(path: string, { file, bytes, parse }: Wanted): Promise<{ content: Uint8Array; values: Uint8Array }> {
  const { content } = await readExactly(path, bytes);
  const values = parse(content);
  const sum = sha256(content);
  if (sum !== file.sha256)
    throw new UserError(`${path} is damaged: its content should have SHA-256 ${file.sha256}, got ${sum}. Delete it.`);
  return { content, values };
}

async function fromSource(wanted: Wanted, places: Places): Promise<Uint8Array> {
  const { file, bytes } = wanted;
  if (places.offline) throw new UserError(`MNIST is not complete: ${file.name} is missing. ${howToPlace("mnist", places)}`);
  const path = join(places.cache, "mnist", file.name);
  const onProgress = downloadLines(file.name, places.onProgress);
  try {
    return await download({ urls: file.urls, part: `${path}.part`, limit: bytes + 65_536, onProgress }, async (part) => {
      const { content, values } = await readOfficial(part, wanted);
      await writeWhole(path, content);
      return values;
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`Cannot download ${file.name} of MNIST. ${error.message}\n${howToPlace("mnist", places)}`);
  }
}
