/** Flags that choose stored runs, the same for each command that takes them. */
import type { Command } from "commander";
import type { RunFilter } from "../sweep/store";
export interface FilterFlags {
    network?: string;
    data?: string;
    optimizer?: string;
    batch?: string;
    seed?: string;
    status?: string;
}
export declare const withFilter: (command: Command) => Command;
/** @throws UsageError for a status that is none, and for what is no number where one is expected */
export declare function toFilter({ network, data, optimizer, batch, seed, status }: FilterFlags): RunFilter;
export declare const list: (text: string | undefined) => string[] | undefined;
