/** Cursor positions: Jupyter counts characters (code points), JavaScript UTF-16 units; they differ behind an emoji. */
/** The index in `text` of the character that Jupyter calls `position`. */
export declare const codeUnitAt: (text: string, position: number) => number;
/** The number of characters before `index`. */
export declare const codePointAt: (text: string, index: number) => number;
