"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.findingRows = findingRows;
/** What the doctor finds, as rows for a notebook: without paths that exist on one machine alone. */
const node_os_1 = require("node:os");
const project_1 = require("../project");
const HERE = { project: project_1.PROJECT_ROOT, home: (0, node_os_1.homedir)() };
/** One row a finding. The project's folder becomes ".", the home folder "~". */
function findingRows(findings, { project, home } = HERE) {
    // The home folder of a service may be the root, which would be found in every path.
    const shorten = (text) => text.replaceAll(project, ".").replaceAll(home.length > 1 ? home : "\0", "~");
    return findings.map(({ name, state, value, advice = "" }) => ({
        what: name,
        state,
        found: shorten(value),
        "what to do": shorten(advice),
    }));
}
//# sourceMappingURL=machine.js.map