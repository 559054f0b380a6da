/** CIFAR-10 from the official archive (at hand, or downloaded), unpacked once into the cache; or from loose files with a dataset.json. */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { UserError } from "../errors";
import { readMembers } from "./archive";
import { type BatchFile, parseCifar, recordBytes } from "./cifar-format";
import type { DataSet } from "./dataset";
import { download } from "./download";
import { type Located, locate, readExactly, sha256, sha256OfFile, sizeOf, writeWhole } from "./files";
import { cifarNames, downloadLines, handFolders, howToPlace, type Places } from "./places";
import type { CifarSource } from "./sources";
import { requireVariant } from "./variant";

/** In the cache: the sum of the archive that the files came out of, and the sums they had then. */
const UNPACKED_FILE = "unpacked.json";
const unpackedSchema = z.object({ archive: z.string(), sha256: z.record(z.string(), z.string()) });

/** Contents of the batch files, by name. */
type Files = Map<string, Uint8Array>;

/**
 * CIFAR-10. The first of these that is there: an archive at hand, loose files at hand, the cache, a download. The official files have no
 * published SHA-256 of their own, so loose ones are used only with a dataset.json that says what they are.
 * @throws UserError for files that are damaged, or unofficial with nothing that says what they are, and for what cannot be had
 */
export async function loadCifar(places: Places): Promise<DataSet> {
  const source = places.sources["cifar-10"];
  const hands = handFolders(places.folder, source.folder);
  const archive = await findArchive(hands, source);
  const atHand = archive ? undefined : await locate(hands, cifarNames(source));
  if (atHand) return readAtHand(atHand, atHand.missing, source);
  const files = (await readCache(places)) ?? (archive ? await unpack(archive, places) : await fromSource(places));
  return toDataSet(files, source);
}

/** The path of the official archive, in the first of these folders that has one. */
export async function findArchive(folders: string[], { archive }: CifarSource): Promise<string | undefined> {
  for (const folder of folders) {
    const path = join(folder, archive.name);
    if ((await sizeOf(path)) !== undefined) return path;
  }
  return undefined;
}

const countOf = ({ train, test }: CifarSource, name: string): number => {
  const split = test.files.includes(name) ? test : train;
  return split.count / split.files.length;
};

/** Bytes that a batch file should have. */
export const batchBytes = (source: CifarSource, name: string): number => countOf(source, name) * recordBytes(source.shape);

function toDataSet(files: Files, source: CifarSource): DataSet {
  const { shape, classNames } = source;
  const split = (names: string[]) =>
    parseCifar(
      names.map((name): BatchFile => ({ name, content: files.get(name) as Uint8Array, count: countOf(source, name) })),
      shape,
      classNames.length,
    );
  const train = split(source.train.files);
  return { name: "cifar-10", shape, classes: classNames.length, classNames, train, test: split(source.test.files), source: source.source };
}

async function readAtHand({ folder, paths }: Located, missing: string[], source: CifarSource): Promise<DataSet> {
  if (missing.length > 0) throw new UserError(`${folder} has a part of CIFAR-10; still missing: ${missing.join(", ")}. Place them too.`);
  const files: Files = new Map();
  const sums = new Map<string, string>();
  for (const [name, path] of paths) {
    const { content, raw } = await readExactly(path, batchBytes(source, name));
    files.set(name, content);
    sums.set(basename(path), sha256(raw));
  }
  const complaint =
    `The files of CIFAR-10 in ${folder} cannot be checked: nothing beside them says what they are. ` +
    `Place the official archive ${source.archive.name} there instead, or, if they are meant to differ, a dataset.json (data/README.md).`;
  const variant = await requireVariant(folder, "cifar-10", sums, complaint);
  return { ...toDataSet(files, source), variant };
}

/** The unpacked files, if all are there as they were when they came out of the official archive. */
async function readCache({ cache, sources }: Places): Promise<Files | undefined> {
  const source = sources["cifar-10"];
  const folder = join(cache, "cifar-10");
  try {
    const unpacked = unpackedSchema.parse(JSON.parse(await readFile(join(folder, UNPACKED_FILE), "utf8")));
    if (unpacked.archive !== source.archive.sha256) return undefined;
    const files: Files = new Map();
    for (const name of cifarNames(source)) {
      const { content } = await readExactly(join(folder, name), batchBytes(source, name));
      if (sha256(content) !== unpacked.sha256[name]) return undefined;
      files.set(name, content);
    }
    return files;
  } catch {
    return undefined;
  }
}

/** Checks an archive, takes the batch files out, and keeps them in the cache. The sum is checked first: only the official archive is unpacked. */
async function unpack(archive: string, { cache, sources, onProgress }: Places): Promise<Files> {
  const source = sources["cifar-10"];
  onProgress?.(`Checking and unpacking ${source.archive.name}`);
  const sum = await sha256OfFile(archive);
  if (sum !== source.archive.sha256) {
    throw new UserError(`${archive} is damaged: it should have SHA-256 ${source.archive.sha256}, got ${sum}. Replace or delete it.`);
  }
  const inArchive = (name: string) => `${source.folder}/${name}`;
  const names = cifarNames(source);
  const members = await readMembers(archive, new Map(names.map((name) => [inArchive(name), batchBytes(source, name)])));
  const files: Files = new Map(names.map((name) => [name, members.get(inArchive(name)) as Uint8Array]));
  for (const [name, content] of files) await writeWhole(join(cache, "cifar-10", name), content);
  const sums = Object.fromEntries(Array.from(files, ([name, content]) => [name, sha256(content)]));
  await writeWhole(join(cache, "cifar-10", UNPACKED_FILE), JSON.stringify({ archive: sum, sha256: sums }, null, 2));
  return files;
}

/** An archive that was placed in the cache, or else a download. */
async function fromSource(places: Places): Promise<Files> {
  const { archive } = places.sources["cifar-10"];
  const folder = join(places.cache, "cifar-10");
  const placed = await findArchive([folder], places.sources["cifar-10"]);
  if (placed) return unpack(placed, places);
  if (places.offline) throw new UserError(`CIFAR-10 is missing or damaged. ${howToPlace("cifar-10", places)}`);
  const onProgress = downloadLines(archive.name, places.onProgress);
  try {
    const part = join(folder, `${archive.name}.part`);
    return await download({ urls: archive.urls, part, limit: archive.bytes, onProgress }, (path) => unpack(path, places));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`Cannot download ${archive.name}. ${error.message}\n${howToPlace("cifar-10", places)}`);
  }
}
