/** Cursor positions: Jupyter counts characters (code points), JavaScript UTF-16 units; they differ behind an emoji. */

/** The index in `text` of the character that Jupyter calls `position`. */
export const codeUnitAt = (text: string, position: number): number => [...text].slice(0, Math.max(0, position)).join("").length;

/** The number of characters before `index`. */
export const codePointAt = (text: string, index: number): number => [...text.slice(0, index)].length;
