/** tslab's own module, for notebooks written for it: `import * as tslab from "tslab"; tslab.display.html(…)` shows what it did. */
/** The module `tslab`, connected to this kernel. It is loaded when a cell asks for it: it holds a whole compiler. */
export declare function requireTslab(): unknown;
