"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.parsePairs = exports.decimal = exports.RUN_KEYS = exports.canonicalJson = exports.LEARNING_RATES = exports.UNTIL = exports.OPTIMIZER_NAMES = void 0;
exports.parseRun = parseRun;
exports.settingFaults = settingFaults;
exports.requireComplete = requireComplete;
exports.parseSettings = parseSettings;
/** The description of a run: every setting that its numbers depend on, with defaults and their sources, checked before any work starts. */
const zod_1 = require("zod");
const dataset_1 = require("./data/dataset");
const errors_1 = require("./errors");
const networks_1 = require("./model/networks");
exports.OPTIMIZER_NAMES = ["sgd", "momentum", "adam"];
/** When a training ends. `stall`: the loss has ceased to improve (see train/stopping.ts). */
exports.UNTIL = ["stall", "epochs", "steps"];
/** Adam: the default of its authors (Kingma and Ba, 2015); Keskar et al. trained with Adam. SGD and momentum: common first choices, to be tuned. */
exports.LEARNING_RATES = { sgd: 0.1, momentum: 0.01, adam: 1e-3 };
const count = zod_1.z.number().int().min(1);
const share = zod_1.z.number().min(0).lt(1);
const SCHEMA = zod_1.z.strictObject({
    network: zod_1.z.enum(networks_1.NETWORK_NAMES),
    data: zod_1.z.enum(dataset_1.DATA_NAMES).default("glyphs"),
    trainSize: count.optional(),
    validation: count.optional(),
    batch: count.default(32),
    seed: zod_1.z.number().int().min(0).default(1),
    optimizer: zod_1.z.enum(exports.OPTIMIZER_NAMES).default("adam"),
    learningRate: zod_1.z.number().positive().optional(),
    momentum: share.default(0.9),
    beta1: share.default(0.9),
    beta2: share.default(0.999),
    epsilon: zod_1.z.number().positive().default(1e-8),
    weightDecay: zod_1.z.number().min(0).default(0),
    statisticsMomentum: share.default(0.9),
    until: zod_1.z.enum(exports.UNTIL).default("stall"),
    epochs: count.optional(),
    steps: count.optional(),
    patience: count.default(10),
    minDelta: zod_1.z.number().min(0).default(1e-3),
    evaluateEvery: count.default(1),
});
/** A limit that a stalling training is not meant to reach. */
const MOST_EPOCHS = 1000;
/**
 * A complete run from the settings that differ from the defaults.
 * @throws UsageError that names each wrong setting, what was expected and what was got
 */
function parseRun(input) {
    const parsed = SCHEMA.safeParse(input);
    if (!parsed.success) {
        const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".") || "run"}: ${issue.message}${got(input, issue.path)}`);
        throw new errors_1.UsageError(`These settings of a run are wrong:\n${lines.join("\n")}\nKnown settings: ${exports.RUN_KEYS.join(", ")}.`);
    }
    const { learningRate, epochs, steps, ...rest } = parsed.data;
    if (rest.until === "epochs" && epochs === undefined)
        throw new errors_1.UsageError("until: epochs needs a number of epochs; give epochs (--epochs N).");
    if (rest.until === "steps" && steps === undefined)
        throw new errors_1.UsageError("until: steps needs a number of steps; give steps (--steps N).");
    return { ...rest, learningRate: learningRate ?? exports.LEARNING_RATES[rest.optimizer], epochs: epochs ?? MOST_EPOCHS, steps };
}
/** What is wrong with single settings of a run, by name; settings that are missing, or that do not go together, are `parseRun`'s to find. */
function settingFaults(settings) {
    return Object.entries(settings).flatMap(([key, value]) => {
        const schema = SCHEMA.shape[key];
        if (!Object.hasOwn(SCHEMA.shape, key))
            return [{ key, fault: `there is no such setting. Known settings: ${exports.RUN_KEYS.join(", ")}` }];
        const issue = schema.safeParse(value).error?.issues[0];
        return issue ? [{ key, fault: `${issue.message}${got(settings, [key])}` }] : [];
    });
}
/** @throws UsageError unless the run has all its settings, as `parseRun` gives it */
function requireComplete(run) {
    const missing = exports.RUN_KEYS.filter((key) => !OPTIONAL.includes(key) && run?.[key] === undefined);
    if (missing.length > 0)
        throw new errors_1.UsageError(`The run is not complete: it has no ${missing.join(", ")}. Make it with parseRun(…), which fills in the defaults.`);
}
/** The run as JSON in one fixed form: settings in alphabetical order, those that are absent left out. */
const canonicalJson = (run) => JSON.stringify(run, Object.keys(run).sort());
exports.canonicalJson = canonicalJson;
/** Names of all settings. */
exports.RUN_KEYS = Object.keys(SCHEMA.shape);
/** Those that a complete run may lack. */
const OPTIONAL = ["trainSize", "validation", "steps"];
function got(input, path) {
    let value = input;
    for (const key of path)
        value = value?.[key];
    return path.length > 0 && value !== undefined ? ` (got ${typeof value === "number" ? value : JSON.stringify(value)})` : "";
}
/** The number that a text writes in decimal, e.g. "16", "-0.5" or "1e-3"; undefined where it is none. */
const decimal = (text) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : undefined;
exports.decimal = decimal;
/** Pairs from `key=value` texts, as given to --set; numbers as numbers. @throws UsageError for a text without "=" */
const parsePairs = (texts) => texts.map((text) => {
    const at = text.indexOf("=");
    if (at < 1)
        throw new errors_1.UsageError(`--set takes key=value, got "${text}".`);
    const value = text.slice(at + 1);
    return [text.slice(0, at), (0, exports.decimal)(value) ?? value];
});
exports.parsePairs = parsePairs;
/**
 * Settings of a run from `key=value` texts.
 * @throws UsageError for a text without "=" or an unknown key
 */
function parseSettings(texts) {
    const pairs = (0, exports.parsePairs)(texts);
    const unknown = pairs.find(([key]) => !exports.RUN_KEYS.includes(key));
    if (unknown)
        throw new errors_1.UsageError(`Unknown setting "${unknown[0]}". Known settings: ${exports.RUN_KEYS.join(", ")}.`);
    return Object.fromEntries(pairs);
}
//# sourceMappingURL=config.js.map