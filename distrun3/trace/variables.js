"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.recordStep = recordStep;
/** Records any training step of TensorFlow.js: the variables that it reads or assigns (weights, optimizer slots, batch-norm statistics, counters) become state that goes in and comes out. */
const tf_1 = require("../backend/tf");
const notes_1 = require("./notes");
const optimizers_1 = require("./optimizers");
const record_1 = require("./record");
const trace_1 = require("./trace");
/**
 * Records a step that may read and assign variables (tf.Variable), make optimizer slots at its first call and use tf.train optimizers. It is called three times, each with the
 * whole batch, as what JavaScript makes of the batch size is known in no other way: that takes the time and the memory of steps without a graph. Afterwards every
 * variable, learning rate and count of steps is what it was, also after an error. Variables that the first call makes stay, with the value that they were made with.
 * The learning rate of an optimizer stays an input; all its other settings become constants. A step that sets a rate is refused; a rate that it assigned to the field
 * `learningRate` of an optimizer that it had not used yet keeps that value, as what it was before is not known.
 * @param step called with the inputs; returns scalars to report, or nothing
 * @param example inputs of the shapes that the step will have, other values for another `variant` (1 or 2)
 * @param names of the inputs, for messages
 * @throws RecordError as `record` does; for a step that makes new variables at each call or sets a learning rate, and for results that are no scalars
 */
