/** Makes every `await` of a cell a place where the cell can be interrupted: compiled code asks before and after it, and throws there. */
import type ts from "@tslab/typescript-for-tslab";
/** Gives compiled code what it asks. */
export declare function prepareAwaits(): void;
/** Turns `await x` into `goesOn(await waits(x))`. A function whose text is run elsewhere (a browser, a worker) finds neither and does without. */
export declare function guardAwaits(typescript: typeof ts): ts.TransformerFactory<ts.SourceFile>;
