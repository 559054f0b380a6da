import type { DataSet } from "./dataset";
import { type Places } from "./places";
import type { CifarSource } from "./sources";
/**
 * CIFAR-10. The first of these that is there: an archive at hand, loose files at hand, the cache, a download. The official files have no
 * published SHA-256 of their own, so loose ones are used only with a dataset.json that says what they are.
 * @throws UserError for files that are damaged, or unofficial with nothing that says what they are, and for what cannot be had
 */
export declare function loadCifar(places: Places): Promise<DataSet>;
/** The path of the official archive, in the first of these folders that has one. */
export declare function findArchive(folders: string[], { archive }: CifarSource): Promise<string | undefined>;
/** Bytes that a batch file should have. */
export declare const batchBytes: (source: CifarSource, name: string) => number;
