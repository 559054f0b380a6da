"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.isFigure = isFigure;
exports.figureOf = figureOf;
exports.pictureBundle = pictureBundle;
exports.elementBundle = elementBundle;
const isRecord = (value) => typeof value === "object" && value !== null;
const FIGURE_KEYS = new Set(["data", "layout", "config", "frames"]);
/** Whether `value` is a Plotly figure: traces, a layout, and nothing that does not belong to one. */
function isFigure(value) {
    const { data, layout } = value;
    if (!Array.isArray(data) || !isRecord(layout) || Array.isArray(layout))
        return false;
    return Object.keys(value).every((key) => FIGURE_KEYS.has(key)) && data.every((trace) => isRecord(trace) && !Array.isArray(trace));
}
/** A figure: interactive at once, with its picture later. */
function figureOf(value) {
    if (!isFigure(value))
        return undefined;
    // Loaded at the first figure: most notebooks open without one.
    const { figureShown, interactiveFigure } = require("../../figure/bundle");
    return { meanwhile: interactiveFigure(value), later: figureShown(value) };
}
const SIGNATURES = [
    ["image/png", "89504e470d0a1a0a"],
    ["image/jpeg", "ffd8ff"],
    ["image/gif", "47494638"],
];
/** The bytes of a PNG, JPEG or GIF file as that picture. */
function pictureBundle(value) {
    if (!(value instanceof Uint8Array))
        return undefined;
    const start = Buffer.from(value.subarray(0, 8)).toString("hex");
    const mime = SIGNATURES.find(([, signature]) => start.startsWith(signature))?.[0];
    return mime ? { [mime]: value, "text/plain": `${mime}, ${value.length.toLocaleString("en")} bytes` } : undefined;
}
const VEGA = /\/(vega(?:-lite)?)\/v(\d+)(?:\.[\d.]+)?\.json$/;
/** Elements (`outerHTML`), canvases (`toDataURL`) and Vega specifications (`toSpec`), as Deno's kernel knows them. */
function elementBundle(value) {
    const { outerHTML, toDataURL, toSpec } = value;
    if (typeof outerHTML === "string")
        return { [outerHTML.startsWith("<svg") ? "image/svg+xml" : "text/html"]: outerHTML };
    if (typeof toDataURL === "function") {
        const [, mime, data] = /^data:([^;,]+);base64,(.*)$/s.exec(String(toDataURL.call(value))) ?? [];
        return mime ? { [mime]: data } : undefined;
    }
    if (typeof toSpec !== "function")
        return undefined;
    const spec = toSpec.call(value);
    const [, language, version] = (isRecord(spec) && VEGA.exec(String(spec.$schema))) || [];
    return language ? { [`application/vnd.${language.replace("-", "")}.v${version}+json`]: spec } : undefined;
}
//# sourceMappingURL=foreign.js.map