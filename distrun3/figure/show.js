"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.show = show;
/** Shows a figure in a notebook: one output that is interactive where the client can, a picture elsewhere, and words for those who see neither. */
const display_1 = require("../kernel/display/display");
const bundle_1 = require("./bundle");
/** Shows `figure`; outside a kernel it prints `alt`. Resolves when the output is sent. */
async function show(figure, { alt, ...options }) {
    const { data, metadata } = (0, display_1.inKernel)() ? await (0, bundle_1.figureShown)(figure, alt, options) : (0, bundle_1.interactiveFigure)(figure, alt);
    (0, display_1.display)(data, { metadata });
}
//# sourceMappingURL=show.js.map