/** HTML made from values: escaped, and in colours that follow the front end's theme. */

/** `text` as HTML, also inside attributes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");

/** Style of what is beside the point, such as the shape above the values. */
export const QUIET = "color: var(--jp-ui-font-color2, #666)";
