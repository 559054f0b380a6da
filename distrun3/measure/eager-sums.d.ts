import type { Sums, SumsSpec } from "./sums";
export declare function eagerSums({ network, data, split, normalise, chunk }: SumsSpec): Sums;
