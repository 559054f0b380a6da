/** Reads a sweep from a file: JSON as data; TypeScript or JavaScript is run, and its default export is the sweep. Such a file is a program: run only one that you trust. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError, UserError } from "../errors";
import { typescript } from "../kernel/compile/compiler";
import { runModule } from "../kernel/modules/evaluate";
import { inProject } from "../project";

const TYPESCRIPT = [".ts", ".mts", ".cts"];
const JAVASCRIPT = [".js", ".mjs", ".cjs"];

/**
 * What a file says of a sweep; not checked yet.
 * @throws UsageError for a file that is not there, of another kind or without a default export; UserError for one that cannot be read or run
 */
export async function readSweepFile(file: string): Promise<object> {
  const whole = path.resolve(file);
  const kind = path.extname(whole);
  if (![".json", ...TYPESCRIPT, ...JAVASCRIPT].includes(kind))
    throw new UsageError(`A sweep's file ends in .ts, .js or .json; got "${file}".`);
  if (!statSync(whole, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`There is no file ${file}.`);
  const found = kind === ".json" ? readJson(whole, file) : await defaultOf(whole, file);
  if (typeof found !== "object" || found === null || Array.isArray(found))
    throw new UsageError(`${file} should hold one sweep, an object.`);
  return found;
}

function readJson(whole: string, file: string): unknown {
  const text = readFileSync(whole, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is no JSON: ${(error as Error).message}.`);
  }
}

async function defaultOf(whole: string, file: string): Promise<unknown> {
  let exported: unknown;
  try {
    exported = TYPESCRIPT.includes(path.extname(whole)) ? new Sources().load(whole) : await import(pathToFileURL(whole).href);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file} cannot be run: ${error instanceof Error ? error.message : String(error)}`);
  }
  const found = (exported as { default?: unknown } | undefined)?.default;
  // What was compiled to CommonJS comes wrapped a second time.
  const inner = (found as { __esModule?: boolean; default?: unknown } | undefined)?.__esModule
    ? (found as { default?: unknown }).default
    : found;
  if (inner === undefined) throw new UsageError(`${file} has no default export. Write: export default { network: "F1", … }`);
  return inner;
}

/** A TypeScript file and those it imports, each compiled and run once. Types are taken out, not checked: the sweep's values are. */
class Sources {
  private readonly modules = new Map<string, { exports: unknown }>();
  private readonly program = {
    folder: process.cwd(),
    options: { target: typescript.ScriptTarget.ES2022, esModuleInterop: true, isolatedModules: true },
  };

  load(file: string): unknown {
    const before = this.modules.get(file);
    if (before) return before.exports;
    const module = { exports: {} as unknown };
    this.modules.set(file, module);
    runModule({ file, text: readFileSync(file, "utf8"), module, require: this.requireOf(file), program: this.program });
    return module.exports;
  }

  private requireOf(file: string): NodeJS.Require {
    const node = createRequire(file);
    const load = (name: string): unknown => {
      const source = name.startsWith(".") ? sourceOf(path.resolve(path.dirname(file), name)) : undefined;
      if (source) return this.load(source);
      // By its own name also from outside of the project.
      return name === "largebatch" ? require(inProject("dist", "index.js")) : node(name);
    };
    return Object.assign(load, { resolve: node.resolve, cache: node.cache, main: node.main, extensions: node.extensions });
  }
}

/** The TypeScript file that an import means: as it is written, with an ending, or in place of the `.js` that it will become. */
const sourceOf = (whole: string): string | undefined =>
  [whole, `${whole}.ts`, whole.replace(/\.([cm]?)js$/, ".$1ts"), path.join(whole, "index.ts")].find(
    (file) => TYPESCRIPT.includes(path.extname(file)) && existsSync(file),
  );
