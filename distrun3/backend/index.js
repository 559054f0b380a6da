"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.tf = exports.useBackend = exports.backendName = exports.BACKEND_NAMES = exports.withoutLeaks = exports.tensorCount = void 0;
/** The backend room: which engine computes, and how its tensors are counted. */
var accounting_1 = require("./accounting");
Object.defineProperty(exports, "tensorCount", { enumerable: true, get: function () { return accounting_1.tensorCount; } });
Object.defineProperty(exports, "withoutLeaks", { enumerable: true, get: function () { return accounting_1.withoutLeaks; } });
var choose_1 = require("./choose");
Object.defineProperty(exports, "BACKEND_NAMES", { enumerable: true, get: function () { return choose_1.BACKEND_NAMES; } });
Object.defineProperty(exports, "backendName", { enumerable: true, get: function () { return choose_1.backendName; } });
Object.defineProperty(exports, "useBackend", { enumerable: true, get: function () { return choose_1.useBackend; } });
var tf_1 = require("./tf");
Object.defineProperty(exports, "tf", { enumerable: true, get: function () { return tf_1.tf; } });
//# sourceMappingURL=index.js.map