"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.CellProgram = void 0;
/**
 * The program of the cells: what tslab asks for as TypeScript's watcher, made so that nothing happens by itself. A watcher hears of changes some time after
 * they happen, and tslab's timer breaks for good on those it does not expect; here the disk is looked at before a cell that imports something, and a program
 * is built only when it is needed: once for a cell, not twice.
 */
const node_path_1 = __importDefault(require("node:path"));
const compiler_1 = require("./compiler");
const disk_1 = require("./disk");
const options_1 = require("./options");
const resolution_1 = require("./resolution");
const slashes = (file) => file.replaceAll("\\", "/");
/** What tslab puts behind a cell that declares something. Its names are the compiler's inner ones: those with two leading underscores have three. */
const EXPORTS = /\nexport \{([^{}\n]*)\}$/;
const outerNames = (text) => text.replace(EXPORTS, (_, names) => `\nexport {${names.replace(/(^|\s)_(?=__)/g, "$1")}}`);
/** Files declared to every cell: the global `kernel`. */
const GLOBALS = slashes(node_path_1.default.join(__dirname, "..", "globals.d.ts"));
/** The program of one kernel's cells and of what they import. */
class CellProgram {
    watched;
    folder;
    resolution;
    disk;
    options;
    /** The latest cell, behind tslab's first line and without its exports. */
    written = "";
    problems = [];
    /** Versions of the configuration's files. */
    configs = new Map();
    parsed = new Map();
    last;
    scheduled = false;
    host;
    source;
    declarations;
    roots;
    constructor(watched) {
        this.watched = watched;
        const { sys, rootFiles } = watched;
        this.folder = sys.getCurrentDirectory();
        [this.declarations = "", this.source = ""] = rootFiles;
        this.roots = this.withGlobals(rootFiles);
        this.disk = new disk_1.Disk(this.folder);
        this.options = this.useOptions();
        this.resolution = new resolution_1.Resolution(sys, this.options);
        this.host = this.hostOf(sys);
        this.watchRoots();
        this.renew();
    }
    /** What tslab uses of a watcher. */
    watch = {
        close: () => { },
        updateRootFileNames: (files) => {
            this.roots = this.withGlobals(files);
            this.schedule();
        },
    };
    /** Looks at the disk: files and packages that are new, changed or gone count from now on, and so does the configuration. */
    look() {
        if (this.isConfiguredAnew()) {
            this.useOptions();
            this.parsed.clear();
            this.last = undefined;
        }
        this.resolution.refresh(this.disk.look(), this.options);
    }
    /** Whether the configuration has changed since it was read. */
    isConfiguredAnew() {
        const [config] = this.configs.keys();
        if (compiler_1.typescript.findConfigFile(this.folder, compiler_1.typescript.sys.fileExists) !== config)
            return true;
        return [...this.configs].some(([file, version]) => (0, disk_1.versionOf)(file) !== version);
    }
    /** Takes the sentences about the configuration that nobody has been told yet. */
    takeProblems() {
        const problems = this.problems;
        this.problems = [];
        return problems;
    }
    /** The user's own files that `file` imports, and those that these import. */
    sourcesBehind(file) {
        const seen = new Set([file]);
        for (const each of seen) {
            for (const { text } of each.imports ?? []) {
                const found = this.resolution.findSource(text, node_path_1.default.posix.dirname(each.fileName));
                const next = found === undefined ? undefined : this.last?.getSourceFile(found);
                if (next)
                    seen.add(next);
            }
        }
        seen.delete(file);
        return [...seen].filter(({ fileName }) => (0, resolution_1.isSource)(fileName) && !fileName.endsWith(".json"));
    }
    /** The text of `file` as the compiler sees it, modules defined in cells included. */
    read(file) {
        return this.watched.sys.fileExists(file) ? this.watched.sys.readFile(file) : undefined;
    }
    /** The version of `file` as of the last look; "" if there is none. */
    version(file) {
        const version = this.disk.version(file);
        if (version !== "" || !this.watched.sys.fileExists(file))
            return version;
        return `in a cell: ${this.watched.sys.readFile(file)}`;
    }
    withGlobals(files) {
        return compiler_1.typescript.sys.fileExists(GLOBALS) ? [...files, GLOBALS] : files;
    }
    /** Has tslab tell of a new cell, as it tells TypeScript's watcher. */
    watchRoots() {
        for (const file of [this.source, this.declarations])
            this.watched.sys.watchFile?.(file, () => this.schedule());
    }
    /** tslab runs what is scheduled at once. It cannot bear two at a time, nor one that fails. */
    schedule() {
        if (this.scheduled)
            return;
        this.scheduled = true;
        this.watched.sys.setTimeout?.(() => {
            this.scheduled = false;
            this.renew();
        }, 0);
    }
    renew() {
        let program;
        const build = () => {
            program ??= this.build();
            return program;
        };
        this.watched.afterProgramCreate?.({
            getProgram: build,
            // tslab first wants to know only what the cell declares; no program is needed for that.
            getSourceFile: (file) => program || (file !== this.source && file !== this.declarations) ? build().getSourceFile(file) : this.bound(file),
            // What a cell imports is run by `modules.ts`; tslab has only the cell to compile.
            getAllDependencies: ({ fileName }) => [fileName],
            emit: (...args) => build().emit(...args),
        });
    }
    bound(file) {
        const parsed = this.parse(file);
        if (parsed)
            compiler_1.typescript.bindSourceFile(parsed, this.options);
        return parsed;
    }
    build() {
        const before = this.last;
        if (before && this.isCurrent(before))
            return before;
        // A compiler that fails half way may leave its last program in pieces.
        this.last = undefined;
        this.last = compiler_1.typescript.createProgram({ rootNames: this.roots, options: this.options, host: this.host, oldProgram: before });
        this.resolution.settle();
        return this.last;
    }
    /** Whether nothing has changed since `program` was built: the same cell again. */
    isCurrent(program) {
        return (this.roots.length === program.getRootFileNames().length &&
            !this.resolution.anyMoved &&
            program.getSourceFiles().every((file) => this.parse(file.fileName) === file));
    }
    hostOf(sys) {
        const lib = slashes(node_path_1.default.dirname(compiler_1.typescript.sys.getExecutingFilePath()));
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
            writeFile: () => { },
            getCanonicalFileName: (file) => file,
            useCaseSensitiveFileNames: () => true,
            getNewLine: () => "\n",
            hasChangedAutomaticTypeDirectiveNames: () => this.resolution.allMoved,
            hasInvalidatedResolutions: (file) => this.resolution.hasMoved(file),
            resolveModuleNameLiterals: (literals, file) => literals.map(({ text }) => ({ resolvedModule: this.resolution.find(text, node_path_1.default.posix.dirname(file)) })),
        };
    }
    parse(file) {
        const before = this.parsed.get(file);
        const version = file === this.source || file === this.declarations ? undefined : this.version(file);
        if (version === "")
            return undefined;
        if (before && version !== undefined && before.version === version)
            return before.file;
        const read = this.watched.sys.readFile(file) ?? "";
        const text = file === this.source ? this.cellText(read, before) : read;
        if (before?.file.text === text) {
            before.version = version;
            return before.file;
        }
        const parsed = compiler_1.typescript.createSourceFile(file, text, this.options.target ?? compiler_1.typescript.ScriptTarget.ES2022);
        this.parsed.set(file, { version, file: parsed });
        return parsed;
    }
    /** What is compiled of a cell. One that is not even complete stays without tslab's exports: they would be read as the rest of it. */
    cellText(read, before) {
        const bare = read.replace(EXPORTS, "");
        // tslab looks at the bare cell first.
        if (bare !== this.written)
            this.written = read;
        const isBroken = before?.file.text === bare && before.file.parseDiagnostics.length > 0;
        return isBroken ? bare : outerNames(read);
    }
    useOptions() {
        const { options, problems, files } = (0, options_1.cellOptions)(this.folder, this.watched.options);
        this.options = options;
        this.problems = problems;
        this.configs = new Map(files.map((file) => [file, (0, disk_1.versionOf)(file)]));
        return options;
    }
}
exports.CellProgram = CellProgram;
//# sourceMappingURL=program.js.map