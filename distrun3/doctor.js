"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.examine = examine;
/** Examines the installation: each part gives one finding, and a broken part does not hide the others. */
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
const choose_1 = require("./backend/choose");
const tf_1 = require("./backend/tf");
const wasm_1 = require("./backend/wasm");
const webgpu_1 = require("./backend/webgpu");
const data_1 = require("./data");
const browser_1 = require("./figure/browser");
const project_1 = require("./project");
const SETUP = "run `npm run setup`";
/**
 * All findings, in the order in which they are read.
 * @throws UserError when a backend is asked for by name that cannot run
 */
async function examine(wish = {}) {
    const backend = await (0, choose_1.useBackend)(wish);
    return [
        node(),
        versions(),
        oneTensorFlow(),
        ...backendFindings(backend),
        ...(await otherBackends(backend)),
        arithmetic(),
        python(),
        kernelspec(),
        browser(),
        caches(),
        ...(await dataSets()),
    ];
}
function node() {
    const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
    const fine = major > 20 || (major === 20 && minor >= 19);
    const value = `${process.version} on ${process.platform} ${process.arch}`;
    return fine ? ok("Node", value) : broken("Node", value, "install Node 20.19 or newer");
}
const versionOf = (name) => (0, project_1.packageVersion)((0, project_1.inProject)("node_modules", name, "package.json")) ?? "missing";
function versions() {
    const tslab = versionOf("tslab");
    const value = `largebatch ${(0, project_1.projectVersion)()}, tslab ${tslab} (TypeScript ${versionOf("@tslab/typescript-for-tslab")}), TensorFlow.js ${tf_1.tf.version_core}, danfojs ${versionOf("danfojs-node")}, plotly.js ${versionOf("plotly.js")}`;
    return value.includes("missing") ? broken("packages", value, SETUP) : ok("packages", value);
}
/** A second copy of tfjs-node or tfjs-core would have tensors that the first one does not know. */
function oneTensorFlow() {
    const copies = ["danfojs-node", "@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs"].flatMap((owner) => ["@tensorflow/tfjs", "@tensorflow/tfjs-core", "@tensorflow/tfjs-node"]
        .map((name) => (0, node_path_1.join)("node_modules", owner, "node_modules", name))
        .filter((folder) => (0, node_fs_1.existsSync)((0, project_1.inProject)(folder))));
    if (copies.length > 0)
        return broken("one TensorFlow", `further copies: ${copies.join(", ")}`, "run `npm ci`, then `npm run setup`");
    return ok("one TensorFlow", "danfojs-node and the laboratory share one TensorFlow.js");
}
function backendFindings(backend) {
    const { name, device, threads, tensorflow } = backend;
    const findings = [
        ok("backend", `${name} on ${device}${tensorflow ? `, TensorFlow ${tensorflow}` : ""}, ${threads} thread${threads === 1 ? "" : "s"}`),
    ];
    for (const { name: better, why } of backend.notBetter) {
        const isBroken = better === "tensorflow-cpu" && why.startsWith("the native TensorFlow") && process.platform === "linux";
        findings.push(isBroken ? broken(better, `not in use: ${why}`, SETUP) : note(better, `not in use: ${why}`));
    }
    if (name === "tensorflow-cpu")
        findings.push(note("GPU package", "the package is named tfjs-node-gpu, but it computes on the CPU here"));
    if (name === "js" && process.platform !== "linux") {
        findings.push(note("speed", "plain JavaScript is 70 to 1,700 times slower", "Docker or WSL gives the full speed (environment.md)"));
    }
    return findings;
}
/** The backends that are only taken when asked for. */
async function otherBackends({ name, notBetter }) {
    const open = (other) => name !== other && !notBetter.some((entry) => entry.name === other);
    const findings = [];
    if (open("webgpu")) {
        const adapter = await (0, webgpu_1.findAdapter)();
        if ("missing" in adapter)
            findings.push(note("webgpu", `not available: ${adapter.missing}`));
        else
            findings.push(note("webgpu", `available: ${(0, choose_1.cardName)(adapter)}; not in use`, "ask for it with --backend webgpu"));
    }
    if (open("wasm")) {
        const { missing } = (0, wasm_1.loadWasm)();
        findings.push(note("wasm", missing ? `not available: ${missing}` : "available, for dense networks only; ask for it with --backend wasm"));
    }
    return findings;
}
/** A small product whose value is known, so that a backend that loads but computes nonsense is seen. */
function arithmetic() {
    const value = tf_1.tf.tidy(() => tf_1.tf
        .matMul(tf_1.tf.ones([64, 64]), tf_1.tf.ones([64, 64]))
        .sum()
        .dataSync()[0]);
    return value === 64 ** 3
        ? ok("arithmetic", "a matrix product is right")
        : broken("arithmetic", `a matrix product gave ${value}, not ${64 ** 3}`, SETUP);
}
const PYTHON_PACKAGES = ["jupyterlab", "jupyterlab_widgets", "nbclient", "nbconvert", "plotly", "nbdime"];
function python() {
    const windows = process.platform === "win32";
    if (!(0, node_fs_1.existsSync)((0, project_1.inProject)(".venv", windows ? "Scripts/python.exe" : "bin/python")))
        return broken("Python", ".venv is missing", SETUP);
    const folder = windows ? (0, project_1.inProject)(".venv/Lib") : (0, node_path_1.join)((0, project_1.inProject)(".venv/lib"), list((0, project_1.inProject)(".venv/lib"))[0] ?? "");
    const installed = list((0, node_path_1.join)(folder, "site-packages")).flatMap((name) => /^(.+)-([^-]+)\.dist-info$/.exec(name)?.slice(1, 3).join(" ") ?? []);
    const found = PYTHON_PACKAGES.map((name) => installed.find((entry) => entry.startsWith(`${name} `)) ?? `${name} missing`);
    const value = found.join(", ");
    return value.includes("missing") ? broken("Python", value, SETUP) : ok("Python", value);
}
function kernelspec() {
    const file = (0, project_1.inProject)(".venv/share/jupyter/kernels/tslab/kernel.json");
    if (!(0, node_fs_1.existsSync)(file))
        return broken("kernel", "the kernel `tslab` is not registered in .venv", SETUP);
    const argv = argumentsIn(file);
    if (!argv)
        return broken("kernel", `${file} is damaged`, SETUP);
    const gone = argv.slice(0, 2).filter((path) => !(0, node_fs_1.existsSync)(path));
    return gone.length === 0
        ? ok("kernel", "`tslab`, registered in .venv")
        : broken("kernel", `its files are gone: ${gone.join(", ")}`, SETUP);
}
/** The command of a kernelspec; undefined for a damaged one. */
function argumentsIn(file) {
    try {
        const { argv } = JSON.parse((0, node_fs_1.readFileSync)(file, "utf8"));
        return Array.isArray(argv) ? argv.map(String) : undefined;
    }
    catch {
        return undefined;
    }
}
function browser() {
    let found;
    try {
        found = (0, browser_1.describeBrowser)();
    }
    catch (error) {
        return broken("pictures", error.message, "correct or unset LARGEBATCH_BROWSER");
    }
    const advice = "install Chromium or Chrome, or set LARGEBATCH_BROWSER to its path; figures stay interactive without it";
    return found.path ? ok("pictures", `drawn by ${found.path}`) : note("pictures", "no browser found: figures get no still picture", advice);
}
function caches() {
    const parts = [".tensorflow", "data/cache"].map((folder) => `${folder} ${megabytes((0, project_1.inProject)(folder))}`);
    return ok("caches", parts.join(", "));
}
const megabytes = (folder) => `${Math.round(sizeOf(folder) / 1e6)} MB`;
function sizeOf(path) {
    if (!(0, node_fs_1.existsSync)(path))
        return 0;
    const stat = (0, node_fs_1.statSync)(path);
    return stat.isDirectory() ? list(path).reduce((sum, name) => sum + sizeOf((0, node_path_1.join)(path, name)), 0) : stat.size;
}
async function dataSets() {
    return (await (0, data_1.describeData)()).map((row) => row.present
        ? ok(`data ${row.name}`, `${row.path}${row.variant ? `: ${row.variant}` : ""}`)
        : note(`data ${row.name}`, "not here", row.how));
}
const list = (folder) => ((0, node_fs_1.existsSync)(folder) ? (0, node_fs_1.readdirSync)(folder) : []);
const ok = (name, value) => ({ name, state: "ok", value });
const note = (name, value, advice) => ({ name, state: "note", value, ...(advice ? { advice } : {}) });
const broken = (name, value, advice) => ({ name, state: "broken", value, advice });
//# sourceMappingURL=doctor.js.map