"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.workerRefused = exports.queueRefused = exports.versionText = exports.describeVersion = exports.sameVersion = exports.here = exports.VERSION = void 0;
exports.parseVersion = parseVersion;
/** Coordinator and workers of a queue must be of one version: else the numbers of a sweep would come from different code. */
const zod_1 = require("zod");
const errors_1 = require("../../errors");
const project_1 = require("../../project");
const identity_1 = require("../identity");
exports.VERSION = zod_1.z.strictObject({ largebatch: zod_1.z.string().max(40), numbers: zod_1.z.number().int().min(0) });
/** Of this code. */
const here = () => ({ largebatch: (0, project_1.projectVersion)(), numbers: identity_1.NUMBERS_VERSION });
exports.here = here;
const sameVersion = (a, b) => a.largebatch === b.largebatch && a.numbers === b.numbers;
exports.sameVersion = sameVersion;
const describeVersion = ({ largebatch, numbers }) => `largebatch ${largebatch} (numbers of version ${numbers})`;
exports.describeVersion = describeVersion;
/** One fixed form, compared as text. */
const versionText = ({ largebatch, numbers }) => JSON.stringify({ largebatch, numbers });
exports.versionText = versionText;
/** The version that a queue's key says; undefined for any other text. */
function parseVersion(text) {
    try {
        return exports.VERSION.parse(JSON.parse(text));
    }
    catch {
        return undefined;
    }
}
const inWords = (text) => {
    const version = parseVersion(text);
    return version ? (0, exports.describeVersion)(version) : "another program";
};
/** Said by a coordinator. @param text what the queue's version key says */
const queueRefused = (queue, text) => new errors_1.UserError(`The queue ${queue} still has runs of ${inWords(text)}; this is ${(0, exports.describeVersion)((0, exports.here)())}. ` +
    "Let those finish, install the same version here, or give the queue another name (--queue-name).");
exports.queueRefused = queueRefused;
/** Said by a worker, and through the queue to its coordinator. */
const workerRefused = (queue, text) => new errors_1.UserError(`The runs in the queue ${queue} are of ${inWords(text)}; this worker is ${(0, exports.describeVersion)((0, exports.here)())} and would give other numbers. ` +
    "Install the same version on both machines.");
exports.workerRefused = workerRefused;
//# sourceMappingURL=version.js.map