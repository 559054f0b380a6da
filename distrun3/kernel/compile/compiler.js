"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.typescriptVersion = exports.typescript = exports.compilerFile = void 0;
/** The TypeScript compiler that tslab brings: the one that reads the cells. */
const node_module_1 = require("node:module");
const fromTslab = (0, node_module_1.createRequire)(require.resolve("tslab/package.json"));
/** The file of the compiler, as it stands in the cache of `require`. */
exports.compilerFile = fromTslab.resolve("@tslab/typescript-for-tslab");
/** The compiler, unchanged. */
exports.typescript = fromTslab("@tslab/typescript-for-tslab");
/** The version of the TypeScript compiler that reads the cells. */
exports.typescriptVersion = exports.typescript.version;
//# sourceMappingURL=compiler.js.map