/** Runs the files that cells import from their TypeScript, and runs those again that were edited since, with the files that depend on them. */
import { createRequire, isBuiltin } from "node:module";
import path from "node:path";
import { typescript } from "../compile/compiler";
import type { CellProgram } from "../compile/program";
import { requireTslab } from "../display/stock-display";
import { Built } from "./built";
import { importedFile } from "./esm-only";
import { runModule } from "./evaluate";
import { twinOf } from "./twins";

/** The name under which cells look for modules. */
const CELL = "cell.ts";

/** A file that was imported. */
interface Loaded {
  text: string;
  version: string;
  /** What its imports of the user's own files meant. */
  needs: Map<string, string>;
  /** Built code that it requires. */
  uses: Set<string>;
  /** Whether its built twin runs in its place. */
  isTwin: boolean;
  exports(): unknown;
}

/** The imported files of one kernel. A file is run once, at its first import, and again only if it or something it needs has changed. */
export class LiveModules {
  /** `require` for the cells. */
  readonly require: NodeJS.Require;
  private readonly loaded = new Map<string, Loaded>();
  private readonly built = new Built();

  constructor(private readonly program: CellProgram) {
    this.require = this.requireOf(path.join(program.folder, CELL));
  }

  /** Forgets what changed on the disk since the last call, and what depends on it. Returns the forgotten files. */
  refresh(): string[] {
    const dropped = this.built.drop();
    const stale = new Set([...this.loaded].filter(([file, module]) => this.isStale(file, module, dropped)).map(([file]) => file));
    for (let before = -1; before !== stale.size; ) {
      before = stale.size;
      for (const [file, { needs }] of this.loaded) if ([...needs.values()].some((need) => stale.has(need))) stale.add(file);
    }
    for (const file of stale) this.loaded.delete(file);
    return [...stale, ...dropped];
  }

  private isStale(file: string, module: Loaded, dropped: Set<string>): boolean {
    if ([...module.uses].some((used) => dropped.has(used))) return true;
    const folder = path.posix.dirname(file);
    if ([...module.needs].some(([name, need]) => this.program.resolution.findSource(name, folder) !== need)) return true;
    const version = this.program.version(file);
    if (version === module.version) return false;
    module.version = version;
    return this.program.read(file) !== module.text;
  }

  private load(file: string): unknown {
    if (!this.loaded.has(file) && this.isBuilt(file)) this.takeTwin(file);
    const before = this.loaded.get(file);
    return before ? before.exports() : this.run(file);
  }

  /** Whether a file and all that it needs are built and unchanged since, and none of them runs from its source already. */
  private isBuilt(file: string, seen = new Set<string>()): boolean {
    if (seen.has(file)) return true;
    seen.add(file);
    const loaded = this.loaded.get(file);
    if (loaded) return loaded.isTwin;
    if (!twinOf(file)) return false;
    return [...this.needsOf(file).values()].every((need) => this.isBuilt(need, seen));
  }

  /** Lets the built twins of a file and of all that it needs run in their place, when they are asked for. */
  private takeTwin(file: string): void {
    const twin = twinOf(file);
    if (this.loaded.has(file) || twin === undefined) return;
    const needs = this.needsOf(file);
    const exports = () => this.requireBuilt(twin, createRequire(file), file);
    this.loaded.set(file, { ...this.contents(file), needs, uses: new Set([twin]), isTwin: true, exports });
    for (const need of needs.values()) this.takeTwin(need);
  }

  /** The user's own files that a file imports, as far as its text tells. */
  private needsOf(file: string): Map<string, string> {
    const needs = new Map<string, string>();
    for (const { fileName } of typescript.preProcessFile(this.program.read(file) ?? "").importedFiles) {
      const need = this.program.resolution.findSource(fileName, path.posix.dirname(file));
      if (need) needs.set(fileName, need);
    }
    return needs;
  }

  private contents(file: string): { text: string; version: string } {
    return { text: this.program.read(file) ?? "", version: this.program.version(file) };
  }

  private run(file: string): unknown {
    const contents = this.contents(file);
    const module = { exports: {} as unknown };
    const loaded: Loaded = { ...contents, needs: new Map(), uses: new Set(), isTwin: false, exports: () => module.exports };
    // Before it runs, for modules that need each other.
    this.loaded.set(file, loaded);
    try {
      if (file.endsWith(".json")) module.exports = readJson(file, contents.text);
      else runModule({ file, text: contents.text, module, require: this.requireOf(file, loaded), program: this.program });
    } catch (error) {
      this.loaded.delete(file);
      throw error;
    }
    return module.exports;
  }

  /** `require` as it works in `file`. What it finds is noted in `owner`. */
  private requireOf(file: string, owner?: Loaded): NodeJS.Require {
    const node = createRequire(file);
    const folder = path.posix.dirname(file.replaceAll("\\", "/"));
    const load = (name: string): unknown => {
      if (name === "tslab") return requireTslab();
      if (isBuiltin(name)) return node(name);
      const source = this.program.resolution.findSource(name, folder);
      if (source === undefined) return this.requireBuilt(name, node, file, owner);
      owner?.needs.set(name, source);
      return this.load(source);
    };
    return Object.assign(load, { resolve: node.resolve, cache: node.cache, main: node.main, extensions: node.extensions });
  }

  private requireBuilt(name: string, node: NodeJS.Require, from: string, owner?: Loaded): unknown {
    try {
      const file = resolveBuilt(name, node, path.dirname(from));
      if (this.built.isOurs(file)) owner?.uses.add(file);
      return node(file);
    } catch (error) {
      throw shortened(error, name, path.relative(this.program.folder, from));
    } finally {
      this.built.note();
    }
  }
}

function resolveBuilt(name: string, node: NodeJS.Require, folder: string): string {
  try {
    return node.resolve(name);
  } catch (error) {
    const file = (error as { code?: string }).code === "ERR_PACKAGE_PATH_NOT_EXPORTED" ? importedFile(name, folder) : undefined;
    if (file === undefined) throw error;
    return file;
  }
}

function readJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`${file}: ${(error as Error).message}`);
  }
}

/** Node's list of who required a missing module names files that nobody wrote; `from` says it better. */
function shortened(error: unknown, name: string, from: string): unknown {
  const { code, message } = error as { code?: string; message?: string };
  if (code === "MODULE_NOT_FOUND" && message?.startsWith(`Cannot find module '${name}'`)) {
    (error as Error).message = `Cannot find module '${name}'${from === CELL ? "" : ` from ${from.replaceAll(path.sep, "/")}`}`;
  }
  return error;
}
