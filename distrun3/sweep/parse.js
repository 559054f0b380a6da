"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.SWEEP_FIELDS = void 0;
exports.parseSweep = parseSweep;
/** Reads a sweep and checks it as a whole, before any work starts; whatever is wrong is told by the name of its field. */
const zod_1 = require("zod");
const config_1 = require("../config");
const dataset_1 = require("../data/dataset");
const errors_1 = require("../errors");
const networks_1 = require("../model/networks");
const budget_1 = require("./budget");
const checks_1 = require("./checks");
const grid_1 = require("./grid");
const rates_1 = require("./rates");
/** A larger sweep would be a mistake, and would fill the memory before it is found. */
const MOST_RUNS = 1_000_000;
const count = zod_1.z.number().int().min(1);
const seed = zod_1.z.number().int().min(0);
const positive = zod_1.z.number().positive();
const settings = zod_1.z.record(zod_1.z.string(), zod_1.z.unknown());
const recipeName = zod_1.z
    .string()
    .regex(/^[\w.+][\w .+-]{0,59}$/, "a recipe's name has 1 to 60 letters, digits, spaces or . + - _ and starts with none of space and -");
const rate = zod_1.z.discriminatedUnion("rule", [
    zod_1.z.strictObject({ rule: zod_1.z.literal("fixed") }),
    zod_1.z.strictObject({ rule: zod_1.z.enum(["linear", "sqrt"]), base: positive }),
    zod_1.z.strictObject({
        rule: zod_1.z.literal("tuned"),
        from: positive,
        to: positive,
        points: zod_1.z.number().int().min(2).max(100),
        validation: count.optional(),
        seeds: zod_1.z.array(seed).min(1).optional(),
    }),
], "expected one of the rules fixed, linear, sqrt, tuned");
const SCHEMA = zod_1.z.strictObject({
    network: zod_1.z.array(zod_1.z.enum(networks_1.NETWORK_NAMES)).min(1),
    data: zod_1.z.enum(dataset_1.DATA_NAMES).default("glyphs"),
    batches: zod_1.z.array(count).min(1),
    seeds: zod_1.z.array(seed).min(1),
    budget: zod_1.z.string().default("stall"),
    rate: rate.default({ rule: "fixed" }),
    settings: settings.default({}),
    recipes: zod_1.z
        .record(recipeName, settings)
        .refine((recipes) => Object.keys(recipes).length > 0, "expected at least one recipe")
        .optional(),
    measure: zod_1.z.array(zod_1.z.string()).default([]),
});
/** Names of a sweep's fields. */
exports.SWEEP_FIELDS = Object.keys(SCHEMA.shape);
/**
 * A sweep from what a user wrote.
 * @throws UsageError that names each wrong field, what was expected and what was got
 */
