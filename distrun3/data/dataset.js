"use strict";
/** What a data set is to the rest of the laboratory: raw bytes of images and labels, and an honest account of where they come from. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.DATA_NAMES = void 0;
exports.DATA_NAMES = ["glyphs", "glyphs-100", "mnist", "cifar-10"];
//# sourceMappingURL=dataset.js.map