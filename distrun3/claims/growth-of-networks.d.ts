/** The first claim of the argument: networks became deeper, from 8 to 152 layers within four years. Counted here, beside what is published. */
import type { NetworkCount } from "../model/imagenet";
import { type Claim } from "./claim";
import { type PublishedRow } from "./published";
type Figure = PublishedRow<"networks">;
type Quantity = Figure["quantity"];
/** A counted network and what is published of it, both in the same units. */
export interface GrownNetwork extends NetworkCount {
    year: number;
    published: Partial<Record<Quantity, number>>;
}
/**
 * The counted networks with their years and their published figures (those that may be quoted).
 * @param figures default: the table in data/published
 * @throws RangeError for a network of which nothing is published
 */
export declare function grownNetworks(counts: readonly NetworkCount[], figures?: readonly Figure[]): GrownNetwork[];
/** Rows of a table: own counts with the published ones beside them. Millions and billions as the column says. */
export declare const networkRows: (networks: readonly GrownNetwork[]) => Record<string, string | number | undefined>[];
/** The document's claims about networks. A network that was not counted leaves its claims untested. */
export declare function networkClaims(networks: readonly GrownNetwork[]): Claim[];
export {};
