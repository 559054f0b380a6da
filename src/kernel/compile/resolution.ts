/** Which file an `import` means: as a bundler and Node see it (`exports` of packages, `.ts` endings), remembered until the disk is looked at again. */
import path from "node:path";
import type ts from "@tslab/typescript-for-tslab";
import { typescript } from "./compiler";
import type { Change } from "./disk";

/** Files that a module can be read from anew; declarations and native modules are not. */
const SOURCE = /\.(?:[cm]?ts|tsx|c?js|jsx|json)$/;
const DECLARATION = /\.d\.(?:[^.]+\.)?[cm]?ts$/;

type Found = ts.ResolvedModuleFull | undefined;

const isTyped = (found: Found): boolean => found !== undefined && /ts|json/.test(found.extension);

/** Finds modules, for the compiler and for running code alike. */
export class Resolution {
  private readonly found = new Map<string, Map<string, Found>>();
  /** Folders in which some import leads elsewhere since the last program; every folder after packages changed. */
  private moved: Set<string> | "all" = new Set();
  /** What the compiler read of packages on its way. */
  private memory: ts.ModuleResolutionCache | undefined;

  constructor(
    private readonly host: ts.ModuleResolutionHost,
    private options: ts.CompilerOptions,
  ) {}

  /** What `name` means in a file of the folder `from`. */
  find(name: string, from: string): Found {
    let inFolder = this.found.get(from);
    if (!inFolder) {
      inFolder = new Map();
      this.found.set(from, inFolder);
    }
    if (inFolder.has(name)) return inFolder.get(name);
    const found = this.look(name, from);
    inFolder.set(name, found);
    return found;
  }

  /** The source file that `name` means in a file of the folder `from`, if it is one of the user's own: no declaration, no installed package. */
  findSource(name: string, from: string): string | undefined {
    const found = this.find(name, from);
    if (!found || found.isExternalLibraryImport || found.resolvedFileName.includes("/node_modules/")) return undefined;
    return isSource(found.resolvedFileName) ? found.resolvedFileName : undefined;
  }

  /** Looks at the disk again. */
  refresh(change: Change, options: ts.CompilerOptions): void {
    this.memory = undefined;
    if (change === "packages" || options !== this.options) {
      this.options = options;
      this.found.clear();
      this.moved = "all";
      return;
    }
    for (const [from, inFolder] of this.found) {
      if (from.includes("/node_modules/")) continue;
      for (const [name, before] of inFolder) {
        const now = this.look(name, from);
        if (now?.resolvedFileName === before?.resolvedFileName) continue;
        inFolder.set(name, now);
        if (this.moved !== "all") this.moved.add(from);
      }
    }
  }

  /** Whether anything leads elsewhere since the last program, or packages changed. */
  get anyMoved(): boolean {
    return this.moved === "all" || this.moved.size > 0;
  }

  /** Whether packages changed since the last program. */
  get allMoved(): boolean {
    return this.moved === "all";
  }

  /** Whether imports of `file` have to be resolved again for the next program. */
  hasMoved(file: string): boolean {
    return this.moved === "all" || this.moved.has(path.posix.dirname(file));
  }

  /** A program has been made of what is known. */
  settle(): void {
    this.moved = new Set();
  }

  private look(name: string, from: string): Found {
    const file = `${from}/from.ts`;
    this.memory ??= typescript.createModuleResolutionCache(from, (each) => each, this.options);
    const { resolvedModule } = typescript.resolveModuleName(name, file, this.options, this.host, this.memory);
    if (isTyped(resolvedModule)) return resolvedModule;
    // A package whose `exports` forget the types that stand beside them.
    const node10 = { ...this.options, moduleResolution: typescript.ModuleResolutionKind.Node10, allowImportingTsExtensions: false };
    const older = typescript.resolveModuleName(name, file, node10, this.host).resolvedModule;
    return isTyped(older) ? older : (resolvedModule ?? older);
  }
}

/** Whether `file` can be run from its source. */
export const isSource = (file: string): boolean => SOURCE.test(file) && !DECLARATION.test(file);
