/** Makes tslab's TypeScript emit source maps, so that a line of compiled code can be traced back to a line of its cell. Import before any of tslab. */
import { createRequire, SourceMap } from "node:module";

interface Transpiled {
  outputText: string;
  sourceMapText?: string;
}
type Options = Record<string, unknown>;
interface TypeScript {
  version: string;
  sys: { watchDirectory?: unknown };
  createWatchCompilerHost(files: string[], options: Options, ...rest: unknown[]): unknown;
  transpileModule(source: string, settings: { compilerOptions: Options }): Transpiled;
}

const fromTslab = createRequire(require.resolve("tslab/package.json"));
const typescriptPath = fromTslab.resolve("@tslab/typescript-for-tslab");
const typescript = fromTslab("@tslab/typescript-for-tslab") as TypeScript;

/** The version of the TypeScript compiler that reads the cells. */
export const typescriptVersion = typescript.version;

/** A new folder under a watched one wedges tslab's rebuild timer for good; its file watchers alone are enough. */
typescript.sys.watchDirectory = () => ({ close() {} });

const mapComment = /\n?\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;
/** Maps of the last compiled text, in the order of compilation: TypeScript → JavaScript, then → CommonJS. */
const mapsOf = new Map<string, SourceMap[]>();

const readMap = (json: string): SourceMap => new SourceMap(JSON.parse(json));

function transpileModule(source: string, settings: { compilerOptions: Options }): Transpiled {
  const inline = mapComment.exec(source);
  const withMap = { ...settings, compilerOptions: { ...settings.compilerOptions, sourceMap: true } };
  const result = typescript.transpileModule(source.replace(mapComment, ""), withMap);
  const outputText = result.outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
  if (inline?.[1] && result.sourceMapText) {
    mapsOf.set(outputText, [readMap(Buffer.from(inline[1], "base64").toString()), readMap(result.sourceMapText)]);
  }
  return { ...result, outputText };
}

// The compiler's exports are read-only accessors, so tslab gets a copy of them in the module cache instead.
const cached = require.cache[typescriptPath];
if (cached) {
  cached.exports = {
    ...typescript,
    transpileModule,
    createWatchCompilerHost: (files: string[], options: Options, ...rest: unknown[]) =>
      typescript.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
  };
}

/** Takes (and forgets) the maps of `output`, a text compiled by tslab: a function from its line and column, from 0, to the source line, from 0. */
export function takeLineMap(output: string): (line: number, column: number) => number | undefined {
  const maps = mapsOf.get(output);
  mapsOf.clear();
  return (line, column) => {
    if (!maps) return undefined;
    const [toJavaScript, toCommonJs] = maps as [SourceMap, SourceMap];
    const middle = toCommonJs.findEntry(line, column);
    if (!("originalLine" in middle)) return undefined;
    const start = toJavaScript.findEntry(middle.originalLine, middle.originalColumn);
    return "originalLine" in start ? start.originalLine : undefined;
  };
}
