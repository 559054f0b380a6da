/** Loads a large module with the code that V8 made of it at an earlier start: of a kernel's start, making the compiler's takes the largest part. */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import path from "node:path";
import { cachedDataVersionTag } from "node:v8";
import vm from "node:vm";
import { inProject } from "../../project";

/** Where code is kept. */
const FOLDER = inProject("node_modules", ".cache", "largebatch");

/** A module that was loaded. */
export interface LoadedModule {
  exports: unknown;
  /** Keeps the code that V8 has made of it by now, for the next start; undefined if that is kept already. */
  keep?: () => void;
}

/** The name under which the code of `file` is kept: it fits one version of the file, of Node and of V8's flags. V8 itself refuses what does not fit. */
function nameOf(file: string): string {
  const { mtimeMs, size } = statSync(file);
  return `${[path.parse(file).name, Math.round(mtimeMs), size, process.version, cachedDataVersionTag()].join("-")}.v8`;
}

function read(place: string): Buffer | undefined {
  try {
    return readFileSync(place);
  } catch {
    return undefined;
  }
}

function write(place: string, data: Buffer): void {
  try {
    mkdirSync(path.dirname(place), { recursive: true });
    const part = `${place}.${process.pid}.part`;
    writeFileSync(part, data);
    renameSync(part, place);
  } catch {
    // A folder that cannot be written: the next start takes as long as this one.
  }
}

/** Loads the CommonJS module `file` as `require` does. Code is kept in `folder`. */
export function loadModule(file: string, folder = FOLDER): LoadedModule {
  const require = createRequire(file);
  const { [file]: before } = require.cache;
  if (before) return { exports: before.exports };
  const place = path.join(folder, nameOf(file));
  const cachedData = read(place);
  const script = new vm.Script(Module.wrap(readFileSync(file, "utf8")), { filename: file, cachedData });
  const module = Object.assign(new Module(file), { filename: file });
  require.cache[file] = module;
  script.runInThisContext().call(module.exports, module.exports, require, module, file, path.dirname(file));
  module.loaded = true;
  const isKept = cachedData !== undefined && script.cachedDataRejected === false;
  return { exports: module.exports, keep: isKept ? undefined : () => write(place, script.createCachedData()) };
}
