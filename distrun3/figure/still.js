"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.stillSize = stillSize;
exports.stillPng = stillPng;
exports.stillSvg = stillSvg;
exports.closeStills = closeStills;
/** Still pictures of figures: Plotly draws in a headless browser, one for the whole process, started at the first figure. */
const node_crypto_1 = require("node:crypto");
const project_1 = require("../project");
const browser_1 = require("./browser");
const stable_1 = require("./stable");
const PLOTLY = (0, project_1.inProject)("node_modules", "plotly.js", "dist", "plotly.min.js");
let page;
let last = Promise.resolve();
async function openPage() {
    const browser = await (0, browser_1.launchBrowser)();
    browser.on("disconnected", () => {
        page = undefined;
    });
    const context = await browser.newContext({ offline: true });
    const opened = await context.newPage();
    await opened.setContent("<!doctype html><html><body></body></html>");
    await opened.addScriptTag({ path: PLOTLY });
    return opened;
}
/** Runs in the page. Plotly draws the ids inside an SVG at random, so `Math.random` starts from `seed` each time (Mulberry32). */
async function draw(job) {
    let state = job.seed;
    Math.random = () => {
        state = (state + 0x6d2b79f5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    const { Plotly } = globalThis;
    return Plotly.toImage(job.figure, job.options);
}
/** The size of a picture in CSS pixels: what `options` say, else the figure's layout, else 760 by 460. */
function stillSize(figure, options = {}) {
    const size = (chosen, own, fallback) => chosen ?? (typeof own === "number" ? own : fallback);
    return { width: size(options.width, figure.layout.width, 760), height: size(options.height, figure.layout.height, 460) };
}
/** Draws `figure`; returns the data URL. One at a time: the page is shared. */
function render(figure, format, options) {
    const stable = (0, stable_1.stableFigure)(figure);
    const { width, height } = stillSize(figure, options);
    const seed = (0, node_crypto_1.createHash)("sha256").update(JSON.stringify(stable)).digest().readInt32LE(0);
    const result = last.then(async () => {
        // The browser must not keep the process alive while idle, but a figure being drawn must.
        const alive = setInterval(() => { }, 60_000);
        try {
            page ??= openPage();
            const job = { figure: stable, seed, options: { format, width, height, scale: format === "svg" ? 1 : (options.scale ?? 2) } };
            return await (await page).evaluate(draw, job);
        }
        catch (error) {
            page = undefined;
            throw error;
        }
        finally {
            clearInterval(alive);
        }
    });
    last = result.catch(() => { });
    return result;
}
/**
 * Draws `figure` as a PNG of `width · scale` by `height · scale` pixels.
 * @throws UserError if no browser can be started.
 */
async function stillPng(figure, options = {}) {
    const url = await render(figure, "png", options);
    return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}
/** Draws `figure` as an SVG; equal figures give equal text. Errors as in `stillPng`. */
async function stillSvg(figure, options = {}) {
    const url = await render(figure, "svg", options);
    // Plotly leaves an empty style behind, before or after the other attributes, as it happens.
    return decodeURIComponent(url.slice(url.indexOf(",") + 1)).replaceAll(' style=""', "");
}
/** Closes the browser, if one was started. The end of the process closes it too. */
async function closeStills() {
    const open = page;
    page = undefined;
    await (await open?.catch(() => undefined))?.context().browser()?.close();
}
//# sourceMappingURL=still.js.map