function parseSweep(input) {
    const { spelled, faults, budget } = spellOut(input);
    const parsed = SCHEMA.safeParse(spelled);
    if (!parsed.success)
        faults.push(...parsed.error.issues.flatMap((issue) => describe(issue, input, spelled)));
    if (!parsed.success || faults.length > 0)
        throw wrong(faults);
    const { network, data, batches, seeds, rate, measure, settings, recipes } = parsed.data;
    faults.push(...(0, checks_1.settingsFaults)("settings", settings, { budget, rate }));
    for (const [name, own] of Object.entries(recipes ?? {}))
        faults.push(...(0, checks_1.settingsFaults)(`recipes.${name}`, own, { budget, rate }));
    if (faults.length > 0)
        throw wrong(faults);
    const sweep = {
        networks: network,
        data,
        batches,
        seeds,
        budget,
        rate,
        recipes: Object.entries(recipes ?? { [grid_1.PLAIN]: {} }).map(([name, own]) => ({ name, settings: { ...settings, ...own } })),
        measure,
        notes: [],
    };
    faults.push(...(0, checks_1.faultsOf)(sweep));
    if (faults.length > 0)
        throw wrong(faults);
    const distinct = withoutDuplicates(sweep);
    const runs = distinct.networks.length * distinct.recipes.length * distinct.batches.length * distinct.seeds.length;
    if (runs > MOST_RUNS)
        throw wrong([`seeds: the sweep has ${runs} runs, more than ${MOST_RUNS}; make several of it`]);
    return distinct;
}
const wrong = (faults) => new errors_1.UsageError(`The sweep is wrong:\n${faults.map((fault) => `  ${fault}`).join("\n")}\nFields of a sweep: ${Object.keys(SCHEMA.shape).join(", ")}.`);
/** Short forms written out: one network as a list, the rule of a rate as an object, a budget as settings. */
function spellOut(input) {
    const faults = [];
    let budget = { until: "stall" };
    if (typeof input !== "object" || input === null || Array.isArray(input))
        return { spelled: input, faults, budget };
    // Fields that are undefined are as good as absent.
    const spelled = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const reading = (field, read) => {
        try {
            read();
        }
        catch (error) {
            if (!(error instanceof errors_1.UsageError))
                throw error;
            faults.push(`${field}: ${error.message}`);
            delete spelled[field];
        }
    };
    const { network, rate, budget: written } = spelled;
    if (typeof network === "string")
        spelled.network = [network];
    reading("rate", () => {
        if (typeof rate === "string")
            spelled.rate = (0, rates_1.parseRate)(rate);
    });
    reading("budget", () => {
        if (typeof written === "string")
            budget = (0, budget_1.parseBudget)(written);
    });
    return { spelled, faults, budget };
}
/** What is given twice counts once, and is said. */
function withoutDuplicates(sweep) {
    const notes = [];
    const once = (field, values) => {
        const seen = new Set();
        const twice = new Set();
        for (const value of values)
            (seen.has(value) ? twice : seen).add(value);
        if (twice.size > 0)
            notes.push(`${field}: ${[...twice].join(", ")} ${twice.size > 1 ? "are" : "is"} given more than once; counted once.`);
        return [...seen];
    };
    const { networks, batches, seeds, rate, measure } = sweep;
    return {
        ...sweep,
        networks: once("network", networks),
        batches: once("batches", batches),
        seeds: once("seeds", seeds),
        rate: rate.rule === "tuned" && rate.seeds ? { ...rate, seeds: once("rate.seeds", rate.seeds) } : rate,
        measure: once("measure", measure),
        recipes: distinctRecipes(sweep, notes),
        notes,
    };
}
function distinctRecipes({ recipes, networks: [network], budget }, notes) {
    const names = new Map();
    return recipes.filter(({ name, settings }) => {
        const key = (0, config_1.canonicalJson)((0, config_1.parseRun)({ ...settings, ...budget, network }));
        const before = names.get(key);
        if (before === undefined)
            names.set(key, name);
        else
            notes.push(`recipes.${name}: makes the same runs as ${before}; left out.`);
        return before === undefined;
    });
}
/** A fault as "field: what was expected (got …)". */
function describe(issue, input, spelled) {
    const single = typeof input?.network === "string";
    const path = single && issue.path[0] === "network" ? ["network"] : issue.path;
    if (issue.code === "unrecognized_keys")
        return issue.keys.map((key) => `${fieldOf([...path, key])}: there is no such field`);
    // The key of a record is wrong: the reason is told within.
    const message = issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message;
    const value = issue.path.reduce((at, key) => at?.[key], spelled);
    const scalar = path.length > 0 && ["number", "string", "boolean"].includes(typeof value);
    return [`${fieldOf(path)}: ${message}${scalar ? ` (got ${typeof value === "string" ? JSON.stringify(value) : value})` : ""}`];
}
/** "batches[2]", "rate.points"; "sweep" for the whole. */
const fieldOf = (path) => path.reduce((name, key) => (typeof key === "number" ? `${name}[${key}]` : name ? `${name}.${String(key)}` : String(key)), "") ||
    "sweep";
//# sourceMappingURL=parse.js.map