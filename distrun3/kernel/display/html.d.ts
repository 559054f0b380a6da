/** HTML made from values: escaped, and in colours that follow the front end's theme. */
/** `text` as HTML, also inside attributes. */
export declare const escapeHtml: (text: string) => string;
/** Style of what is beside the point, such as the shape above the values. */
export declare const QUIET = "color: var(--jp-ui-font-color2, #666)";
