"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.kernelInfo = void 0;
/** What the kernel says of itself. Needs no compiler to be loaded, so that the sockets can answer first. */
const node_module_1 = require("node:module");
const project_1 = require("../project");
const message_1 = require("./wire/message");
const fromTslab = (0, node_module_1.createRequire)(require.resolve("tslab/package.json"));
const compilerVersion = (0, project_1.packageVersion)(fromTslab.resolve("@tslab/typescript-for-tslab/package.json")) ?? "unknown";
/** The content of `kernel_info_reply`. */
exports.kernelInfo = {
    status: "ok",
    protocol_version: message_1.PROTOCOL_VERSION,
    implementation: "tslab",
    implementation_version: (0, project_1.projectVersion)(),
    language_info: {
        name: "typescript",
        version: compilerVersion,
        mimetype: "text/typescript",
        file_extension: ".ts",
        pygments_lexer: "typescript",
        // JupyterLab highlights by `mode`, the classic notebook by the pair of `name` and `typescript`.
        codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
        nbconvert_exporter: "script",
    },
    banner: `TypeScript ${compilerVersion} on Node.js ${process.versions.node}`,
    debugger: false,
    // Neither a debugger nor subshells.
    supported_features: [],
    help_links: [
        { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
        { text: "Node.js", url: `https://nodejs.org/docs/latest-v${process.versions.node.split(".")[0]}.x/api/` },
        { text: "tslab", url: "https://github.com/yunabe/tslab" },
    ],
};
//# sourceMappingURL=kernel-info.js.map