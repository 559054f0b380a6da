/** Loads a data set by its name. */
import { UserError } from "../errors";
import { loadCifar } from "./cifar";
import { DATA_NAMES, type DataName, type DataSet } from "./dataset";
import { loadMade } from "./made";
import { loadMnist } from "./mnist";
import { type PlaceOptions, type Places, requireFolder, settle } from "./places";
import { firstExamples, holdOut } from "./subset";

export interface LoadOptions extends PlaceOptions {
  /** Take this many training examples: the first of a fixed, class-balanced order. All of them, in their own order, unless told. */
  trainSize?: number;
  /**
   * Holds so many training examples out, the same number of each class. They become the set's `test`: what is then trained and evaluated knows nothing of the test
   * examples, which are dropped. Default: none.
   */
  validation?: number;
}

/**
 * A data set, checked: made here (glyphs), read from files at hand, from the cache, or downloaded.
 * @throws UserError for an unknown name, for files that are missing, damaged or not what they should be, and for a trainSize or validation beyond the data
 */
export async function loadData(name: DataName, options: LoadOptions = {}): Promise<DataSet> {
  const set = await loadWhole(requireName(name), settle(options));
  const { trainSize, validation } = options;
  if (validation !== undefined) {
    const parts = holdOut(set.train, set.classes, { trainSize, validation });
    return { ...set, train: parts.train, test: parts.validation, validation };
  }
  if (trainSize === undefined) return set;
  return { ...set, train: firstExamples(set.train, set.classes, trainSize) };
}

/** @throws UserError unless it is the name of a data set */
export function requireName(name: string): DataName {
  const known = DATA_NAMES.find((each) => each === name);
  if (known === undefined) throw new UserError(`There is no data set "${name}". Choose one of ${DATA_NAMES.join(", ")}.`);
  return known;
}

async function loadWhole(name: DataName, places: Places): Promise<DataSet> {
  if (name === "glyphs" || name === "glyphs-100") {
    return loadMade(name, places.cache, () => places.onProgress?.(`Drawing ${name}`));
  }
  await requireFolder(places.folder);
  return name === "mnist" ? loadMnist(places) : loadCifar(places);
}

/**
 * Makes sure that a data set is here and whole, whatever that takes. Call it before starting several processes, so that only one downloads.
 * @throws as loadData
 */
export async function fetchData(name: DataName, onProgress?: (line: string) => void, options: PlaceOptions = {}): Promise<void> {
  await loadData(name, { ...options, onProgress });
}
