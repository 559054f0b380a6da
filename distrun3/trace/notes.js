"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.isRecordable = exports.Notes = void 0;
exports.describeTensor = describeTensor;
const refusals_1 = require("./refusals");
const trace_1 = require("./trace");
class Notes {
    real;
    names;
    /** The first refusal; it holds even where the function catches the error. */
    refused;
    /** Whether TensorFlow.js is looking at values only to check them. */
    checking = false;
    ops = [];
    constants = [];
    refs = new Map();
    /** Tensors that the function made from JavaScript values; they become constants when they are used. */
    made = new Map();
    numbers = new Map();
    /** @param names of the inputs, for messages */
    constructor(real, names = []) {
        this.real = real;
        this.names = names;
    }
    /** Tells which tensor an input is. */
    know(id, ref) {
        this.refs.set(id, ref);
    }
    /** Tells that an input's value is known in JavaScript: where the number or its negative becomes a scalar, the input stands. */
    stand(number, ref) {
        this.numbers.set(Math.fround(number), ref);
    }
    /** The binding with its calls written down; everything else is the real one's. */
    wrapped() {
        const { real } = this;
        return Object.create(real, {
            executeOp: {
                value: (type, attributes, inputs, count) => {
                    const why = (0, refusals_1.refusedAlways)(type);
                    if (why)
                        throw this.refuse(`The operation ${type} cannot be recorded: it ${why}.`);
                    const outputs = real.executeOp(type, attributes, inputs, count);
                    this.op(type, attributes, inputs, outputs);
                    return outputs;
                },
            },
            createTensor: {
                value: (shape, dtype, values) => {
                    const id = real.createTensor(shape, dtype, values);
                    this.made.set(id, { shape: [...shape], dtype, values: (0, refusals_1.refusedConstant)(dtype) ? values : real.tensorDataSync(id) });
                    return id;
                },
            },
            deleteTensor: { value: (id) => real.deleteTensor(id) },
            tensorDataSync: {
                value: (id) => {
                    if (!this.checking)
                        throw this.read(this.described(id));
                    return real.tensorDataSync(id);
                },
            },
            runSavedModel: {
                value: () => {
                    throw this.refuse("A saved model that is run within a step cannot be recorded. Run it before, and pass its result as an input.");
                },
            },
        });
    }
    /** The refusal of a value that is read. */
    read(what) {
        return this.refuse(`The step read the value of ${what}. A step that runs as a graph has no values in JavaScript: return the tensor and read it after the step.`);
    }
    refuse(message) {
        const error = new refusals_1.RecordError(message);
        this.refused ??= error;
        return error;
    }
    trace(inputs, outputIds) {
        const outputs = outputIds.map((id) => this.ref(id, "the result"));
        return { inputs: inputs.map(describeTensor), ops: this.ops, constants: this.constants, outputs };
    }
    op(type, attributes, inputs, outputs) {
        for (const { dtype } of outputs) {
            const why = (0, refusals_1.refusedResult)(dtype);
            if (why)
                throw this.refuse(`The operation ${type} cannot be recorded: it ${why}.`);
        }
        const refs = inputs.map((id) => this.ref(id, `the operation ${type}`));
        const op = this.ops.length;
        this.ops.push({
            type,
            attributes: [...attributes.map((attribute) => this.attribute(type, attribute)), ...inferred(type, outputs)],
            inputs: refs,
            outputs: outputs.map(({ shape, dtype }) => ({ shape: [...shape], dtype })),
        });
        outputs.forEach(({ id }, output) => {
            this.know(id, { kind: "op", op, output });
        });
    }
    /** A tensor made before the recording that is not among the inputs is a constant of the step. */
    ref(id, user) {
        const known = this.refs.get(id);
        if (known)
            return known;
        const constant = this.made.get(id) ?? this.captured(id);
        const why = (0, refusals_1.refusedConstant)(constant.dtype);
        if (why)
            throw this.refuse(`Cannot record: ${user} ${why}.`);
        const ref = this.standIn(constant) ?? { kind: "constant", constant: this.constants.push(constant) - 1 };
        this.know(id, ref);
        return ref;
    }
    captured(id) {
        const [{ id: copy, shape, dtype }] = this.real.executeOp("Identity", [], [id], 1);
        try {
            return { shape: [...shape], dtype, values: (0, refusals_1.refusedConstant)(dtype) ? new Uint8Array() : this.real.tensorDataSync(copy) };
        }
        finally {
            this.real.deleteTensor(copy);
        }
    }
    standIn({ shape, dtype, values }) {
        if (shape.length > 0 || dtype !== trace_1.DTYPES.float32)
            return undefined;
        const [value] = values;
        const negated = this.numbers.get(-value);
        if (!negated)
            return this.numbers.get(value);
        const attributes = [{ name: "T", value: { type: "dtype", value: dtype } }];
        return { kind: "op", op: this.ops.push({ type: "Neg", attributes, inputs: [negated], outputs: [{ shape, dtype }] }) - 1, output: 0 };
    }
    described(id) {
        const ref = this.refs.get(id);
        if (ref?.kind === "op")
            return `the result of ${this.ops[ref.op]?.type}`;
        if (ref?.kind === "input")
            return this.names[ref.input] ?? `input ${ref.input}`;
        return "a constant";
    }
    attribute(op, { name, type, value }) {
        const kinds = [
            [this.real.TF_ATTR_STRING, "string"],
            [this.real.TF_ATTR_INT, "int"],
            [this.real.TF_ATTR_FLOAT, "float"],
            [this.real.TF_ATTR_BOOL, "bool"],
            [this.real.TF_ATTR_TYPE, "dtype"],
            [this.real.TF_ATTR_SHAPE, "shape"],
        ];
        const kind = kinds.find(([number]) => number === type)?.[1];
        if (!kind)
            throw this.refuse(`The operation ${op} has no graph form: its attribute "${name}" is of a kind that is not known here.`);
        if (Array.isArray(value) && kind !== "shape")
            return { name, value: { type: "list", of: kind, value } };
        return { name, value: { type: kind, value } };
    }
}
exports.Notes = Notes;
/** Attributes that TensorFlow.js leaves out and an operation infers, but a node of a graph must have. */
const inferred = (type, [output]) => type === "ExpandDims" && output ? [{ name: "T", value: { type: "dtype", value: output.dtype } }] : [];
const DTYPE_NUMBERS = { float32: trace_1.DTYPES.float32, int32: trace_1.DTYPES.int32, bool: trace_1.DTYPES.bool };
/** Whether a tensor can be an input or a state. */
const isRecordable = ({ dtype }) => dtype in DTYPE_NUMBERS;
exports.isRecordable = isRecordable;
/** Shape and type of a tensor. @throws RecordError for strings and complex numbers */
function describeTensor({ shape, dtype }) {
    const number = DTYPE_NUMBERS[dtype];
    if (number === undefined)
        throw new refusals_1.RecordError(`An input of type ${dtype} cannot be recorded; expected float32, int32 or bool.`);
    return { shape: [...shape], dtype: number };
}
//# sourceMappingURL=notes.js.map