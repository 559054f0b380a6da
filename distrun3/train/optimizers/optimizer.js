"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
//# sourceMappingURL=optimizer.js.map