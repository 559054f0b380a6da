"use strict";
/** HTML made from values: escaped, and in colours that follow the front end's theme. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.QUIET = exports.escapeHtml = void 0;
/** `text` as HTML, also inside attributes. */
const escapeHtml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
exports.escapeHtml = escapeHtml;
/** Style of what is beside the point, such as the shape above the values. */
exports.QUIET = "color: var(--jp-ui-font-color2, #666)";
//# sourceMappingURL=html.js.map