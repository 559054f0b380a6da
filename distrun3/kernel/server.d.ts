/** Which request gets which answer. Requests come from the wire, already verified; each is answered by a file of its own. */
import type { Cells } from "./cells";
import type { Wire } from "./wire";
/** Serves what comes over `wire` with `cells`. */
export declare function serve(cells: Cells, wire: Wire): void;
