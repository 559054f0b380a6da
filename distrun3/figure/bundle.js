"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.interactiveFigure = void 0;
exports.figureText = figureText;
exports.figureShown = figureShown;
/** A figure as a MIME bundle: interactive, as a picture, and in words. */
const errors_1 = require("../errors");
const stable_1 = require("./stable");
const still_1 = require("./still");
/** A notebook page should stay light: larger pictures are drawn again with fewer pixels. In bytes. */
const LARGEST = 150_000;
const SMALLEST_SCALE = 0.5;
let saidWhy = false;
/** The picture, drawn with fewer pixels until it is at most `LARGEST` bytes. */
async function lightPng(figure, options) {
    let scale = options.scale ?? 2;
    let png = await (0, still_1.stillPng)(figure, { ...options, scale });
    while (png.length > LARGEST && scale > SMALLEST_SCALE) {
        // Bytes grow somewhat slower than pixels, so the root of the ratio is a step in the right direction, not the last.
        scale = Math.max(SMALLEST_SCALE, scale * Math.min(0.9, Math.sqrt(LARGEST / png.length)));
        png = await (0, still_1.stillPng)(figure, { ...options, scale });
    }
    return png;
}
async function picture(figure, options) {
    try {
        return { "image/png": (await lightPng(figure, options)).toString("base64") };
    }
    catch (error) {
        if (!(error instanceof errors_1.UserError))
            throw error;
        if (!saidWhy)
            console.warn(`Figures come without a picture: ${error.message}`);
        saidWhy = true;
        return {};
    }
}
function titleOf({ layout }) {
    const title = layout.title;
    const text = typeof title === "object" ? title?.text : title;
    return text?.replace(/<[^>]*>/g, "");
}
/** What can be said of a figure that comes without a sentence: its title, and what it draws. */
function figureText(figure) {
    const kinds = figure.data.map(({ type, name }) => `${type ?? "scatter"}${name ? ` "${name}"` : ""}`);
    const title = titleOf(figure);
    return `Figure${title ? `: ${title}` : ""} (${kinds.length === 0 ? "empty" : kinds.slice(0, 10).join(", ")}${kinds.length > 10 ? ", …" : ""})`;
}
/** A figure without its picture: at hand at once. */
const interactiveFigure = (figure, alt = figureText(figure)) => ({
    data: { "application/vnd.plotly.v1+json": (0, stable_1.stableFigure)(figure), "text/plain": alt },
    metadata: {},
});
exports.interactiveFigure = interactiveFigure;
/** A figure with its picture. Where no browser can be started it comes without one; that is said once. */
async function figureShown(figure, alt, options = {}) {
    const { data } = (0, exports.interactiveFigure)(figure, alt);
    const png = await picture(figure, options);
    // The picture has more pixels than the place it should take.
    return { data: { ...data, ...png }, metadata: "image/png" in png ? { "image/png": (0, still_1.stillSize)(figure, options) } : {} };
}
//# sourceMappingURL=bundle.js.map