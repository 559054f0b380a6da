/** Puts the kernel `tslab` where Jupyter looks for it, with papermill's TypeScript beside it, and takes both away again. */
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { makeFolder } from "../data/files";
import { UserError } from "../errors";
import { inProject } from "../project";

export const KERNEL_NAME = "tslab";

/** Where to install: for one user, under a prefix as `/usr/local`, or in a Python environment. */
export type Place = { kind: "user" } | { kind: "prefix"; folder: string } | { kind: "venv"; folder: string };

/** What a `kernel.json` holds, as far as it matters here. */
export interface Kernelspec {
  argv: string[];
  display_name: string;
  language: string;
  [field: string]: unknown;
}

/**
 * The kernelspec, of the template that the set-up reads too.
 * @param node The Node that runs the kernel; an absolute path, as is that of the kernel's program.
 */
export function kernelspec(node = process.execPath): Kernelspec {
  const template = JSON.parse(readFileSync(inProject("src", "kernel", "kernelspec.json"), "utf8")) as Kernelspec;
  const places: Record<string, string> = { "{node}": node, "{main}": kernelProgram() };
  return { ...template, argv: template.argv.map((part) => places[part] ?? part) };
}

/** The program that a kernelspec starts; the build makes it. */
export const kernelProgram = (): string => inProject("dist", "kernel", "main.js");

/** Its files lie as they do among Python's packages. */
const papermillSource = (): string => inProject("src", "kernel", "papermill");

/**
 * The place that is meant when none is named: the active environment (`VIRTUAL_ENV`), else `.venv` in the current folder, else the user.
 */
export function defaultPlace(env: NodeJS.ProcessEnv = process.env, folder = process.cwd()): Place {
  if (env.VIRTUAL_ENV) return { kind: "venv", folder: env.VIRTUAL_ENV };
  const local = path.join(folder, ".venv");
  return existsSync(local) ? { kind: "venv", folder: local } : { kind: "user" };
}

/**
 * Installs the kernel.
 * @param options.force replaces a kernel of the same name that is not ours
 * @returns what was done, one line for each thing
 * @throws UserError when the place is none, cannot be written, or holds another kernel of this name
 */
export function installKernel(
  place: Place,
  { force = false, env = process.env }: { force?: boolean; env?: NodeJS.ProcessEnv } = {},
): string[] {
  if (!existsSync(kernelProgram())) throw new UserError(`The kernel is not built: ${kernelProgram()} is missing. Run: npm run build`);
  const folder = kernelFolder(place, env);
  const before = occupant(folder);
  if (before.kind === "foreign" && !force) {
    throw new UserError(
      `${folder} holds ${before.what}, which has the same name, ${KERNEL_NAME}. Nothing was changed. Give --force to replace it, or install into an environment of its own with --venv DIR.`,
    );
  }
  const spec = kernelspec();
  writing(folder, () => {
    // What another kernel brought along, such as its logos, would show beside ours.
    if (before.kind === "foreign") rmSync(folder, { recursive: true, force: true });
    makeFolder(folder);
    const file = path.join(folder, "kernel.json");
    writeFileSync(`${file}.part`, `${JSON.stringify(spec, null, 2)}\n`);
    renameSync(`${file}.part`, file);
  });
  const replaced = before.kind === "none" || before.what === THIS_KERNEL ? "" : ` (instead of ${before.what})`;
  const lines = [`Installed the kernel ${KERNEL_NAME} in ${folder}${replaced}.`];
  const packages = sitePackages(place);
  if (packages) {
    writing(packages, () => cpSync(papermillSource(), packages, { recursive: true, filter: (source) => !source.includes("__pycache__") }));
    lines.push(`Installed TypeScript parameters for papermill in ${packages}.`);
  } else lines.push("Without parameters for papermill: give --venv DIR of the environment that papermill is in.");
  return lines;
}

/**
 * Removes what `installKernel` put in a place.
 * @returns what was removed, one line for each thing; none if there was nothing
 * @throws UserError when the place is none, cannot be written, or holds another kernel of this name and `force` is not set
 */
export function uninstallKernel(
  place: Place,
  { force = false, env = process.env }: { force?: boolean; env?: NodeJS.ProcessEnv } = {},
): string[] {
  const folder = kernelFolder(place, env);
  const { kind, what } = occupant(folder);
  if (kind === "foreign" && !force) {
    throw new UserError(`${folder} holds ${what}, which is not this kernel. Nothing was removed. Give --force to remove it.`);
  }
  const lines: string[] = [];
  if (kind !== "none") {
    writing(folder, () => rmSync(folder, { recursive: true }));
    lines.push(`Removed ${what} from ${folder}.`);
    const kernels = path.dirname(folder);
    removeEmpty(kernels);
    // The account's own folder of Jupyter stays.
    if (place.kind !== "user") removeEmpty(path.dirname(kernels));
  }
  const packages = sitePackages(place);
  const present = packages ? papermillFiles(packages) : [];
  if (packages && present.length > 0) {
    writing(packages, () => {
      for (const target of present) rmSync(target, { recursive: true });
      removeEmpty(path.join(packages, COMPILED));
    });
    lines.push(`Removed TypeScript parameters for papermill from ${packages}.`);
  }
  return lines;
}

