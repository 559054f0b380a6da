"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.RecordError = void 0;
exports.record = record;
/** Records a tensor function: runs it once on TensorFlow and writes down every operation that it calls. */
const tf_1 = require("../backend/tf");
const binding_1 = require("./binding");
const compare_1 = require("./compare");
const notes_1 = require("./notes");
const refusals_1 = require("./refusals");
var refusals_2 = require("./refusals");
Object.defineProperty(exports, "RecordError", { enumerable: true, get: function () { return refusals_2.RecordError; } });
/**
 * Records `step`. Variables (tf.Variable) that it reads or assigns must be given as inputs and outputs; `recordStep` does so.
 * @param step made of tensor operations alone; called once for each of `examples`
 * @param examples two lists of inputs of the same shapes and different values. What differs between the two recordings was computed in JavaScript, and would have
 *   been frozen; with one list that check is left out
 * @throws RecordError for a value that is read, a constant that depends on the inputs, a shape that does, or an operation that has no graph form
 */
function record(step, ...examples) {
    const [first, ...others] = examples.map((inputs) => recordOnce(step, inputs));
    if (!first)
        throw new RangeError("record() needs an example of the inputs.");
    for (const other of others)
        (0, compare_1.expectSame)(first, other);
    return first;
}
function recordOnce(step, inputs) {
    const backend = (0, binding_1.nativeBackend)();
    const { binding: real, read } = backend;
    const notes = new notes_1.Notes(real, step.names);
    const numbers = (step.numbers ?? []).map((place) => inputs[place]?.dataSync()[0]);
    let trace;
    tf_1.tf.tidy(() => {
        inputs.forEach(notes_1.describeTensor);
        const own = inputs.map(copy);
        for (const [input, id] of backend.getInputTensorIds(own).entries())
            notes.know(id, { kind: "input", input });
        for (const [i, input] of (step.numbers ?? []).entries())
            notes.stand(numbers[i], { kind: "input", input });
        backend.binding = notes.wrapped();
        // A promise that never settles: a rejected one would be nobody's to catch.
        backend.read = () => {
            notes.read("a tensor (with data() or another asynchronous function)");
            return new Promise(() => { });
        };
        const restoreGather = uncheckedGather(notes);
        try {
            const outputs = step(own, numbers);
            if (notes.refused)
                throw notes.refused;
            trace = notes.trace(own, backend.getInputTensorIds(listed(outputs)));
        }
        catch (error) {
            throw notes.refused ?? withoutKernel(error) ?? error;
        }
        finally {
            restoreGather();
            Object.assign(backend, { binding: real, read });
        }
    });
    return trace;
}
/** The same value under a new number on the device, so that two inputs are two tensors even where TensorFlow.js lets them share one. */
function copy(tensor) {
    const backend = (0, binding_1.nativeBackend)();
    const attributes = [{ name: "T", type: backend.binding.TF_ATTR_TYPE, value: (0, notes_1.describeTensor)(tensor).dtype }];
    return backend.executeSingleOutput("Identity", attributes, [tensor]);
}
/** TensorFlow.js reads the indices of tf.gather only to check them, as the graph's own operation does. @returns puts the kernel back */
function uncheckedGather(notes) {
    const kernel = tf_1.tf.getKernel("GatherV2", "tensorflow");
    const { kernelFunc } = kernel;
    kernel.kernelFunc = (call) => {
        notes.checking = true;
        try {
            return kernelFunc(call);
        }
        finally {
            notes.checking = false;
        }
    };
    return () => {
        kernel.kernelFunc = kernelFunc;
    };
}
function listed(outputs) {
    const list = Array.isArray(outputs) ? outputs : [outputs];
    const place = list.findIndex((output) => !(output instanceof tf_1.tf.Tensor));
    if (place < 0)
        return list;
    const other = list[place];
    if (typeof other?.then !== "function")
        throw new refusals_1.RecordError(`The step returned ${other}; expected tensors.`);
    // It may fail later, when nobody is there to hear of it.
    other.then(undefined, () => { });
    throw new refusals_1.RecordError("The step is asynchronous. A recorded step is a plain function: do without await, and read values after the step.");
}
/** What TensorFlow.js says when an operation has no implementation on TensorFlow, with the operation's name and what to do. */
function withoutKernel(error) {
    const [, kernel] = /Kernel '(\w+)' not registered for backend/.exec(error?.message) ?? [];
    if (!kernel)
        return undefined;
    return new refusals_1.RecordError(`The operation ${kernel} has no form on TensorFlow. Write it with other operations, or do it outside the step.`);
}
//# sourceMappingURL=record.js.map