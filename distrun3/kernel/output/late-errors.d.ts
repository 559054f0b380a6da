import { type Origin } from "./origin";
import type { Print } from "./streams";
import { type CellError, type CellLookup } from "./traceback";
/** Reports an error of `origin`: as an error of its cell while that runs, later as text, which clients add to what the cell has shown. */
export declare function reportLate({ ename, evalue, traceback }: CellError, origin: Origin | undefined, { print, intro }: {
    print: Print;
    intro: string;
}): void;
/** Catches what would end the process. */
export declare function catchLateErrors(cells: CellLookup, print: Print): void;
