/** Finds the file of a package that offers itself to `import` alone: compiled cells `require`, and Node can `require` such a module too, if only it is told the file. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

type Target = string | null | Target[] | { [condition: string]: Target };

const CONDITIONS = new Set(["node", "import", "module-sync", "default"]);

/** The file that `import name` would load, for a file of the folder `from`; undefined if there is none. */
export function importedFile(name: string, from: string): string | undefined {
  const [, packageName, rest = ""] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(name) ?? [];
  if (!packageName) return undefined;
  for (let at = from; ; at = path.dirname(at)) {
    const folder = path.join(at, "node_modules", packageName);
    if (existsSync(path.join(folder, "package.json"))) return targetIn(folder, `.${rest}`);
    if (path.dirname(at) === at) return undefined;
  }
}

function targetIn(folder: string, entry: string): string | undefined {
  const { exports } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { exports?: Target };
  if (exports === undefined || exports === null) return undefined;
  const entries = isEntries(exports) ? exports : { ".": exports };
  for (const [pattern, target] of Object.entries(entries)) {
    const [before = "", after] = pattern.split("*");
    const fits =
      after === undefined ? entry === pattern : entry.startsWith(before) && entry.endsWith(after) && entry.length >= pattern.length;
    const found = fits && choose(target);
    if (found) return path.join(folder, found.replaceAll("*", entry.slice(before.length, entry.length - (after?.length ?? 0))));
  }
  return undefined;
}

const isEntries = (exports: Target): exports is { [entry: string]: Target } =>
  typeof exports === "object" && exports !== null && Object.keys(exports).some((key) => key.startsWith("."));

/** The first target whose conditions hold. */
function choose(target: Target): string | undefined {
  if (typeof target === "string") return target;
  if (target === null) return undefined;
  const targets = Array.isArray(target) ? target : Object.keys(target).flatMap((key) => (CONDITIONS.has(key) ? [target[key] ?? null] : []));
  for (const each of targets) {
    const found = choose(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
