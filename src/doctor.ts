/** Examines the installation: each part gives one finding, and a broken part does not hide the others. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Backend, type BackendName, type BackendWish, cardName, useBackend } from "./backend/choose";
import { tf } from "./backend/tf";
import { loadWasm } from "./backend/wasm";
import { findAdapter } from "./backend/webgpu";
import { describeData } from "./data";
import { describeBrowser } from "./figure/browser";
import { inProject, packageVersion, projectVersion } from "./project";

export interface Finding {
  name: string;
  /** `note`: worth knowing; `broken`: something will not work. */
  state: "ok" | "note" | "broken";
  value: string;
  /** What to do. */
  advice?: string;
}

const SETUP = "run `npm run setup`";

/**
 * All findings, in the order in which they are read.
 * @throws UserError when a backend is asked for by name that cannot run
 */
export async function examine(wish: BackendWish = {}): Promise<Finding[]> {
  const backend = await useBackend(wish);
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

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const fine = major > 20 || (major === 20 && minor >= 19);
  const value = `${process.version} on ${process.platform} ${process.arch}`;
  return fine ? ok("Node", value) : broken("Node", value, "install Node 20.19 or newer");
}

const versionOf = (name: string): string => packageVersion(inProject("node_modules", name, "package.json")) ?? "missing";

function versions(): Finding {
  const tslab = versionOf("tslab");
  const value = `largebatch ${projectVersion()}, tslab ${tslab} (TypeScript ${versionOf("@tslab/typescript-for-tslab")}), TensorFlow.js ${tf.version_core}, danfojs ${versionOf("danfojs-node")}, plotly.js ${versionOf("plotly.js")}`;
  return value.includes("missing") ? broken("packages", value, SETUP) : ok("packages", value);
}

/** A second copy of tfjs-node or tfjs-core would have tensors that the first one does not know. */
function oneTensorFlow(): Finding {
  const copies = ["danfojs-node", "@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs"].flatMap((owner) =>
    ["@tensorflow/tfjs", "@tensorflow/tfjs-core", "@tensorflow/tfjs-node"]
      .map((name) => join("node_modules", owner, "node_modules", name))
      .filter((folder) => existsSync(inProject(folder))),
  );
  if (copies.length > 0) return broken("one TensorFlow", `further copies: ${copies.join(", ")}`, "run `npm ci`, then `npm run setup`");
  return ok("one TensorFlow", "danfojs-node and the laboratory share one TensorFlow.js");
}

function backendFindings(backend: Backend): Finding[] {
  const { name, device, threads, tensorflow } = backend;
  const findings = [
    ok("backend", `${name} on ${device}${tensorflow ? `, TensorFlow ${tensorflow}` : ""}, ${threads} thread${threads === 1 ? "" : "s"}`),
  ];
  for (const { name: better, why } of backend.notBetter) {
    const isBroken = better === "tensorflow-cpu" && why.startsWith("the native TensorFlow") && process.platform === "linux";
    findings.push(isBroken ? broken(better, `not in use: ${why}`, SETUP) : note(better, `not in use: ${why}`));
  }
  if (name === "tensorflow-cpu") findings.push(note("GPU package", "the package is named tfjs-node-gpu, but it computes on the CPU here"));
  if (name === "js" && process.platform !== "linux") {
    findings.push(note("speed", "plain JavaScript is 70 to 1,700 times slower", "Docker or WSL gives the full speed (environment.md)"));
  }
  return findings;
}

/** The backends that are only taken when asked for. */
async function otherBackends({ name, notBetter }: Backend): Promise<Finding[]> {
  const open = (other: BackendName) => name !== other && !notBetter.some((entry) => entry.name === other);
  const findings: Finding[] = [];
  if (open("webgpu")) {
    const adapter = await findAdapter();
    if ("missing" in adapter) findings.push(note("webgpu", `not available: ${adapter.missing}`));
    else findings.push(note("webgpu", `available: ${cardName(adapter)}; not in use`, "ask for it with --backend webgpu"));
  }
  if (open("wasm")) {
    const { missing } = loadWasm();
    findings.push(
      note("wasm", missing ? `not available: ${missing}` : "available, for dense networks only; ask for it with --backend wasm"),
    );
  }
  return findings;
}