function recordStep(step, example, names = []) {
    let recorded;
    tf_1.tf.tidy(() => {
        const used = firstCall(step, example(1), names);
        const optimizers = used.filter(({ optimizer }) => (0, optimizers_1.rateOf)(optimizer) !== undefined);
        const variables = registered();
        const restore = hold(variables);
        const restoreNumbers = (0, optimizers_1.keepNumbers)(used);
        let created = [];
        try {
            const all = (variant) => [...variables, ...optimizers.map((_, i) => tf_1.tf.scalar(sentinel(i, variant))), ...example(variant)];
            recorded = pruned((0, record_1.record)(pureStep(step, variables, optimizers, names), all(1), all(2)), variables, optimizers);
        }
        finally {
            restoreNumbers();
            restore();
            created = disposedExcept(variables);
        }
        if (created.length > 0) {
            throw new record_1.RecordError(`The step makes a new variable at each call (${created[0]?.name}, of shape [${created[0]?.shape}]). Make variables before the step, and assign them in it.`);
        }
    });
    return recorded;
}
/** A learning rate to record with: a number that no step has of its own. */
const sentinel = (optimizer, variant) => Math.fround((1e-3 * Math.sqrt(7 + variant)) / (optimizer + Math.PI));
/** Runs the step once, as a recording that is thrown away, so that what is made at the first call is there. @returns the optimizers that it used */
function firstCall(step, inputs, names) {
    const before = registered();
    const restore = hold(before);
    const engine = tf_1.tf.engine();
    const { makeVariable } = engine;
    const restoreNew = [];
    engine.makeVariable = (...args) => {
        const variable = makeVariable.apply(engine, args);
        if ((0, notes_1.isRecordable)(variable))
            restoreNew.push(hold([variable]));
        return variable;
    };
    try {
        return (0, optimizers_1.optimizersIn)(() => (0, record_1.record)(pureStep(step, before, [], names), [...before, ...inputs]));
    }
    finally {
        engine.makeVariable = makeVariable;
        for (const each of [restore, ...restoreNew])
            each();
    }
}
/** All variables of the process that a program can hold. */
const registered = () => Object.values(tf_1.tf.engine().registeredVariables).filter(notes_1.isRecordable);
/** Holds on to the values of variables. @returns gives each its value back: the same tensor, not a copy */
function hold(variables) {
    const values = variables.map((variable) => tf_1.tf.keep(tf_1.tf.clone(variable)));
    return () => {
        variables.forEach((variable, i) => {
            if (!variable.isDisposed)
                variable.assign(values[i]);
            values[i]?.dispose();
        });
    };
}
/** The step as a function of tensors alone: variables and inputs go in, variables and reports come out. */
function pureStep(step, variables, optimizers, names) {
    const own = variables.length + optimizers.length;
    const pure = (inputs, rates) => {
        variables.forEach((variable, i) => {
            variable.assign(inputs[i]);
        });
        optimizers.forEach(({ optimizer }, i) => {
            (0, optimizers_1.setRate)(optimizer, rates[i]);
        });
        const unrecordable = Object.values(tf_1.tf.engine().registeredVariables).filter((variable) => !(0, notes_1.isRecordable)(variable));
        const ids = unrecordable.map(({ dataId }) => dataId);
        const returned = (0, optimizers_1.withRatesFixed)(optimizers, () => step(inputs.slice(own)));
        const changed = unrecordable.find(({ dataId }, i) => dataId !== ids[i]);
        if (changed)
            throw new record_1.RecordError(`The step assigns the variable ${changed.name} of type ${changed.dtype}; expected float32, int32 or bool.`);
        const gone = variables.find(({ isDisposed }) => isDisposed);
        if (gone)
            throw new record_1.RecordError(`The step disposes of the variable ${gone.name}. Keep it, and assign it.`);
        return [...variables, ...[returned ?? []].flat().map(report)];
    };
    return Object.assign(pure, {
        names: [
            ...variables.map(({ name }) => `the variable ${name}`),
            ...optimizers.map(() => "a learning rate"),
            ...names.map((name) => `the input ${name}`),
        ],
        numbers: optimizers.map((_, i) => variables.length + i),
    });
}
function report(tensor) {
    // record() refuses what is no tensor.
    if (!(tensor instanceof tf_1.tf.Tensor))
        return tensor;
    if (tensor.size !== 1) {
        throw new record_1.RecordError(`The step returned a tensor of shape [${tensor.shape}]. Return scalars, such as a loss (tf.mean), or assign it to a tf.variable.`);
    }
    return tf_1.tf.reshape(tf_1.tf.cast(tensor, "float32"), []);
}
/** Disposes of all variables but these. @returns them */
function disposedExcept(variables) {
    const known = new Set(variables);
    const others = registered().filter((variable) => !known.has(variable));
    tf_1.tf.dispose(others);
    return others;
}
/** Leaves out variables and inputs that the step does not touch. */
function pruned(trace, variables, optimizers) {
    const isSame = (ref, input) => ref?.kind === "input" && ref.input === input;
    const assigned = new Set([...variables.keys()].filter((i) => !isSame(trace.outputs[i], i)));
    const outputs = [...trace.outputs.keys()].filter((i) => i >= variables.length || assigned.has(i));
    const used = new Set([...trace.ops.flatMap((op) => op.inputs), ...outputs.map((i) => trace.outputs[i])].map(trace_1.refKey));
    const inputs = [...trace.inputs.keys()].filter((input) => used.has((0, trace_1.refKey)({ kind: "input", input })));
    const state = [...variables.keys()].filter((i) => assigned.has(i) || inputs.includes(i));
    const moved = (ref) => (ref.kind === "input" ? { kind: "input", input: inputs.indexOf(ref.input) } : ref);
    const place = (i) => {
        if (i < variables.length)
            return { of: "variable", index: state.indexOf(i) };
        const rest = i - variables.length;
        return rest < optimizers.length ? { of: "rate", index: rest } : { of: "input", index: rest - optimizers.length };
    };
    return {
        trace: {
            inputs: inputs.map((i) => trace.inputs[i]),
            ops: trace.ops.map((op) => ({ ...op, inputs: op.inputs.map(moved) })),
            constants: trace.constants,
            outputs: outputs.map((i) => moved(trace.outputs[i])),
        },
        inputs: inputs.map(place),
        outputs: outputs.map((i) => (i < variables.length ? place(i) : { of: "report", index: i - variables.length })),
        variables: state.map((i) => variables[i]),
        optimizers,
    };
}
//# sourceMappingURL=variables.js.map