/** Where Python keeps what it has compiled. */
const COMPILED = "__pycache__";

/** What lies of papermill's part in the folder of Python packages: what was installed, and what Python made of it. */
function papermillFiles(packages: string): string[] {
  const names = readdirSync(papermillSource()).filter((name) => name !== COMPILED);
  const modules = names.filter((name) => name.endsWith(".py")).map((name) => name.slice(0, -"py".length));
  const compiled = path.join(packages, COMPILED);
  const made = existsSync(compiled) ? readdirSync(compiled).filter((name) => modules.some((module) => name.startsWith(module))) : [];
  return [...names.map((name) => path.join(packages, name)).filter(existsSync), ...made.map((name) => path.join(compiled, name))];
}

/** Removes a folder in which nothing is. Where that fails it stays: it does no harm. */
function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something else is in it, or it is not ours to remove.
  }
}

/** The folder of the kernelspec in `place`. Follows Jupyter's own search path. */
export function kernelFolder(place: Place, env: NodeJS.ProcessEnv = process.env): string {
  if (place.kind === "user") return path.join(userData(env), "kernels", KERNEL_NAME);
  const { kind, folder } = { ...place, folder: path.resolve(place.folder) };
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UserError(
      `There is no folder ${folder}. ${kind === "venv" ? `Make the environment first: python3 -m venv ${folder}` : "Make it first, or name another."}`,
    );
  }
  if (kind === "venv" && !isEnvironment(folder)) {
    throw new UserError(
      `${folder} is no Python environment: it has neither pyvenv.cfg nor conda-meta. For any other folder give --prefix ${folder}.`,
    );
  }
  return path.join(folder, "share", "jupyter", "kernels", KERNEL_NAME);
}

const isEnvironment = (folder: string): boolean => ["pyvenv.cfg", "conda-meta"].some((name) => existsSync(path.join(folder, name)));

/** Jupyter's folder for the data of one user. */
function userData(env: NodeJS.ProcessEnv): string {
  const home = env.HOME ?? homedir();
  if (env.JUPYTER_DATA_DIR) return path.resolve(env.JUPYTER_DATA_DIR);
  if (process.platform === "darwin") return path.join(home, "Library", "Jupyter");
  if (process.platform === "win32") return path.join(env.APPDATA ?? path.join(home, "AppData", "Roaming"), "jupyter");
  return path.join(env.XDG_DATA_HOME || path.join(home, ".local", "share"), "jupyter");
}

/** The folder of Python packages in `place`, if it has one. */
function sitePackages(place: Place): string | undefined {
  if (place.kind === "user") return undefined;
  const lib = path.join(path.resolve(place.folder), "lib");
  const versions = existsSync(lib) ? readdirSync(lib).filter((name) => /^python3\.\d+$/.test(name)) : [];
  const candidates = [
    ...versions.map((name) => path.join(lib, name, "site-packages")),
    path.join(path.resolve(place.folder), "Lib", "site-packages"),
  ];
  return candidates.find((folder) => existsSync(folder));
}

const THIS_KERNEL = "this kernel";

/** Whose kernel lies in a folder, in words. */
function occupant(folder: string): { kind: "none" | "ours" | "foreign"; what: string } {
  if (!existsSync(folder)) return { kind: "none", what: "nothing" };
  let spec: Partial<Kernelspec>;
  try {
    spec = JSON.parse(readFileSync(path.join(folder, "kernel.json"), "utf8")) as Partial<Kernelspec>;
  } catch {
    const empty = statSync(folder).isDirectory() && readdirSync(folder).length === 0;
    return empty ? { kind: "none", what: "nothing" } : { kind: "foreign", what: "something whose kernel.json cannot be read" };
  }
  const argv = Array.isArray(spec.argv) ? spec.argv.map(String) : [];
  const program = argv.find((part) => part.replaceAll("\\", "/").endsWith("/dist/kernel/main.js"));
  if (program)
    return {
      kind: "ours",
      what: program === kernelProgram() ? THIS_KERNEL : `the kernel of ${path.resolve(program, "../../..")}`,
    };
  const stock = argv.some((part) => /(^|[\\/])tslab(\.cmd)?$/.test(part));
  return { kind: "foreign", what: `${stock ? "stock tslab" : "another kernel"} (it starts: ${argv.join(" ")})` };
}

/** Does what changes `target`; what the system refuses becomes a message that names the folder. */
function writing(target: string, change: () => void): void {
  try {
    change();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "EACCES" || code === "EPERM" || code === "EROFS" ? "it cannot be written by you" : message;
    throw new UserError(`${target} was not changed: ${why}. Name a folder that is yours with --venv or --prefix, or install with --user.`);
  }
}
