"use strict";
/** Finds and starts a headless Chromium for drawing figures: one of the system, else the one inside an npm package. */
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.findBrowser = findBrowser;
exports.describeBrowser = describeBrowser;
exports.launchBrowser = launchBrowser;
const node_diagnostics_channel_1 = require("node:diagnostics_channel");
const node_fs_1 = require("node:fs");
const node_path_1 = __importDefault(require("node:path"));
const playwright_core_1 = require("playwright-core");
const errors_1 = require("../errors");
const browser_folder_1 = require("./browser-folder");
const bundled_browser_1 = require("./bundled-browser");
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const MAC = ["Google Chrome", "Chromium", "Microsoft Edge"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
const WINDOWS = [
    "Google\\Chrome\\Application\\chrome.exe",
    "Microsoft\\Edge\\Application\\msedge.exe",
    "Chromium\\Application\\chrome.exe",
];
function isProgram(file) {
    try {
        (0, node_fs_1.accessSync)(file, node_fs_1.constants.X_OK);
        return (0, node_fs_1.statSync)(file).isFile();
    }
    catch {
        return false;
    }
}
function systemPlaces() {
    const folders = (process.env.PATH ?? "").split(node_path_1.default.delimiter).filter(Boolean);
    if (process.platform === "win32") {
        const roots = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
        return roots.flatMap((root) => (root ? WINDOWS.map((name) => node_path_1.default.join(root, name)) : []));
    }
    const onPath = NAMES.flatMap((name) => folders.map((folder) => node_path_1.default.join(folder, name)));
    return process.platform === "darwin" ? [...onPath, ...MAC] : onPath;
}
/**
 * Finds a browser without starting it. `LARGEBATCH_BROWSER` overrides the search: the path of a Chromium or Chrome, or `bundled`.
 * @throws UserError if `LARGEBATCH_BROWSER` names no program.
 */
function findBrowser() {
    const wanted = process.env.LARGEBATCH_BROWSER;
    if (wanted && wanted !== "bundled") {
        if (isProgram(wanted))
            return { kind: "system", executable: wanted };
        throw new errors_1.UserError(`LARGEBATCH_BROWSER should be the path of a Chromium or Chrome, or "bundled"; "${wanted}" is no program. Correct or unset it.`);
    }
    const executable = wanted ? undefined : systemPlaces().find(isProgram);
    if (executable)
        return { kind: "system", executable };
    return (0, bundled_browser_1.hasBundledBrowser)() ? { kind: "bundled" } : { kind: "none" };
}
/** What `findBrowser` found, in words: `path` is missing if there is no browser. Starts nothing. */
function describeBrowser() {
    const found = findBrowser();
    if (found.kind === "system")
        return { path: found.executable };
    return found.kind === "bundled" ? { path: "the Chromium inside the npm package @sparticuz/chromium" } : {};
}
/** The ways to start a browser, the most careful first. */
async function* attempts() {
    const found = findBrowser();
    const sandbox = process.getuid?.() !== 0;
    if (found.kind === "system")
        yield { executable: found.executable, env: {}, sandbox };
    if (found.kind === "none" || !(0, bundled_browser_1.hasBundledBrowser)())
        return;
    const { executable, env, libraries } = await (0, bundled_browser_1.bundledBrowser)();
    yield { executable, env, sandbox };
    // Containers often lack both the libraries and the rights for a sandbox. The page shows our own data and has no network.
    yield {
        executable,
        env: { ...env, LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(":") },
        sandbox: false,
    };
}
/** Starts a browser that does not keep this process alive: when the process ends, however it ends, the browser does too. */
async function start({ executable, env, sandbox }) {
    const started = [];
    const note = (message) => started.push(message.process);
    // A kernel or a runner decides itself what a signal means; a script without an opinion ends, its browser first.
    const handles = (signal) => process.listenerCount(signal) === 0;
    const { folder, remove } = (0, browser_folder_1.browserFolder)();
    (0, node_diagnostics_channel_1.subscribe)("child_process", note);
    try {
        const browser = await playwright_core_1.chromium.launch({
            executablePath: executable,
            chromiumSandbox: sandbox,
            handleSIGINT: handles("SIGINT"),
            handleSIGTERM: handles("SIGTERM"),
            handleSIGHUP: handles("SIGHUP"),
            env: { ...process.env, ...env, TMPDIR: folder, TEMP: folder, TMP: folder },
            artifactsDir: folder,
            args: [
                "--use-angle=swiftshader",
                "--enable-unsafe-swiftshader",
                "--ignore-gpu-blocklist",
                "--font-render-hinting=none",
                "--no-first-run",
            ],
        });
        browser.on("disconnected", remove);
        return browser;
    }
    catch (error) {
        remove();
        throw error;
    }
    finally {
        (0, node_diagnostics_channel_1.unsubscribe)("child_process", note);
        for (const child of started) {
            child.unref();
            for (const stream of child.stdio)
                stream?.unref?.();
        }
    }
}
/**
 * Starts the browser that was found; if it does not start, the bundled one.
 * @throws UserError if none starts.
 */
async function launchBrowser() {
    let reason = "there is no Chromium or Chrome on this machine";
    for await (const attempt of attempts()) {
        try {
            return await start(attempt);
        }
        catch (error) {
            const [line = ""] = String(error instanceof Error ? error.message : error).split("\n");
            reason = `${attempt.executable}: ${line}`;
        }
    }
    throw new errors_1.UserError(`No browser for drawing figures could be started (${reason}). Install Chromium or Chrome, or set LARGEBATCH_BROWSER to its path.`);
}
//# sourceMappingURL=browser.js.map