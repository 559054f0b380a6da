/** Code that was built elsewhere and runs as it is, such as the `dist/` of a linked package: read again after a build, with what depends on it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { versionOf } from "../compile/disk";

const { cache } = createRequire(__filename);
/** The running kernel cannot be replaced under its own feet. */
const KERNEL = path.dirname(__dirname) + path.sep;
const isInstalled = (file: string): boolean => file.includes(`${path.sep}node_modules${path.sep}`);

interface Known {
  version: string;
  hash: string;
}

function hashOf(file: string): string {
  try {
    return createHash("sha256").update(readFileSync(file)).digest("base64");
  } catch {
    return "";
  }
}

/** The CommonJS modules that Node has loaded from outside any `node_modules`. */
export class Built {
  private readonly known = new Map<string, Known>();

  constructor() {
    this.note();
  }

  /** Remembers the contents of modules that were loaded since the last time. */
  note(): void {
    for (const file of Object.keys(cache)) {
      if (!this.known.has(file) && this.isOurs(file)) this.known.set(file, { version: versionOf(file), hash: hashOf(file) });
    }
  }

  /** Whether `file` is read again when it changes. */
  isOurs(file: string): boolean {
    return path.isAbsolute(file) && !isInstalled(file) && !file.startsWith(KERNEL);
  }

  /** Has Node forget the modules whose contents changed, and those that depend on them. Returns their files. */
  drop(): Set<string> {
    this.note();
    const stale = new Set([...this.known.keys()].filter((file) => this.hasChanged(file)));
    if (stale.size === 0) return stale;
    const dependents = dependentsOf(this.known.keys());
    // A set grows while it is walked.
    for (const file of stale) for (const dependent of dependents.get(file) ?? []) stale.add(dependent);
    for (const file of stale) {
      delete cache[file];
      this.known.delete(file);
    }
    for (const module of Object.values(cache)) {
      if (module && !isInstalled(module.filename)) module.children = module.children.filter(({ filename }) => !stale.has(filename));
    }
    return stale;
  }

  private hasChanged(file: string): boolean {
    const before = this.known.get(file);
    const version = versionOf(file);
    // While a file is being built it is not there for a moment.
    if (!before || version === before.version || version === "") return false;
    before.version = version;
    return hashOf(file) !== before.hash;
  }
}

/** For each file, which of `files` require it. */
function dependentsOf(files: Iterable<string>): Map<string, string[]> {
  const dependents = new Map<string, string[]>();
  for (const file of files) {
    for (const { filename } of cache[file]?.children ?? []) {
      const before = dependents.get(filename);
      if (before) before.push(file);
      else dependents.set(filename, [file]);
    }
  }
  return dependents;
}
