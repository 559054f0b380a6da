"use strict";
/** Optional packages: what stands in the way when one cannot be loaded. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.whyNot = whyNot;
/** Why a package is of no use here, and what to do where something can be done. */
function whyNot(error, name) {
    if (error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND") {
        return `the optional package ${name} is not installed: run \`npm ci\`, then \`npm run setup\``;
    }
    return `the package ${name} does not load here (${error.message.split("\n")[0]})`;
}
//# sourceMappingURL=optional.js.map