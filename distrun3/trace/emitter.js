"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Emitter = void 0;
exports.broadcastShape = broadcastShape;
const trace_1 = require("./trace");
const INT32 = { type: "dtype", value: trace_1.DTYPES.int32 };
const KEEP = { name: "keep_dims", value: { type: "bool", value: true } };
/** The shape of two values that are broadcast against each other. @throws RangeError when they do not fit */
function broadcastShape(a, b) {
    const rank = Math.max(a.length, b.length);
    return Array.from({ length: rank }, (_, i) => {
        const [m, n] = [a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1];
        if (m !== n && m !== 1 && n !== 1)
            throw new RangeError(`Shapes [${a}] and [${b}] do not fit.`);
        return m === 1 ? n : m;
    });
}
class Emitter {
    rewriter;
    constructor(rewriter) {
        this.rewriter = rewriter;
    }
    shape(ref) {
        return this.rewriter.value(ref).shape;
    }
    /** The operation again, with other inputs; its outputs have the same shapes. @returns the first output */
    again(op, inputs) {
        return this.rewriter.emit({ ...op, inputs })[0];
    }
    unary(type, x) {
        return this.op(type, [x], { shape: this.shape(x), dtype: trace_1.DTYPES.float32 });
    }
    binary(type, a, b) {
        return this.op(type, [a, b], { shape: broadcastShape(this.shape(a), this.shape(b)), dtype: trace_1.DTYPES.float32 });
    }
    /** An operation on `gradient` and a value of the same shape: ReluGrad, EluGrad, … */
    gradient(type, gradient, of) {
        return this.op(type, [gradient, of], { shape: this.shape(of), dtype: trace_1.DTYPES.float32 });
    }
    add = (a, b) => this.binary("AddV2", a, b);
    sub = (a, b) => this.binary("Sub", a, b);
    mul = (a, b) => this.binary("Mul", a, b);
    div = (a, b) => this.binary("RealDiv", a, b);
    neg = (x) => this.unary("Neg", x);
    scale = (x, by) => this.mul(x, this.number(by));
    /** The sum of those that are there. */
    sum(refs) {
        const there = refs.filter((ref) => ref !== undefined);
        return there.length === 0 ? undefined : there.reduce(this.add);
    }
    number(value) {
        return this.rewriter.addConstant({ shape: [], dtype: trace_1.DTYPES.float32, values: Float32Array.of(value) });
    }
    /** Numbers of a height and a width, for all examples and channels: `[1, height, width, 1]`. */
    plane(rows) {
        const shape = [1, rows.length, rows[0]?.length ?? 0, 1];
        return this.rewriter.addConstant({ shape, dtype: trace_1.DTYPES.float32, values: Float32Array.from(rows.flat()) });
    }
    integers(values) {
        return this.rewriter.addConstant({ shape: [values.length], dtype: trace_1.DTYPES.int32, values: Int32Array.from(values) });
    }
    /** The numbers of an int32 constant. @throws RangeError for a value that is computed */
    integersOf(ref) {
        const constant = this.rewriter.constant(ref);
        if (!constant)
            throw new RangeError("Axes must be known when the step is recorded.");
        return [...constant.values];
    }
    reshape(x, shape) {
        if (this.shape(x).join() === shape.join())
            return x;
        return this.op("Reshape", [x, this.integers(shape)], { shape, dtype: trace_1.DTYPES.float32 }, [{ name: "Tshape", value: INT32 }]);
    }
    zeros(shape) {
        return this.broadcast(this.number(0), shape);
    }
    /** The value in a larger shape; itself if it has that shape. */
    broadcast(x, shape) {
        if (this.shape(x).join() === shape.join())
            return x;
        const attributes = [{ name: "Tidx", value: INT32 }];
        return this.op("BroadcastTo", [x, this.integers(shape)], { shape, dtype: trace_1.DTYPES.float32 }, attributes);
    }
    /** The sum over the last axis, which stays with size 1. */
    sumOfLast(x) {
        const shape = this.shape(x);
        const output = { shape: [...shape.slice(0, -1), 1], dtype: trace_1.DTYPES.float32 };
        return this.op("Sum", [x, this.integers([shape.length - 1])], output, [KEEP, { name: "Tidx", value: INT32 }]);
    }
    /** The sum over all axes but the last: one number a channel. */
    sumToLast(x) {
        const shape = this.shape(x);
        const output = { shape: shape.slice(-1), dtype: trace_1.DTYPES.float32 };
        const axes = this.integers(shape.slice(1).map((_, axis) => axis));
        return this.op("Sum", [x, axes], output, [
            { name: "keep_dims", value: { type: "bool", value: false } },
            { name: "Tidx", value: INT32 },
        ]);
    }
    /** `a` where the condition `x < 0`, `x > 0`, `a ≥ b` … holds, else `b`; all of one shape. */
    where(condition, a, b) {
        const shape = this.shape(condition);
        return this.op("Select", [condition, this.broadcast(a, shape), this.broadcast(b, shape)], { shape, dtype: trace_1.DTYPES.float32 });
    }
    compare(type, a, b) {
        return this.op(type, [a, b], { shape: broadcastShape(this.shape(a), this.shape(b)), dtype: trace_1.DTYPES.bool });
    }
    op(type, inputs, output, attributes = []) {
        return this.rewriter.emit({ type, attributes: [trace_1.FLOAT, ...attributes], inputs, outputs: [output] })[0];
    }
}
exports.Emitter = Emitter;
//# sourceMappingURL=emitter.js.map