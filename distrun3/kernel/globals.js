"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
/** What every cell finds without an import: `kernel` and `prompt`. The compiler of cells reads the declarations of this file. */
require("./input");
require("./kernel");
//# sourceMappingURL=globals.js.map