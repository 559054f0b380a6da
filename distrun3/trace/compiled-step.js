"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.compileStep = compileStep;
/** A training step of TensorFlow.js as one TensorFlow graph: recorded once, then run many turns a call over data on the device. */
const choose_1 = require("../backend/choose");
const tf_1 = require("../backend/tf");
const errors_1 = require("../errors");
const binding_1 = require("./binding");
const exchange_1 = require("./exchange");
const notes_1 = require("./notes");
const optimizers_1 = require("./optimizers");
const passes_1 = require("./passes");
const program_1 = require("./program");
const rows_1 = require("./rows");
const variables_1 = require("./variables");
/**
 * Compiles a step that is written with plain TensorFlow.js: models of tf.layers, optimizers of tf.train, tf.variable.
 * @param step called a few times to record it; gets `{name: rows}` and returns scalars to report (the loss), or nothing. What it does in JavaScript is frozen
 * @throws RecordError for what cannot be frozen, with the operation and what to do instead
 */
function compileStep(step, spec) {
    const { batch } = spec;
    expectTensorFlow();
    (0, rows_1.expectKnown)("setting", spec, ["batch", "data", "feeds"]);
    if (!(Number.isInteger(batch) && batch >= 1))
        throw new errors_1.UsageError(`The batch must be an integer of 1 or more, got ${batch}.`);
    const data = (0, rows_1.hostedData)(spec.data);
    const feeds = (0, rows_1.feedsOf)(spec.feeds ?? {}, data);
    const names = [...data, ...feeds].map(({ name }) => name);
    const count = (0, rows_1.rowCount)(data);
    const recorded = (0, variables_1.recordStep)((inputs) => step(Object.fromEntries(names.map((name, i) => [name, inputs[i]]))), (variant) => [...data.map((each) => (0, rows_1.exampleOf)(each, batch, variant)), ...feeds.map(({ tensor }) => tf_1.tf.clone(tensor))], names);
    const program = programOf(recorded, batch, data);
    const { variables } = recorded;
    const exchange = (0, exchange_1.exchangeOf)(program, recorded);
    const sameSettings = settingsGuard(recorded);
    exchange.takeOver();
    let turnsDone = 0;
    let disposed = false;
    const expectInUse = () => {
        if (disposed)
            throw new errors_1.UserError("This compiled step has been disposed of. Compile the step again, or call `dispose` after its last use.");
    };
    return {
        variables,
        run: (rows, given = {}) => {
            expectInUse();
            sameSettings();
            (0, rows_1.expectKnown)("option of `run`", given, ["rates", "feeds"]);
            (0, rows_1.expectKnown)("feed", given.feeds, feeds.map(({ name }) => name));
            const turns = rows.length / batch;
            if (!Number.isInteger(turns))
                throw new errors_1.UsageError(`The step takes ${batch} rows a turn, got ${rows.length} rows.`);
            const chosen = (0, rows_1.rowNumbers)(rows, count);
            const fed = {
                ...ratesOf(recorded, turns, given.rates),
                ...Object.fromEntries(feeds.map(({ name, tensor }, i) => [`feed${i}`, (0, rows_1.fedValues)(name, tensor, turns, given.feeds?.[name])])),
            };
            exchange.takeOver();
            const reports = program.run("step", chosen, fed);
            exchange.trained();
            turnsDone += turns;
            return reports;
        },
        sync: () => {
            expectInUse();
            exchange.giveBack();
            for (const optimizer of recorded.optimizers)
                (0, optimizers_1.countTurns)(optimizer, turnsDone);
            turnsDone = 0;
        },
        dispose: () => {
            disposed = true;
            exchange.forget();
            program.dispose();
        },
    };
}
/** @throws UserError where TensorFlow does not run */
function expectTensorFlow() {
    if (tf_1.tf.getBackend() === "tensorflow")
        return;
    const chosen = (0, choose_1.chosenBackend)();
    if (!chosen)
        throw new errors_1.UserError("No backend has been chosen yet. Call `await useBackend()` before compiling a step.");
    throw new errors_1.UserError(`Compiling a step needs TensorFlow, the backend in use is ${chosen.name}. Run \`npm run setup\`, or call the step itself.`);
}
function programOf(recorded, batch, data) {
    const source = ({ of, index }) => {
        if (of === "variable")
            return { from: "state", index };
        if (of === "rate")
            return { from: "feed", feed: `rate${index}` };
        return index < data.length ? { from: "rows", data: `${index}` } : { from: "feed", feed: `feed${index - data.length}` };
    };
    const program = (0, program_1.compile)({
        state: recorded.variables.map(notes_1.describeTensor),
        data: Object.fromEntries(data.map(({ shape, dtype }, i) => [`${i}`, { shape, dtype }])),
        loops: {
            step: {
                trace: (0, passes_1.optimize)(recorded.trace, (0, binding_1.nativeDevice)()),
                batch,
                inputs: recorded.inputs.map(source),
                outputs: recorded.outputs.map(({ of, index }) => (of === "report" ? { to: "report" } : { to: "state", index })),
            },
        },
    });
    for (const [i, each] of data.entries())
        program.writeData(`${i}`, each);
    return program;
}
/** @returns throws when a setting of an optimizer that was recorded as a constant has changed since */
function settingsGuard({ optimizers }) {
    const recorded = optimizers.map(({ optimizer }) => (0, optimizers_1.settingsOf)(optimizer).settings);
    return () => {
        for (const [i, { optimizer }] of optimizers.entries()) {
            const { name, settings } = (0, optimizers_1.settingsOf)(optimizer);
            const changed = Object.keys(settings).find((key) => !Object.is(settings[key], recorded[i]?.[key]));
            if (changed === undefined)
                continue;
            throw new errors_1.UserError(`The setting ${changed} of the optimizer ${name} was ${recorded[i]?.[changed]} when the step was compiled, and is ${settings[changed]} now. Only the learning rate may change: compile the step again.`);
        }
    };
}
function ratesOf({ optimizers }, turns, given) {
    if (given && optimizers.length !== 1) {
        throw new errors_1.UsageError(`The rates of the turns are for a step with one optimizer; this one has ${optimizers.length}. Set their learning rates.`);
    }
    if (given && given.length !== turns)
        throw new errors_1.UsageError(`Expected a rate for each of ${turns} turns, got ${given.length ?? given}.`);
    const own = ({ optimizer }) => Array.from({ length: turns }, () => (0, optimizers_1.rateOf)(optimizer));
    return Object.fromEntries(optimizers.map((optimizer, i) => [`rate${i}`, finite(given ? Array.from(given) : own(optimizer))]));
}
function finite(rates) {
    const wrong = rates.findIndex((rate) => !Number.isFinite(rate));
    if (wrong >= 0) {
        const got = typeof rates[wrong] === "string" ? JSON.stringify(rates[wrong]) : rates[wrong];
        throw new errors_1.UsageError(`Learning rates must be finite numbers; that of turn ${wrong + 1} of ${rates.length} is ${got}.`);
    }
    return Float32Array.from(rates);
}
//# sourceMappingURL=compiled-step.js.map