"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.isSource = exports.Resolution = void 0;
/** Which file an `import` means: as a bundler and Node see it (`exports` of packages, `.ts` endings), remembered until the disk is looked at again. */
const node_path_1 = __importDefault(require("node:path"));
const compiler_1 = require("./compiler");
/** Files that a module can be read from anew; declarations and native modules are not. */
const SOURCE = /\.(?:[cm]?ts|tsx|c?js|jsx|json)$/;
const DECLARATION = /\.d\.(?:[^.]+\.)?[cm]?ts$/;
const isTyped = (found) => found !== undefined && /ts|json/.test(found.extension);
/** Finds modules, for the compiler and for running code alike. */
class Resolution {
    host;
    options;
    found = new Map();
    /** Folders in which some import leads elsewhere since the last program; every folder after packages changed. */
    moved = new Set();
    /** What the compiler read of packages on its way. */
    memory;
    constructor(host, options) {
        this.host = host;
        this.options = options;
    }
    /** What `name` means in a file of the folder `from`. */
    find(name, from) {
        let inFolder = this.found.get(from);
        if (!inFolder) {
            inFolder = new Map();
            this.found.set(from, inFolder);
        }
        if (inFolder.has(name))
            return inFolder.get(name);
        const found = this.look(name, from);
        inFolder.set(name, found);
        return found;
    }
    /** The source file that `name` means in a file of the folder `from`, if it is one of the user's own: no declaration, no installed package. */
    findSource(name, from) {
        const found = this.find(name, from);
        if (!found || found.isExternalLibraryImport || found.resolvedFileName.includes("/node_modules/"))
            return undefined;
        return (0, exports.isSource)(found.resolvedFileName) ? found.resolvedFileName : undefined;
    }
    /** Looks at the disk again. */
    refresh(change, options) {
        this.memory = undefined;
        if (change === "packages" || options !== this.options) {
            this.options = options;
            this.found.clear();
            this.moved = "all";
            return;
        }
        for (const [from, inFolder] of this.found) {
            if (from.includes("/node_modules/"))
                continue;
            for (const [name, before] of inFolder) {
                const now = this.look(name, from);
                if (now?.resolvedFileName === before?.resolvedFileName)
                    continue;
                inFolder.set(name, now);
                if (this.moved !== "all")
                    this.moved.add(from);
            }
        }
    }
    /** Whether anything leads elsewhere since the last program, or packages changed. */
    get anyMoved() {
        return this.moved === "all" || this.moved.size > 0;
    }
    /** Whether packages changed since the last program. */
    get allMoved() {
        return this.moved === "all";
    }
    /** Whether imports of `file` have to be resolved again for the next program. */
    hasMoved(file) {
        return this.moved === "all" || this.moved.has(node_path_1.default.posix.dirname(file));
    }
    /** A program has been made of what is known. */
    settle() {
        this.moved = new Set();
    }
    look(name, from) {
        const file = `${from}/from.ts`;
        this.memory ??= compiler_1.typescript.createModuleResolutionCache(from, (each) => each, this.options);
        const { resolvedModule } = compiler_1.typescript.resolveModuleName(name, file, this.options, this.host, this.memory);
        if (isTyped(resolvedModule))
            return resolvedModule;
        // A package whose `exports` forget the types that stand beside them.
        const node10 = { ...this.options, moduleResolution: compiler_1.typescript.ModuleResolutionKind.Node10, allowImportingTsExtensions: false };
        const older = compiler_1.typescript.resolveModuleName(name, file, node10, this.host).resolvedModule;
        return isTyped(older) ? older : (resolvedModule ?? older);
    }
}
exports.Resolution = Resolution;
/** Whether `file` can be run from its source. */
const isSource = (file) => SOURCE.test(file) && !DECLARATION.test(file);
exports.isSource = isSource;
//# sourceMappingURL=resolution.js.map