import { type Sources } from "./sources";
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
export declare const settle: (options: PlaceOptions) => Places;
/** @throws UserError if the folder that was named is none */
export declare function requireFolder(folder: string | undefined): Promise<void>;
export declare const mnistNames: ({ train, test }: Sources["mnist"]) => string[];
export declare const cifarNames: ({ train, test }: Sources["cifar-10"]) => string[];
/** Folders in which a user may have laid files of a set, likeliest first. */
export declare const handFolders: (folder: string | undefined, usual: string) => string[];
/** The sentence that says which files to place where. */
export declare function howToPlace(name: "mnist" | "cifar-10", { sources, cache, folder }: Places): string;
/** Turns the bytes of a download into lines: one at the start, then one for each further tenth, or each 10 MB where the size is unknown. */
export declare function downloadLines(file: string, onProgress: PlaceOptions["onProgress"]): (done: number, total?: number) => void;
