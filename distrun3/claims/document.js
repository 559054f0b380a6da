"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.inDocument = void 0;
/** The text whose argument the notebooks follow, as a source of claims. */
const inDocument = (part) => `Analysis of Large Mini-Batch Training of Neural Networks, ${part}`;
exports.inDocument = inDocument;
//# sourceMappingURL=document.js.map