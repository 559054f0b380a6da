"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.kernel = void 0;
/** What code in cells asks of its kernel: the global `kernel`. */
const signal_1 = require("../signal");
const comms_1 = require("./comms");
const display_1 = require("./display/display");
const never = new AbortController().signal;
const kernelOfCells = {
    get signal() {
        return (0, signal_1.defaultSignal)() ?? never;
    },
    display: display_1.display,
    markdown: display_1.markdown,
    table: display_1.table,
    clearOutput: display_1.clearOutput,
    comm: { open: comms_1.openComm, register: comms_1.registerTarget },
};
exports.kernel = kernelOfCells;
//# sourceMappingURL=kernel.js.map