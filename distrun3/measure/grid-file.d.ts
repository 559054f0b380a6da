import { type Cell, type Surface, type SurfaceSpec } from "./surface";
/** All that the numbers of a grid depend on: network, data, split, number of examples, batch norm's mode, seed of the directions, normalisation, `vectorSha256` of the weights, … */
export type GridSettings = Record<string, unknown>;
export interface GridFile {
    path: string;
    /** The finished cells; none where the file is not there. @throws UserError for a damaged file, or one of other settings */
    load(): Promise<Cell[]>;
    /** Replaces the finished cells. @throws UserError where the file cannot be written */
    save(cells: readonly Cell[]): Promise<void>;
}
/**
 * A grid's file. Two processes that measure the same grid do not harm each other: both have the same numbers, and the last one's cells stay.
 * @param path e.g. `surface.json` in the folder of a run
 */
export declare function gridFile(path: string, settings: GridSettings): GridFile;
/** How often a grid's file is written. */
export interface KeepOptions {
    /** Default 5; 0: after each cell. */
    everySeconds?: number;
}
/**
 * Measures cells one after another, going on from what the file holds, and keeps them there: every few seconds, at the end, and when it is interrupted or fails.
 * @param work is given the cells that are finished, and a function to hand each new one to
 * @throws as `work` and `GridFile` do
 */
export declare function keptCells<T>(file: GridFile, { everySeconds }: KeepOptions, work: (finished: readonly Cell[], add: (cell: Cell) => Promise<void>) => Promise<T>): Promise<T>;
/**
 * The surface, kept in a file while it is measured. The grid's coordinates join the settings.
 * @throws as `lossSurface` and `GridFile` do
 */
export declare function keptSurface(path: string, settings: GridSettings, spec: SurfaceSpec, keep?: KeepOptions): Promise<Surface>;
