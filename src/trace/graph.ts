/** Builds a TensorFlow graph node by node, and puts recorded operations into it. */
import type { AttrMessage, NodeMessage, ShapeMessage } from "./proto";
import { type Attribute, type Constant, DTYPES, type Op, type Ref, refKey, type Trace } from "./trace";

/** The name of an output: `node` for the first, `node:1` for the second. */
export type Port = string;

export const dtypeAttr = (type: number): AttrMessage => ({ type });
export const boolAttr = (b: boolean): AttrMessage => ({ b });
export const intAttr = (i: number): AttrMessage => ({ i });
export const textAttr = (text: string): AttrMessage => ({ s: Buffer.from(text) });
export const shapeAttr = (shape: number[]): AttrMessage => ({ shape: shapeMessage(shape) });

const shapeMessage = (shape: number[]): ShapeMessage => ({ dim: shape.map((size) => ({ size })) });

export class Graph {
  readonly nodes: NodeMessage[] = [];
  /** Added to every node without inputs of its own; a node inside a loop must hang on it. */
  private pivot: Port[] = [];

  /**
   * Adds a node.
   * @param inputs ports, and `^node` for "after this node"
   * @returns the port of its first output
   */
  add(op: string, inputs: Port[], attr: Record<string, AttrMessage> = {}, name = `${op}_${this.nodes.length}`): Port {
    const data = inputs.filter((input) => !input.startsWith("^"));
    const control = inputs.filter((input) => input.startsWith("^"));
    this.nodes.push({ name, op, input: [...data, ...(data.length === 0 ? this.pivot : []), ...control], attr });
    return name;
  }

  constant({ shape, dtype, values }: Constant): Port {
    const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return this.add("Const", [], {
      dtype: dtypeAttr(dtype),
      value: { tensor: { dtype, tensorShape: shapeMessage(shape), tensorContent: content } },
    });
  }

  int(value: number): Port {
    return this.constant({ shape: [], dtype: DTYPES.int32, values: Int32Array.of(value) });
  }

  float(value: number): Port {
    return this.constant({ shape: [], dtype: DTYPES.float32, values: Float32Array.of(value) });
  }

  /**
   * A value that is fed with each call, copied at once. tfjs-node lends TensorFlow the memory of a JavaScript array and takes it back when the last reference goes; were
   * that reference held by a variable or a loop, it would go on one of TensorFlow's threads, where JavaScript must not be touched (seen: a corrupted heap).
   */
  placeholder(name: string, dtype: number, shape: number[]): Port {
    const fed = this.add("Placeholder", [], { dtype: dtypeAttr(dtype), shape: shapeAttr(shape) }, name);
    return this.add("DeepCopy", [fed], { T: dtypeAttr(dtype) });
  }

  /**
   * A loop `for (i = 0; i < limit; i++)`.
   * @param body adds nodes; `enter` brings a port from outside in. Returns the nodes that must have run before the next turn
   * @returns a node that runs after the last turn
   */
  loop(frame: string, limit: Port, body: (i: Port, enter: (port: Port, dtype: number) => Port) => Port[]): Port {
    const enterAttr = (dtype: number, constant: boolean) => ({
      T: dtypeAttr(dtype),
      frame_name: textAttr(frame),
      is_constant: boolAttr(constant),
      parallel_iterations: intAttr(1),
    });
    const int = { T: dtypeAttr(DTYPES.int32) };
    const start = this.add("Enter", [this.int(0)], enterAttr(DTYPES.int32, false));
    const next = `${frame}/next`;
    const merge = this.add("Merge", [start, next], { ...int, N: intAttr(2) });
    const end = this.add("Enter", [limit], enterAttr(DTYPES.int32, true));
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

  /**
   * Adds a trace's operations.
   * @param own adds operations of a type that TensorFlow does not have, each with one output
   * @returns the ports of its outputs
   */
  inline(trace: Trace, inputs: Port[], own: Record<string, (op: Op, inputs: Port[]) => Port> = {}): Port[] {
    const ports = new Map<string, Port>(inputs.map((port, input) => [refKey({ kind: "input", input }), port]));
    const portOf = (ref: Ref): Port => {
      const known = ports.get(refKey(ref));
      if (known) return known;
      if (ref.kind !== "constant") throw new Error(`The trace uses ${refKey(ref)} before it is computed.`);
      const port = this.constant(trace.constants[ref.constant] as Constant);
      ports.set(refKey(ref), port);
      return port;
    };
    trace.ops.forEach((op, index) => {
      const operands = op.inputs.map(portOf);
      const name = own[op.type]?.(op, operands) ?? this.add(op.type, operands, Object.fromEntries(op.attributes.map(attrEntry)));
      op.outputs.forEach((_, output) => {
        ports.set(refKey({ kind: "op", op: index, output }), output === 0 ? name : `${name}:${output}`);
      });
    });
    return trace.outputs.map(portOf);
  }
}

function attrEntry({ name, value }: Attribute): [string, AttrMessage] {
  switch (value.type) {
    case "string":
      return [name, textAttr(String(value.value))];
    case "int":
      return [name, intAttr(Number(value.value))];
    case "float":
      return [name, { f: Number(value.value) }];
    case "bool":
      return [name, boolAttr(Boolean(value.value))];
    case "dtype":
      return [name, dtypeAttr(Number(value.value))];
    case "shape":
      return [name, shapeAttr(value.value)];
    case "list": {
      const numbers = value.value.map(Number);
      if (value.of === "string") return [name, { list: { s: value.value.map((text) => Buffer.from(String(text))) } }];
      return [name, { list: value.of === "dtype" ? { type: numbers } : value.of === "int" ? { i: numbers } : { f: numbers } }];
    }
  }
}
