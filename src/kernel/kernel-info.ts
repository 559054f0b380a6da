/** What the kernel says of itself. Needs no compiler to be loaded, so that the sockets can answer first. */
import { createRequire } from "node:module";
import { packageVersion, projectVersion } from "../project";
import { type Content, PROTOCOL_VERSION } from "./wire/message";

const fromTslab = createRequire(require.resolve("tslab/package.json"));
const compilerVersion = packageVersion(fromTslab.resolve("@tslab/typescript-for-tslab/package.json")) ?? "unknown";

/** The content of `kernel_info_reply`. */
export const kernelInfo: Content = {
  status: "ok",
  protocol_version: PROTOCOL_VERSION,
  implementation: "tslab",
  implementation_version: projectVersion(),
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
