import type { Sums, SumsSpec } from "./sums";
export declare function compiledSums(spec: SumsSpec): Sums;
