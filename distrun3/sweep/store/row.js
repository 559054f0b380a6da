"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.rowOf = exports.SETTLED = exports.COLUMNS = exports.RUN_STATUSES = void 0;
exports.columnsOf = columnsOf;
exports.typed = typed;
exports.rowOfConfig = rowOfConfig;
exports.rowOfResult = rowOfResult;
exports.put = put;
exports.sortRows = sortRows;
const identity_1 = require("../identity");
const read_1 = require("./read");
/**
 * `done`: result.json is there and whole. `running`: a living process holds the lock of its checkpoint. `stopped`: it was begun, and goes on with the next sweep that wants it.
 * `failed`: failure.json says why. `damaged`: result.json or the weights do not check.
 */
exports.RUN_STATUSES = ["done", "running", "stopped", "failed", "damaged"];
const column = (name, kind, about) => ({ name, kind, about });
/** Settings of a run by their columns; `key` where the setting has another name. */
const SETTINGS = [
    column("network", "text", "network"),
    column("data", "text", "data set"),
    column("trainSize", "integer", "training examples, where not all"),
    column("validation", "integer", "training examples held out for validation, where any"),
    column("batch", "integer", "size of a mini-batch"),
    column("seed", "integer", "seed of the start and of the order of the examples"),
    column("optimizer", "text", "optimizer"),
    column("learningRate", "real", "learning rate"),
    column("momentum", "real", "of the optimizer momentum"),
    column("beta1", "real", "of Adam"),
    column("beta2", "real", "of Adam"),
    column("epsilon", "real", "of Adam"),
    column("weightDecay", "real", "λ of the penalty λ/2 · ‖w‖²"),
    column("statisticsMomentum", "real", "share of the old value that batch norm's running statistics keep"),
    column("until", "text", "when the training ends: stall, epochs or steps"),
    { ...column("maxEpochs", "integer", "epochs to train, at most"), key: "epochs" },
    { ...column("maxSteps", "integer", "steps to train, at most; empty: no limit"), key: "steps" },
    column("patience", "integer", "epochs without improvement after which the loss counts as stalled"),
    column("minDelta", "real", "improvement of the mean training loss that counts, nats"),
    column("evaluateEvery", "integer", "epochs between two evaluations"),
];
/** What came of a run, by column: where its result has it. */
const OUTCOMES = [
    { ...column("ending", "text", "what ended the training: stall, epochs or steps"), path: ["ending"] },
    { ...column("epochs", "integer", "epochs trained"), path: ["epochs"] },
    { ...column("steps", "integer", "steps trained"), path: ["steps"] },
    { ...column("trainLoss", "real", "mean loss over the training examples at the end, nats"), path: ["train", "loss"] },
    { ...column("trainAccuracy", "real", "share of the training examples classified rightly"), path: ["train", "accuracy"] },
    { ...column("testLoss", "real", "mean loss over the examples of evaluatedOn, nats"), path: ["test", "loss"] },
    { ...column("testAccuracy", "real", "share of the examples of evaluatedOn classified rightly"), path: ["test", "accuracy"] },
    { ...column("seconds", "real", "wall time of the training, seconds"), path: ["seconds"] },
    { ...column("stepMs", "real", "median wall time of a step, milliseconds"), path: ["stepMs"] },
    { ...column("parameters", "integer", "number of weights"), path: ["parameters"] },
    { ...column("backend", "text", "what computed"), path: ["backend"] },
];
const plain = ({ name, kind, about }) => ({ name, kind, about });
/** All columns but those of measures, in their order. */
exports.COLUMNS = [
    column("id", "text", "name of the run: hash of its settings"),
    column("status", "text", "done, running, stopped, failed or damaged"),
    ...SETTINGS.slice(0, 2).map(plain),
    column("variant", "text", "what the data are, where not the official files"),
    ...SETTINGS.slice(2).map(plain),
    column("evaluatedOn", "text", "test or validation: what testLoss and testAccuracy were measured on"),
    column("numbersVersion", "integer", "raised when the same settings lead to other numbers"),
    ...OUTCOMES.map(plain),
    column("error", "text", "why it failed, or what is damaged"),
    column("attempts", "integer", "attempts of a failed run"),
];
/** Columns that stay as they are as long as a run has its name. */
exports.SETTLED = new Set(["id", "evaluatedOn", ...SETTINGS.map(({ name }) => name)]);
const RECIPE = column("recipe", "text", "recipe of the sweep");
const KNOWN = new Set([...exports.COLUMNS, RECIPE].map(({ name }) => name));
/** The columns that rows need: the fixed ones, `recipe` where a row has it, and one for each measure in alphabetical order. */
function columnsOf(rows) {
    const others = new Set();
    let recipe = false;
    for (const row of rows) {
        for (const key of Object.keys(row))
            if (!KNOWN.has(key))
                others.add(key);
        recipe ||= row.recipe !== undefined;
    }
    return [
        ...exports.COLUMNS,
        ...(recipe ? [RECIPE] : []),
        ...[...others].sort().map((name) => column(name, "real", "measure of the trained weights")),
    ];
}
/** The value of a kind, or undefined: files say anything. */
function typed(value, kind) {
    if (kind === "text")
        return typeof value === "string" ? value : undefined;
    if (typeof value !== "number" || !Number.isFinite(value))
        return undefined;
    return kind === "real" || Number.isSafeInteger(value) ? value : undefined;
}
/** What a row says of a run before it has a result. @param config settings as a file has them; those of a wrong type are left out */
function rowOfConfig(id, status, config, numbersVersion) {
    const row = { id, status };
    for (const { name, kind, key } of SETTINGS)
        put(row, name, typed((0, read_1.own)(config, key ?? name), kind));
    row.evaluatedOn = row.validation === undefined ? "test" : "validation";
    row.numbersVersion = numbersVersion;
    return row;
}
/** The row of a finished run, from its result as a file has it. */
function rowOfResult(id, result, numbersVersion) {
    const row = rowOfConfig(id, "done", (0, read_1.own)(result, "run"), numbersVersion);
    put(row, "variant", typed((0, read_1.own)(result, "variant"), "text"));
    for (const { name, kind, path } of OUTCOMES)
        put(row, name, typed(path.reduce(read_1.own, result), kind));
    return row;
}
/** The row of a run that is done. */
const rowOf = (run, result) => rowOfResult((0, identity_1.runId)(run), { ...result, run }, identity_1.NUMBERS_VERSION);
exports.rowOf = rowOf;
/** Sets a column that has a value; no other appears in the row. */
function put(row, name, value) {
    if (value !== undefined)
        row[name] = value;
}
/** Puts rows in the order of network, data, optimizer, batch and seed; those that do not tell their settings come last. */
function sortRows(rows) {
    // Texts are compared once for all rows that share them: there are few, and many rows.
    const groupOf = ({ network, data, optimizer }) => (network === undefined ? "\uffff" : `${network}\0${data}\0${optimizer}`);
    const groups = [...new Set(rows.map(groupOf))].sort();
    const ranks = new Map(groups.map((group, rank) => [group, rank]));
    const keyed = rows.map((row) => ({ row, rank: ranks.get(groupOf(row)), batch: row.batch ?? 0, seed: row.seed ?? 0 }));
    keyed.sort((a, b) => a.rank - b.rank || a.batch - b.batch || a.seed - b.seed || (a.row.id < b.row.id ? -1 : 1));
    return keyed.map(({ row }) => row);
}
//# sourceMappingURL=row.js.map