"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.trainingOperations = exports.trainingDays = exports.PASSES = exports.impliedUtilisation = exports.epochsIn = exports.measureOwnRate = exports.IMAGENET_NAMES = exports.buildImagenetNetwork = exports.countNetwork = exports.countModel = exports.classScores = void 0;
/** The networks of the ImageNet years: built, counted, and turned into days of training. */
var class_scores_1 = require("./class-scores");
Object.defineProperty(exports, "classScores", { enumerable: true, get: function () { return class_scores_1.classScores; } });
var count_1 = require("./count");
Object.defineProperty(exports, "countModel", { enumerable: true, get: function () { return count_1.countModel; } });
Object.defineProperty(exports, "countNetwork", { enumerable: true, get: function () { return count_1.countNetwork; } });
var networks_1 = require("./networks");
Object.defineProperty(exports, "buildImagenetNetwork", { enumerable: true, get: function () { return networks_1.buildImagenetNetwork; } });
Object.defineProperty(exports, "IMAGENET_NAMES", { enumerable: true, get: function () { return networks_1.IMAGENET_NAMES; } });
var own_rate_1 = require("./own-rate");
Object.defineProperty(exports, "measureOwnRate", { enumerable: true, get: function () { return own_rate_1.measureOwnRate; } });
var training_days_1 = require("./training-days");
Object.defineProperty(exports, "epochsIn", { enumerable: true, get: function () { return training_days_1.epochsIn; } });
Object.defineProperty(exports, "impliedUtilisation", { enumerable: true, get: function () { return training_days_1.impliedUtilisation; } });
Object.defineProperty(exports, "PASSES", { enumerable: true, get: function () { return training_days_1.PASSES; } });
Object.defineProperty(exports, "trainingDays", { enumerable: true, get: function () { return training_days_1.trainingDays; } });
Object.defineProperty(exports, "trainingOperations", { enumerable: true, get: function () { return training_days_1.trainingOperations; } });
//# sourceMappingURL=index.js.map