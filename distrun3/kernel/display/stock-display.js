"use strict";
/** tslab's own module, for notebooks written for it: `import * as tslab from "tslab"; tslab.display.html(…)` shows what it did. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.requireTslab = requireTslab;
const publish_1 = require("../output/publish");
const bundle_1 = require("./bundle");
/** The module `tslab`, connected to this kernel. It is loaded when a cell asks for it: it holds a whole compiler. */
function requireTslab() {
    const tslab = require("tslab");
    const jupyter = require("tslab/dist/jupyter");
    jupyter.lastWriteDisplayData = ({ data, ...rest }, update) => {
        (0, publish_1.publish)(update ? "update_display_data" : "display_data", { data: (0, bundle_1.wireBundle)(data), ...rest });
    };
    return tslab;
}
//# sourceMappingURL=stock-display.js.map