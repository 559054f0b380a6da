"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Graph = exports.shapeAttr = exports.textAttr = exports.intAttr = exports.boolAttr = exports.dtypeAttr = void 0;
const trace_1 = require("./trace");
const dtypeAttr = (type) => ({ type });
exports.dtypeAttr = dtypeAttr;
const boolAttr = (b) => ({ b });
exports.boolAttr = boolAttr;
const intAttr = (i) => ({ i });
exports.intAttr = intAttr;
const textAttr = (text) => ({ s: Buffer.from(text) });
exports.textAttr = textAttr;
const shapeAttr = (shape) => ({ shape: shapeMessage(shape) });
exports.shapeAttr = shapeAttr;
const shapeMessage = (shape) => ({ dim: shape.map((size) => ({ size })) });
class Graph {
    nodes = [];
    /** Added to every node without inputs of its own; a node inside a loop must hang on it. */
    pivot = [];
    /**
     * Adds a node.
     * @param inputs ports, and `^node` for "after this node"
     * @returns the port of its first output
     */
    add(op, inputs, attr = {}, name = `${op}_${this.nodes.length}`) {
        const data = inputs.filter((input) => !input.startsWith("^"));
        const control = inputs.filter((input) => input.startsWith("^"));
        this.nodes.push({ name, op, input: [...data, ...(data.length === 0 ? this.pivot : []), ...control], attr });
        return name;
    }
    constant({ shape, dtype, values }) {
        const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
        return this.add("Const", [], {
            dtype: (0, exports.dtypeAttr)(dtype),
            value: { tensor: { dtype, tensorShape: shapeMessage(shape), tensorContent: content } },
        });
    }
    int(value) {
        return this.constant({ shape: [], dtype: trace_1.DTYPES.int32, values: Int32Array.of(value) });
    }
    float(value) {
        return this.constant({ shape: [], dtype: trace_1.DTYPES.float32, values: Float32Array.of(value) });
    }
    /**
     * A value that is fed with each call, copied at once. tfjs-node lends TensorFlow the memory of a JavaScript array and takes it back when the last reference goes; were
     * that reference held by a variable or a loop, it would go on one of TensorFlow's threads, where JavaScript must not be touched (seen: a corrupted heap).
     */
    placeholder(name, dtype, shape) {
        const fed = this.add("Placeholder", [], { dtype: (0, exports.dtypeAttr)(dtype), shape: (0, exports.shapeAttr)(shape) }, name);
        return this.add("DeepCopy", [fed], { T: (0, exports.dtypeAttr)(dtype) });
    }
    /**
     * A loop `for (i = 0; i < limit; i++)`.
     * @param body adds nodes; `enter` brings a port from outside in. Returns the nodes that must have run before the next turn
     * @returns a node that runs after the last turn
     */
    loop(frame, limit, body) {
        const enterAttr = (dtype, constant) => ({
            T: (0, exports.dtypeAttr)(dtype),
            frame_name: (0, exports.textAttr)(frame),
            is_constant: (0, exports.boolAttr)(constant),
            parallel_iterations: (0, exports.intAttr)(1),
        });
        const int = { T: (0, exports.dtypeAttr)(trace_1.DTYPES.int32) };
        const start = this.add("Enter", [this.int(0)], enterAttr(trace_1.DTYPES.int32, false));
        const next = `${frame}/next`;
        const merge = this.add("Merge", [start, next], { ...int, N: (0, exports.intAttr)(2) });
        const end = this.add("Enter", [limit], enterAttr(trace_1.DTYPES.int32, true));
        const condition = this.add("LoopCond", [this.add("Less", [merge, end], int)]);
        const turn = this.add("Switch", [merge, condition], int);
        const i = this.add("Identity", [`${turn}:1`], int);
        const outer = this.pivot;
        this.pivot = [`^${i}`];
        const done = body(i, (port, dtype) => this.add("Enter", [port], enterAttr(dtype, true)));
        const advanced = this.add("AddV2", [i, this.int(1), ...done.map((node) => `^${node}`)], int);
        this.add("NextIteration", [advanced], int, next);
        this.pivot = outer;
        return this.add("Exit", [turn], int);
    }
    /** Adds a trace's operations. @returns the ports of its outputs */
    inline(trace, inputs) {
        const ports = new Map(inputs.map((port, input) => [(0, trace_1.refKey)({ kind: "input", input }), port]));
        const portOf = (ref) => {
            const known = ports.get((0, trace_1.refKey)(ref));
            if (known)
                return known;
            if (ref.kind !== "constant")
                throw new Error(`The trace uses ${(0, trace_1.refKey)(ref)} before it is computed.`);
            const port = this.constant(trace.constants[ref.constant]);
            ports.set((0, trace_1.refKey)(ref), port);
            return port;
        };
        trace.ops.forEach((op, index) => {
            const name = this.add(op.type, op.inputs.map(portOf), Object.fromEntries(op.attributes.map(attrEntry)));
            op.outputs.forEach((_, output) => {
                ports.set((0, trace_1.refKey)({ kind: "op", op: index, output }), output === 0 ? name : `${name}:${output}`);
            });
        });
        return trace.outputs.map(portOf);
    }
}
exports.Graph = Graph;
function attrEntry({ name, value }) {
    switch (value.type) {
        case "string":
            return [name, (0, exports.textAttr)(String(value.value))];
        case "int":
            return [name, (0, exports.intAttr)(Number(value.value))];
        case "float":
            return [name, { f: Number(value.value) }];
        case "bool":
            return [name, (0, exports.boolAttr)(Boolean(value.value))];
        case "dtype":
            return [name, (0, exports.dtypeAttr)(Number(value.value))];
        case "shape":
            return [name, (0, exports.shapeAttr)(value.value)];
        case "list": {
            const numbers = value.value.map(Number);
            if (value.of === "string")
                return [name, { list: { s: value.value.map((text) => Buffer.from(String(text))) } }];
            return [name, { list: value.of === "dtype" ? { type: numbers } : value.of === "int" ? { i: numbers } : { f: numbers } }];
        }
    }
}
//# sourceMappingURL=graph.js.map