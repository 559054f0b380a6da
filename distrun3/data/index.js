"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.loadData = exports.fetchData = exports.glyph100Samples = exports.glyphSamples = exports.describeData = exports.DATA_NAMES = exports.pixels = exports.epochOrder = void 0;
/** The data room: four data sets of bytes, each with an account of where it comes from. */
var batches_1 = require("./batches");
Object.defineProperty(exports, "epochOrder", { enumerable: true, get: function () { return batches_1.epochOrder; } });
Object.defineProperty(exports, "pixels", { enumerable: true, get: function () { return batches_1.pixels; } });
var dataset_1 = require("./dataset");
Object.defineProperty(exports, "DATA_NAMES", { enumerable: true, get: function () { return dataset_1.DATA_NAMES; } });
var describe_1 = require("./describe");
Object.defineProperty(exports, "describeData", { enumerable: true, get: function () { return describe_1.describeData; } });
var glyphs_1 = require("./glyphs");
Object.defineProperty(exports, "glyphSamples", { enumerable: true, get: function () { return glyphs_1.glyphSamples; } });
var glyphs_100_1 = require("./glyphs-100");
Object.defineProperty(exports, "glyph100Samples", { enumerable: true, get: function () { return glyphs_100_1.glyph100Samples; } });
var load_1 = require("./load");
Object.defineProperty(exports, "fetchData", { enumerable: true, get: function () { return load_1.fetchData; } });
Object.defineProperty(exports, "loadData", { enumerable: true, get: function () { return load_1.loadData; } });
//# sourceMappingURL=index.js.map