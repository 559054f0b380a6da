/** Writes operations on float32 values into a trace under construction: what rules of differentiation are made of, and some passes. */
import type { Rewriter } from "./rewrite";
import { type Attribute, DTYPES, FLOAT, type Op, type Ref, type Value } from "./trace";

const INT32: Attribute["value"] = { type: "dtype", value: DTYPES.int32 };
const KEEP: Attribute = { name: "keep_dims", value: { type: "bool", value: true } };

/** The shape of two values that are broadcast against each other. @throws RangeError when they do not fit */
export function broadcastShape(a: number[], b: number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [m, n] = [a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1];
    if (m !== n && m !== 1 && n !== 1) throw new RangeError(`Shapes [${a}] and [${b}] do not fit.`);
    return m === 1 ? n : m;
  });
}

export class Emitter {
  constructor(private readonly rewriter: Rewriter) {}

  shape(ref: Ref): number[] {
    return this.rewriter.value(ref).shape;
  }

  /** The operation again, with other inputs; its outputs have the same shapes. @returns the first output */
  again(op: Op, inputs: Ref[]): Ref {
    return this.rewriter.emit({ ...op, inputs })[0] as Ref;
  }

  unary(type: string, x: Ref): Ref {
    return this.op(type, [x], { shape: this.shape(x), dtype: DTYPES.float32 });
  }

  binary(type: "AddV2" | "Sub" | "Mul" | "RealDiv", a: Ref, b: Ref): Ref {
    return this.op(type, [a, b], { shape: broadcastShape(this.shape(a), this.shape(b)), dtype: DTYPES.float32 });
  }

  /** An operation on `gradient` and a value of the same shape: ReluGrad, EluGrad, … */
  gradient(type: string, gradient: Ref, of: Ref): Ref {
    return this.op(type, [gradient, of], { shape: this.shape(of), dtype: DTYPES.float32 });
  }

  add = (a: Ref, b: Ref): Ref => this.binary("AddV2", a, b);
  sub = (a: Ref, b: Ref): Ref => this.binary("Sub", a, b);
  mul = (a: Ref, b: Ref): Ref => this.binary("Mul", a, b);
  div = (a: Ref, b: Ref): Ref => this.binary("RealDiv", a, b);
  neg = (x: Ref): Ref => this.unary("Neg", x);
  scale = (x: Ref, by: number): Ref => this.mul(x, this.number(by));

  /** The sum of those that are there. */
  sum(refs: (Ref | undefined)[]): Ref | undefined {
    const there = refs.filter((ref): ref is Ref => ref !== undefined);
    return there.length === 0 ? undefined : there.reduce(this.add);
  }

  number(value: number): Ref {
    return this.rewriter.addConstant({ shape: [], dtype: DTYPES.float32, values: Float32Array.of(value) });
  }

  /** Numbers of a height and a width, for all examples and channels: `[1, height, width, 1]`. */
  plane(rows: number[][]): Ref {
    const shape = [1, rows.length, rows[0]?.length ?? 0, 1];
    return this.rewriter.addConstant({ shape, dtype: DTYPES.float32, values: Float32Array.from(rows.flat()) });
  }

  integers(values: number[]): Ref {
    return this.rewriter.addConstant({ shape: [values.length], dtype: DTYPES.int32, values: Int32Array.from(values) });
  }

  /** The numbers of an int32 constant. @throws RangeError for a value that is computed */
  integersOf(ref: Ref): number[] {
    const constant = this.rewriter.constant(ref);
    if (!constant) throw new RangeError("Axes must be known when the step is recorded.");
    return [...constant.values];
  }

  reshape(x: Ref, shape: number[]): Ref {
    if (this.shape(x).join() === shape.join()) return x;
    return this.op("Reshape", [x, this.integers(shape)], { shape, dtype: DTYPES.float32 }, [{ name: "Tshape", value: INT32 }]);
  }

  zeros(shape: number[]): Ref {
    return this.broadcast(this.number(0), shape);
  }

  /** The value in a larger shape; itself if it has that shape. */
  broadcast(x: Ref, shape: number[]): Ref {
    if (this.shape(x).join() === shape.join()) return x;
    const attributes = [{ name: "Tidx", value: INT32 }];
    return this.op("BroadcastTo", [x, this.integers(shape)], { shape, dtype: DTYPES.float32 }, attributes);
  }

  /** The sum over the last axis, which stays with size 1. */
  sumOfLast(x: Ref): Ref {
    const shape = this.shape(x);
    const output = { shape: [...shape.slice(0, -1), 1], dtype: DTYPES.float32 };
    return this.op("Sum", [x, this.integers([shape.length - 1])], output, [KEEP, { name: "Tidx", value: INT32 }]);
  }

  /** The sum over all axes but the last: one number a channel. */
  sumToLast(x: Ref): Ref {
    const shape = this.shape(x);
    const output = { shape: shape.slice(-1), dtype: DTYPES.float32 };
    const axes = this.integers(shape.slice(1).map((_, axis) => axis));
    return this.op("Sum", [x, axes], output, [
      { name: "keep_dims", value: { type: "bool", value: false } },
      { name: "Tidx", value: INT32 },
    ]);
  }

  /** `a` where the condition `x < 0`, `x > 0`, `a ≥ b` … holds, else `b`; all of one shape. */
  where(condition: Ref, a: Ref, b: Ref): Ref {
    const shape = this.shape(condition);
    return this.op("Select", [condition, this.broadcast(a, shape), this.broadcast(b, shape)], { shape, dtype: DTYPES.float32 });
  }

  compare(type: "Less" | "Greater" | "GreaterEqual" | "LessEqual", a: Ref, b: Ref): Ref {
    return this.op(type, [a, b], { shape: broadcastShape(this.shape(a), this.shape(b)), dtype: DTYPES.bool });
  }

  private op(type: string, inputs: Ref[], output: Value, attributes: Attribute[] = []): Ref {
    return this.rewriter.emit({ type, attributes: [FLOAT, ...attributes], inputs, outputs: [output] })[0] as Ref;
  }
}
