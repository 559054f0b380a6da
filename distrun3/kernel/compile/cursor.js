"use strict";
/** Cursor positions: Jupyter counts characters (code points), JavaScript UTF-16 units; they differ behind an emoji. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.codePointAt = exports.codeUnitAt = void 0;
/** The index in `text` of the character that Jupyter calls `position`. */
const codeUnitAt = (text, position) => [...text].slice(0, Math.max(0, position)).join("").length;
exports.codeUnitAt = codeUnitAt;
/** The number of characters before `index`. */
const codePointAt = (text, index) => [...text.slice(0, index)].length;
exports.codePointAt = codePointAt;
//# sourceMappingURL=cursor.js.map