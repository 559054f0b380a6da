/** Where data sets are looked for, and what a user can do when one is not there. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors";
import { inProject } from "../project";
import { readSources, type Sources } from "./sources";

/** Where to look, and whether to go out for what is missing. */
export interface PlaceOptions {
  /** Folder of files already at hand. Default: the environment's LARGEBATCH_DATA. */
  folder?: string;
  /** Where this project keeps what it made or downloaded. Default: data/cache. */
  cache?: string;
  /** Download nothing. */
  offline?: boolean;
  /** Told what happens, a line at a time: the start of each work, and each further tenth of a download. */
  onProgress?: (line: string) => void;
  /** Default: data/sources.json. */
  sources?: Sources;
}

/** The same, with the defaults filled in. */
export interface Places extends PlaceOptions {
  cache: string;
  sources: Sources;
}

export const settle = (options: PlaceOptions): Places => ({
  ...options,
  folder: options.folder ?? (process.env.LARGEBATCH_DATA || undefined),
  cache: options.cache ?? inProject("data", "cache"),
  sources: options.sources ?? readSources(),
});

/** @throws UserError if the folder that was named is none */
export async function requireFolder(folder: string | undefined): Promise<void> {
  if (folder === undefined) return;
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new UserError(`The data folder ${folder} is not there. Make it, or correct or unset LARGEBATCH_DATA.`);
}

export const mnistNames = ({ train, test }: Sources["mnist"]): string[] =>
  [train, test].flatMap(({ images, labels }) => [images.name, labels.name]);
export const cifarNames = ({ train, test }: Sources["cifar-10"]): string[] => [...train.files, ...test.files];

/** Folders in which a user may have laid files of a set, likeliest first. */
export const handFolders = (folder: string | undefined, usual: string): string[] => (folder ? [join(folder, usual), folder] : []);

/** The sentence that says which files to place where. */
export function howToPlace(name: "mnist" | "cifar-10", { sources, cache, folder }: Places): string {
  const what = name === "mnist" ? `${mnistNames(sources.mnist).join(", ")} (as they are or with .gz)` : sources["cifar-10"].archive.name;
  const where = folder ? `${folder} (LARGEBATCH_DATA)` : "a folder of yours, and set LARGEBATCH_DATA to it";
  return `Place ${what} in ${join(cache, name)}, or in ${where}.`;
}

/** Turns the bytes of a download into lines: one at the start, then one for each further tenth, or each 10 MB where the size is unknown. */
export function downloadLines(file: string, onProgress: PlaceOptions["onProgress"]): (done: number, total?: number) => void {
  let last = -1;
  return (done, total) => {
    const step = Math.floor(total ? (10 * done) / total : done / 10e6);
    if (step === last) return;
    last = step;
    onProgress?.(`Downloading ${file}: ${(done / 1e6).toFixed(1)}${total ? ` of ${(total / 1e6).toFixed(1)}` : ""} MB`);
  };
}
