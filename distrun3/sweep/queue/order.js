"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.keyOf = exports.toJob = void 0;
exports.parseOrder = parseOrder;
/** What a coordinator asks of a worker: one run, as the data of a job. Read as coming from a stranger. */
const zod_1 = require("zod");
const config_1 = require("../../config");
const errors_1 = require("../../errors");
const identity_1 = require("../identity");
const names_1 = require("./names");
const version_1 = require("./version");
const MEASURE = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;
const SCHEMA = zod_1.z.strictObject({
    run: zod_1.z.record(zod_1.z.string(), zod_1.z.unknown()),
    recipe: zod_1.z.string().max(200),
    measure: zod_1.z.array(zod_1.z.string().regex(MEASURE)).max(50),
    checkpointEvery: zod_1.z.number().min(0).max(86_400),
    data: zod_1.z.string().regex(/^[0-9a-f]{64}$/),
    version: version_1.VERSION,
});
/** The order as data of a job. */
const toJob = ({ run, recipe, measure, checkpointEvery, data, version }) => ({
    run: JSON.parse((0, config_1.canonicalJson)(run)),
    recipe,
    measure,
    checkpointEvery,
    data,
    version,
});
exports.toJob = toJob;
const keyOf = ({ id, measure, data }) => (0, names_1.orderKey)(id, measure, data);
exports.keyOf = keyOf;
/**
 * @param key the job's id
 * @param job its data
 * @throws UserError for anything but an order that is called what it says
 */
function parseOrder(key, job) {
    const fail = (why) => new errors_1.UserError(`The queue has a job that is no run of a sweep (${JSON.stringify(key.slice(0, 60))}): ${why}`);
    if ((0, names_1.runOfKey)(key) === undefined)
        throw fail("its name is none that a coordinator gives.");
    const parsed = SCHEMA.safeParse(job);
    if (!parsed.success)
        throw fail(zod_1.z.prettifyError(parsed.error).slice(0, 1000));
    const { run: settings, ...rest } = parsed.data;
    const run = runFrom(settings, fail);
    const order = { id: (0, identity_1.runId)(run, rest.version.numbers), run, ...rest };
    if ((0, exports.keyOf)(order) !== key)
        throw fail("its settings belong to another name.");
    return order;
}
function runFrom(settings, fail) {
    let run;
    try {
        run = (0, config_1.parseRun)(settings);
    }
    catch (error) {
        throw fail(error.message);
    }
    // A setting that is left out would take this machine's default.
    const given = JSON.stringify(settings, Object.keys(settings).sort());
    if (given !== (0, config_1.canonicalJson)(run))
        throw fail("it does not give every setting of its run.");
    return run;
}
//# sourceMappingURL=order.js.map