/** The built file of a source file: `dist/a/b.js` of `src/a/b.ts`. As long as it is up to date it is run in place of the source, so that both are one module with one state. */
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Where a package has its sources and what is built from them; undefined if it says nothing of the kind. */
type Layout = { source: string; built: string } | undefined;

const ENDING = /\.[cm]?[jt]sx?$/;
const layouts = new Map<string, Layout>();

/** The built file of `file`, if its package has one that is newer. */
export function twinOf(file: string): string | undefined {
  if (!/\.tsx?$/.test(file)) return undefined;
  const layout = layoutOf(packageOf(file));
  const inside = layout && path.relative(layout.source, file);
  if (!layout || !inside || inside.startsWith("..") || path.isAbsolute(inside)) return undefined;
  const twin = path.join(layout.built, inside.replace(ENDING, ".js"));
  const [source, built] = [file, twin].map((each) => statSync(each, { throwIfNoEntry: false })?.mtimeMs);
  return source !== undefined && built !== undefined && built > source ? twin : undefined;
}

/** The folder of the nearest package.json. */
function packageOf(file: string): string {
  let folder = path.dirname(file);
  while (!existsSync(path.join(folder, "package.json"))) {
    if (path.dirname(folder) === folder) return folder;
    folder = path.dirname(folder);
  }
  return folder;
}

/** Reads the layout of a package from the source map of its main module. */
function layoutOf(folder: string): Layout {
  if (layouts.has(folder)) return layouts.get(folder);
  const layout = readLayout(folder);
  // A package that is not built yet may be built later.
  if (layout) layouts.set(folder, layout);
  return layout;
}

function readLayout(folder: string): Layout {
  try {
    const { main } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { main?: string };
    const module = path.join(folder, main ?? "");
    const { sourceRoot = "", sources } = JSON.parse(readFileSync(`${module}.map`, "utf8")) as { sourceRoot?: string; sources: string[] };
    let built = module.replace(ENDING, "");
    let source = path.resolve(path.dirname(module), sourceRoot, sources[0] ?? "").replace(ENDING, "");
    while (path.basename(built) === path.basename(source)) [built, source] = [path.dirname(built), path.dirname(source)];
    return { source, built };
  } catch {
    return undefined;
  }
}
