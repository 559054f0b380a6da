/**
 * The program of the cells: what tslab asks for as TypeScript's watcher, made so that nothing happens by itself. A watcher hears of changes some time after
 * they happen, and tslab's timer breaks for good on those it does not expect; here the disk is looked at before a cell that imports something, and a program
 * is built only when it is needed: once for a cell, not twice.
 */
import path from "node:path";
import type ts from "@tslab/typescript-for-tslab";
import { typescript } from "./compiler";
import { Disk, versionOf } from "./disk";
import { cellOptions } from "./options";
import { isSource, Resolution } from "./resolution";
import { withShorthands } from "./shorthand";

/** What tslab passes to `createWatchProgram`. */
export interface Watched {
  rootFiles: string[];
  options: ts.CompilerOptions;
  sys: ts.System;
  afterProgramCreate?(builder: Builder): void;
}

/** The part of TypeScript's builder that tslab uses. */
export interface Builder {
  getProgram(): ts.Program;
  getSourceFile(file: string): ts.SourceFile | undefined;
  getAllDependencies(file: ts.SourceFile): string[];
  emit: ts.Program["emit"];
}

interface Parsed {
  /** None for a cell, which is no file. */
  version: string | undefined;
  file: ts.SourceFile;
}
type WithImports = ts.SourceFile & { imports?: ts.StringLiteralLike[]; parseDiagnostics: ts.Diagnostic[] };

const slashes = (file: string): string => file.replaceAll("\\", "/");
/** What tslab puts behind a cell that declares something. Its names are the compiler's inner ones: those with two leading underscores have three. */
const EXPORTS = /\nexport \{([^{}\n]*)\}$/;
const outerNames = (text: string): string =>
  text.replace(EXPORTS, (_, names: string) => `\nexport {${names.replace(/(^|\s)_(?=__)/g, "$1")}}`);

/** Files declared to every cell: the global `kernel`. */
const GLOBALS = slashes(path.join(__dirname, "..", "globals.d.ts"));

/** The program of one kernel's cells and of what they import. */
export class CellProgram {
  readonly folder: string;
  readonly resolution: Resolution;
  readonly disk: Disk;
  options: ts.CompilerOptions;
  /** The latest cell, behind tslab's first line and without its exports. */
  written = "";
  private problems: string[] = [];
  /** Versions of the configuration's files. */
  private configs = new Map<string, string>();
  private readonly parsed = new Map<string, Parsed>();
  private last: ts.Program | undefined;
  private scheduled = false;
  private readonly host: ts.CompilerHost;
  private readonly source: string;
  private readonly declarations: string;
  private roots: string[];

  constructor(private readonly watched: Watched) {
    const { sys, rootFiles } = watched;
    this.folder = sys.getCurrentDirectory();
    [this.declarations = "", this.source = ""] = rootFiles;
    this.roots = this.withGlobals(rootFiles);
    this.disk = new Disk(this.folder);
    this.options = this.useOptions();
    this.resolution = new Resolution(sys, this.options);
    this.host = this.hostOf(sys);
    this.watchRoots();
    this.renew();
  }

  /** What tslab uses of a watcher. */
  readonly watch = {
    close: (): void => {},
    updateRootFileNames: (files: string[]): void => {
      this.roots = this.withGlobals(files);
      this.schedule();
    },
  };

  /** Looks at the disk: files and packages that are new, changed or gone count from now on, and so does the configuration. */
  look(): void {
    if (this.isConfiguredAnew()) {
      this.useOptions();
      this.parsed.clear();
      this.last = undefined;
    }
    this.resolution.refresh(this.disk.look(), this.options);
  }

  /** Whether the configuration has changed since it was read. */
  isConfiguredAnew(): boolean {
    const [config] = this.configs.keys();
    if (typescript.findConfigFile(this.folder, typescript.sys.fileExists) !== config) return true;
    return [...this.configs].some(([file, version]) => versionOf(file) !== version);
  }

  /** Takes the sentences about the configuration that nobody has been told yet. */
  takeProblems(): string[] {
    const problems = this.problems;
    this.problems = [];
    return problems;
  }

  /** The user's own files that `file` imports, and those that these import. */
  sourcesBehind(file: ts.SourceFile): ts.SourceFile[] {
    const seen = new Set<ts.SourceFile>([file]);
    for (const each of seen) {
      for (const { text } of (each as WithImports).imports ?? []) {
        const found = this.resolution.findSource(text, path.posix.dirname(each.fileName));
        const next = found === undefined ? undefined : this.last?.getSourceFile(found);
        if (next) seen.add(next);
      }
    }
    seen.delete(file);
    return [...seen].filter(({ fileName }) => isSource(fileName) && !fileName.endsWith(".json"));
  }

  /** The text of `file` as the compiler sees it, modules defined in cells included. */
  read(file: string): string | undefined {
    return this.watched.sys.fileExists(file) ? this.watched.sys.readFile(file) : undefined;
  }

