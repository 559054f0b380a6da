"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.recordForBatch = recordForBatch;
const record_1 = require("./record");
/** Two batches give the line, the third tests it. None is 1, which broadcasting treats in its own way. */
const PROBES = [2, 3, 5];
/**
 * Records a step for a batch of any size at the cost of tiny ones: it is recorded at three small batches, and every size, shape and constant that differs between them
 * is continued in a straight line (a shape [n, 512], a divisor n). Also checks with two different inputs that nothing is frozen.
 * @param example inputs for a batch of `n`; other values for another `variant`
 * @throws RecordError as `record` does, and where something depends on the batch in another way
 */
function recordForBatch(step, example, batch) {
    const [two, three, five] = [
        (0, record_1.record)(step, example(PROBES[0], 1), example(PROBES[0], 2)),
        (0, record_1.record)(step, example(PROBES[1], 1)),
        (0, record_1.record)(step, example(PROBES[2], 1)),
    ];
    const all = [two, three, five];
    sameKinds(all);
    return {
        inputs: two.inputs.map((_, i) => valueAt(pick(all, (trace) => trace.inputs[i]), batch)),
        ops: two.ops.map((_, i) => opAt(pick(all, (trace) => trace.ops[i]), batch)),
        constants: two.constants.map((_, i) => constantAt(pick(all, (trace) => trace.constants[i]), batch)),
        outputs: two.outputs,
    };
}
const pick = (probes, part) => probes.map(part);
function sameKinds(probes) {
    const key = (trace) => JSON.stringify([trace.ops.map((op) => [op.type, op.inputs]), trace.constants.map(({ dtype }) => dtype), trace.outputs]);
    const [first, ...others] = probes.map(key);
    if (others.some((other) => other !== first))
        throw new record_1.RecordError("The step does other operations for other batch sizes; it cannot be recorded for all of them at once.");
}
/** The straight line through two probes, continued to `batch`. @throws RecordError when the third probe is off it */
function line([two, three, five], batch, where) {
    if (two === three && two === five)
        return two;
    const slope = three - two;
    const at = (n) => two + slope * (n - PROBES[0]);
    if (at(PROBES[2]) !== five)
        throw new record_1.RecordError(`A number in ${where} depends on the batch size, but not in a straight line: ${two}, ${three}, ${five} for ${PROBES}.`);
    return at(batch);
}
const shapeAt = (shapes, batch, where) => shapes[0].map((_, i) => line(shapes.map((shape) => shape[i]), batch, where));
const valueAt = (values, batch, where = "an input") => ({
    dtype: values[0].dtype,
    shape: shapeAt(values.map(({ shape }) => shape), batch, where),
});
function opAt(ops, batch) {
    const { type, inputs } = ops[0];
    const at = (part) => ops.map(part);
    return {
        type,
        inputs,
        attributes: ops[0].attributes.map((_, i) => attributeAt(at((op) => op.attributes[i]), batch, type)),
        outputs: ops[0].outputs.map((_, i) => valueAt(at((op) => op.outputs[i]), batch, type)),
    };
}
function attributeAt(attributes, batch, type) {
    const [first] = attributes;
    const { value } = first;
    if (Array.isArray(value.value) && value.value.every((part) => typeof part === "number")) {
        const lists = attributes.map((attribute) => attribute.value.value);
        return { name: first.name, value: { ...value, value: shapeAt(lists, batch, type) } };
    }
    if (attributes.some((attribute) => JSON.stringify(attribute) !== JSON.stringify(first))) {
        throw new record_1.RecordError(`The setting ${first.name} of ${type} depends on the batch size.`);
    }
    return first;
}
function constantAt(constants, batch) {
    const [first] = constants;
    const { dtype, shape } = valueAt(constants, batch, "a constant");
    const size = shape.reduce((a, b) => a * b, 1);
    const sameSize = constants.every(({ values }) => values.length === first.values.length);
    if (sameSize) {
        const values = first.values.map((_, i) => line(constants.map((constant) => constant.values[i]), batch, "a constant"));
        return { dtype, shape, values: values };
    }
    const [value] = first.values;
    if (constants.some(({ values }) => values.some((other) => other !== value))) {
        throw new record_1.RecordError("A constant that grows with the batch is not the same number throughout; pass it as an input.");
    }
    return { dtype, shape, values: new first.values.constructor(size).fill(value) };
}
//# sourceMappingURL=batch.js.map