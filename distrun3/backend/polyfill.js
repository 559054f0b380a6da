"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
/** Puts back `util.isNullOrUndefined`, which tfjs-node 4.22 calls and Node 23 removed. Importing this file has the effect; import it before TensorFlow. */
const node_util_1 = __importDefault(require("node:util"));
const legacy = node_util_1.default;
legacy.isNullOrUndefined ??= (value) => value === null || value === undefined;
//# sourceMappingURL=polyfill.js.map