/** A small product whose value is known, so that a backend that loads but computes nonsense is seen. */
function arithmetic(): Finding {
  const value = tf.tidy(
    () =>
      tf
        .matMul(tf.ones([64, 64]), tf.ones([64, 64]))
        .sum()
        .dataSync()[0],
  );
  return value === 64 ** 3
    ? ok("arithmetic", "a matrix product is right")
    : broken("arithmetic", `a matrix product gave ${value}, not ${64 ** 3}`, SETUP);
}

const PYTHON_PACKAGES = ["jupyterlab", "jupyterlab_widgets", "nbclient", "nbconvert", "plotly", "nbdime"];

function python(): Finding {
  const windows = process.platform === "win32";
  if (!existsSync(inProject(".venv", windows ? "Scripts/python.exe" : "bin/python"))) return broken("Python", ".venv is missing", SETUP);
  const folder = windows ? inProject(".venv/Lib") : join(inProject(".venv/lib"), list(inProject(".venv/lib"))[0] ?? "");
  const installed = list(join(folder, "site-packages")).flatMap(
    (name) => /^(.+)-([^-]+)\.dist-info$/.exec(name)?.slice(1, 3).join(" ") ?? [],
  );
  const found = PYTHON_PACKAGES.map((name) => installed.find((entry) => entry.startsWith(`${name} `)) ?? `${name} missing`);
  const value = found.join(", ");
  return value.includes("missing") ? broken("Python", value, SETUP) : ok("Python", value);
}

function kernelspec(): Finding {
  const file = inProject(".venv/share/jupyter/kernels/tslab/kernel.json");
  if (!existsSync(file)) return broken("kernel", "the kernel `tslab` is not registered in .venv", SETUP);
  const argv = argumentsIn(file);
  if (!argv) return broken("kernel", `${file} is damaged`, SETUP);
  const gone = argv.slice(0, 2).filter((path) => !existsSync(path));
  return gone.length === 0
    ? ok("kernel", "`tslab`, registered in .venv")
    : broken("kernel", `its files are gone: ${gone.join(", ")}`, SETUP);
}

/** The command of a kernelspec; undefined for a damaged one. */
function argumentsIn(file: string): string[] | undefined {
  try {
    const { argv } = JSON.parse(readFileSync(file, "utf8")) as { argv?: unknown };
    return Array.isArray(argv) ? argv.map(String) : undefined;
  } catch {
    return undefined;
  }
}

function browser(): Finding {
  let found: { path?: string };
  try {
    found = describeBrowser();
  } catch (error) {
    return broken("pictures", (error as Error).message, "correct or unset LARGEBATCH_BROWSER");
  }
  const advice = "install Chromium or Chrome, or set LARGEBATCH_BROWSER to its path; figures stay interactive without it";
  return found.path ? ok("pictures", `drawn by ${found.path}`) : note("pictures", "no browser found: figures get no still picture", advice);
}

function caches(): Finding {
  const parts = [".tensorflow", "data/cache"].map((folder) => `${folder} ${megabytes(inProject(folder))}`);
  return ok("caches", parts.join(", "));
}

const megabytes = (folder: string): string => `${Math.round(sizeOf(folder) / 1e6)} MB`;

function sizeOf(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  return stat.isDirectory() ? list(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : stat.size;
}

async function dataSets(): Promise<Finding[]> {
  return (await describeData()).map((row) =>
    row.present
      ? ok(`data ${row.name}`, `${row.path}${row.variant ? `: ${row.variant}` : ""}`)
      : note(`data ${row.name}`, "not here", row.how),
  );
}

const list = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
const ok = (name: string, value: string): Finding => ({ name, state: "ok", value });
const note = (name: string, value: string, advice?: string): Finding => ({ name, state: "note", value, ...(advice ? { advice } : {}) });
const broken = (name: string, value: string, advice: string): Finding => ({ name, state: "broken", value, advice });
