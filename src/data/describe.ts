/** Which data sets are here, and how to get the others: looks at names and sizes only, reads no data. */
import { join } from "node:path";
import { UserError } from "../errors";
import { batchBytes, findArchive } from "./cifar";
import { DATA_NAMES, type DataName } from "./dataset";
import { locate, sizeOf } from "./files";
import { idxBytes } from "./idx";
import { MADE, madeBytes, madePath } from "./made";
import { cifarNames, handFolders, howToPlace, type PlaceOptions, type Places, settle } from "./places";
import { readVariant } from "./variant";

/** One data set on this machine. */
export interface DataPresence {
  name: DataName;
  /** Whether loading needs neither a download nor a drawing. Only names and sizes were looked at: loading checks the contents. */
  present: boolean;
  /** How the files differ from the official ones; absent for official data. */
  variant?: string;
  /** The file or folder where the data are, or would be kept. */
  path: string;
  /** Bytes of the files found there. */
  bytes: number;
  /** How to get it, in a sentence; or what is wrong with what is there. */
  how: string;
}

/** All data sets, in the order of DATA_NAMES. Never throws for what it finds. */
export async function describeData(options: PlaceOptions = {}): Promise<DataPresence[]> {
  const places = settle(options);
  return Promise.all(
    DATA_NAMES.map((name) => (name === "mnist" || name === "cifar-10" ? describeFiles(name, places) : describeMade(name, places))),
  );
}

async function describeMade(name: "glyphs" | "glyphs-100", { cache }: Places): Promise<DataPresence> {
  const path = madePath(name, cache);
  const bytes = (await sizeOf(path)) ?? 0;
  return {
    name,
    present: bytes === madeBytes(MADE[name]),
    path,
    bytes,
    how: "It is drawn on first use, in seconds; nothing is downloaded.",
  };
}

async function describeFiles(name: "mnist" | "cifar-10", places: Places): Promise<DataPresence> {
  const cache = join(places.cache, name);
  const how = `Run \`npx largebatch data ${name}\`, which downloads it. Without a network: ${howToPlace(name, places)}`;
  const hands = handFolders(places.folder, places.sources[name].folder);
  const presence =
    (await describeArchive(name, hands, places, how)) ??
    (await describeLoose(name, hands, places, how)) ??
    (await describeLoose(name, [cache], places, how)) ??
    (await describeArchive(name, [cache], places, how));
  return presence ?? { name, present: false, path: cache, bytes: 0, how };
}

async function describeArchive(name: DataName, folders: string[], { sources }: Places, how: string): Promise<DataPresence | undefined> {
  const { archive } = sources["cifar-10"];
  const path = name === "cifar-10" ? await findArchive(folders, sources["cifar-10"]) : undefined;
  if (path === undefined) return undefined;
  const bytes = (await sizeOf(path)) ?? 0;
  if (bytes === archive.bytes) return { name, present: true, path, bytes, how };
  return { name, present: false, path, bytes, how: `It should have ${archive.bytes} bytes. ${how}` };
}

async function describeLoose(
  name: "mnist" | "cifar-10",
  folders: string[],
  places: Places,
  how: string,
): Promise<DataPresence | undefined> {
  const expected = name === "mnist" ? mnistSizes(places) : cifarSizes(places);
  const found = await locate(folders, Array.from(expected.keys()));
  if (!found) return undefined;
  const faults = found.missing.map((file) => `${file} is missing`);
  let bytes = 0;
  for (const [file, path] of found.paths) {
    const size = (await sizeOf(path)) ?? 0;
    bytes += size;
    if (!path.endsWith(".gz") && size !== expected.get(file)) faults.push(`${file} should have ${expected.get(file)} bytes, has ${size}`);
  }
  const note: Note = folders.includes(join(places.cache, name)) ? {} : await readNote(name, found.folder);
  if (note.fault) faults.push(note.fault);
  const presence = {
    name,
    present: faults.length === 0,
    path: found.folder,
    bytes,
    how: [...faults.map((each) => `${each}.`), how].join(" "),
  };
  return note.variant === undefined ? presence : { ...presence, variant: note.variant };
}

interface Note {
  variant?: string;
  fault?: string;
}

/** What the dataset.json of a folder says of this data set. MNIST's official files need none. */
async function readNote(name: "mnist" | "cifar-10", folder: string): Promise<Note> {
  try {
    const note = await readVariant(folder);
    if (note?.name === name) return { variant: note.variant };
    return name === "mnist" ? {} : { fault: `Nothing in ${folder} says what its files are` };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { fault: error.message };
  }
}

function mnistSizes({ sources: { mnist } }: Places): Map<string, number> {
  const [height, width] = mnist.shape;
  return new Map(
    [mnist.train, mnist.test].flatMap(({ count, images, labels }): [string, number][] => [
      [images.name, idxBytes([count, height, width])],
      [labels.name, idxBytes([count])],
    ]),
  );
}

const cifarSizes = ({ sources }: Places): Map<string, number> =>
  new Map(cifarNames(sources["cifar-10"]).map((file) => [file, batchBytes(sources["cifar-10"], file)]));