  /** The version of `file` as of the last look; "" if there is none. */
  version(file: string): string {
    const version = this.disk.version(file);
    if (version !== "" || !this.watched.sys.fileExists(file)) return version;
    return `in a cell: ${this.watched.sys.readFile(file)}`;
  }

  private withGlobals(files: string[]): string[] {
    return typescript.sys.fileExists(GLOBALS) ? [...files, GLOBALS] : files;
  }

  /** Has tslab tell of a new cell, as it tells TypeScript's watcher. */
  private watchRoots(): void {
    for (const file of [this.source, this.declarations]) this.watched.sys.watchFile?.(file, () => this.schedule());
  }

  /** tslab runs what is scheduled at once. It cannot bear two at a time, nor one that fails. */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.watched.sys.setTimeout?.(() => {
      this.scheduled = false;
      this.renew();
    }, 0);
  }

  private renew(): void {
    let program: ts.Program | undefined;
    const build = () => {
      program ??= this.build();
      return program;
    };
    this.watched.afterProgramCreate?.({
      getProgram: build,
      // tslab first wants to know only what the cell declares; no program is needed for that.
      getSourceFile: (file) =>
        program || (file !== this.source && file !== this.declarations) ? build().getSourceFile(file) : this.bound(file),
      // What a cell imports is run by `modules.ts`; tslab has only the cell to compile.
      getAllDependencies: ({ fileName }) => [fileName],
      emit: (file, write, signal, declarationsOnly, transformers) => {
        const program = build();
        return program.emit(file, write, signal, declarationsOnly, withShorthands(transformers, program, this.declarations));
      },
    });
  }

  private bound(file: string): ts.SourceFile | undefined {
    const parsed = this.parse(file);
    if (parsed) typescript.bindSourceFile(parsed, this.options);
    return parsed;
  }

  private build(): ts.Program {
    const before = this.last;
    if (before && this.isCurrent(before)) return before;
    // A compiler that fails half way may leave its last program in pieces.
    this.last = undefined;
    this.last = typescript.createProgram({ rootNames: this.roots, options: this.options, host: this.host, oldProgram: before });
    this.resolution.settle();
    return this.last;
  }

  /** Whether nothing has changed since `program` was built: the same cell again. */
  private isCurrent(program: ts.Program): boolean {
    return (
      this.roots.length === program.getRootFileNames().length &&
      !this.resolution.anyMoved &&
      program.getSourceFiles().every((file) => this.parse(file.fileName) === file)
    );
  }

  private hostOf(sys: ts.System): ts.CompilerHost & { hasChangedAutomaticTypeDirectiveNames(): boolean } {
    const lib = slashes(path.dirname(typescript.sys.getExecutingFilePath()));
    return {
      fileExists: (file) => sys.fileExists(file),
      readFile: (file) => sys.readFile(file),
      directoryExists: (folder) => sys.directoryExists(folder),
      getDirectories: (folder) => sys.getDirectories(folder),
      realpath: (file) => sys.realpath?.(file) ?? file,
      getCurrentDirectory: () => this.folder,
      getSourceFile: (file) => this.parse(file),
      getDefaultLibFileName: () => `${lib}/lib.d.ts`,
      getDefaultLibLocation: () => lib,
      writeFile: () => {},
      getCanonicalFileName: (file) => file,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => "\n",
      hasChangedAutomaticTypeDirectiveNames: () => this.resolution.allMoved,
      hasInvalidatedResolutions: (file) => this.resolution.hasMoved(file),
      resolveModuleNameLiterals: (literals, file) =>
        literals.map(({ text }) => ({ resolvedModule: this.resolution.find(text, path.posix.dirname(file)) })),
    };
  }

  private parse(file: string): ts.SourceFile | undefined {
    const before = this.parsed.get(file);
    const version = file === this.source || file === this.declarations ? undefined : this.version(file);
    if (version === "") return undefined;
    if (before && version !== undefined && before.version === version) return before.file;
    const read = this.watched.sys.readFile(file) ?? "";
    const text = file === this.source ? this.cellText(read, before) : read;
    if (before?.file.text === text) {
      before.version = version;
      return before.file;
    }
    const parsed = typescript.createSourceFile(file, text, this.options.target ?? typescript.ScriptTarget.ES2022);
    this.parsed.set(file, { version, file: parsed });
    return parsed;
  }

  /** What is compiled of a cell. One that is not even complete stays without tslab's exports: they would be read as the rest of it. */
  private cellText(read: string, before: Parsed | undefined): string {
    const bare = read.replace(EXPORTS, "");
    // tslab looks at the bare cell first.
    if (bare !== this.written) this.written = read;
    const isBroken = before?.file.text === bare && (before.file as WithImports).parseDiagnostics.length > 0;
    return isBroken ? bare : outerNames(read);
  }

  private useOptions(): ts.CompilerOptions {
    const { options, problems, files } = cellOptions(this.folder, this.watched.options);
    this.options = options;
    this.problems = problems;
    this.configs = new Map(files.map((file) => [file, versionOf(file)]));
    return options;
  }
}
