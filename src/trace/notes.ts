/** What is written down while a tensor function runs: a binding that passes every call on and notes it, and the trace that comes of it. */

import type { Binding, NativeAttribute, NativeTensor } from "../backend/binding";
import type { Tensor } from "../backend/tf";
import { RecordError, refusedAlways, refusedConstant, refusedResult } from "./refusals";
import { type Attribute, type AttributeValue, type Constant, DTYPES, type Op, type Ref, type Trace, type Value } from "./trace";

export class Notes {
  /** The first refusal; it holds even where the function catches the error. */
  refused?: RecordError;
  /** Whether TensorFlow.js is looking at values only to check them. */
  checking = false;
  private readonly ops: Op[] = [];
  private readonly constants: Constant[] = [];
  private readonly refs = new Map<number, Ref>();
  /** Tensors that the function made from JavaScript values; they become constants when they are used. */
  private readonly made = new Map<number, Constant>();
  private readonly numbers = new Map<number, Ref>();

  /** @param names of the inputs, for messages */
  constructor(
    private readonly real: Binding,
    private readonly names: readonly string[] = [],
  ) {}

  /** Tells which tensor an input is. */
  know(id: number, ref: Ref): void {
    this.refs.set(id, ref);
  }

  /** Tells that an input's value is known in JavaScript: where the number or its negative becomes a scalar, the input stands. */
  stand(number: number, ref: Ref): void {
    this.numbers.set(Math.fround(number), ref);
  }

  /** The binding with its calls written down; everything else is the real one's. */
  wrapped(): Binding {
    const { real } = this;
    return Object.create(real, {
      executeOp: {
        value: (type: string, attributes: NativeAttribute[], inputs: number[], count: number) => {
          const why = refusedAlways(type);
          if (why) throw this.refuse(`The operation ${type} cannot be recorded: it ${why}.`);
          const outputs = real.executeOp(type, attributes, inputs, count);
          this.op(type, attributes, inputs, outputs);
          return outputs;
        },
      },
      createTensor: {
        value: (shape: number[], dtype: number, values: Constant["values"]) => {
          const id = real.createTensor(shape, dtype, values);
          this.made.set(id, { shape: [...shape], dtype, values: refusedConstant(dtype) ? values : real.tensorDataSync(id) });
          return id;
        },
      },
      deleteTensor: { value: (id: number) => real.deleteTensor(id) },
      tensorDataSync: {
        value: (id: number) => {
          if (!this.checking) throw this.read(this.described(id));
          return real.tensorDataSync(id);
        },
      },
      runSavedModel: {
        value: () => {
          throw this.refuse("A saved model that is run within a step cannot be recorded. Run it before, and pass its result as an input.");
        },
      },
    }) as Binding;
  }

  /** The refusal of a value that is read. */
  read(what: string): RecordError {
    return this.refuse(
      `The step read the value of ${what}. A step that runs as a graph has no values in JavaScript: return the tensor and read it after the step.`,
    );
  }

  refuse(message: string): RecordError {
    const error = new RecordError(message);
    this.refused ??= error;
    return error;
  }

  trace(inputs: Tensor[], outputIds: number[]): Trace {
    const outputs = outputIds.map((id) => this.ref(id, "the result"));
    return { inputs: inputs.map(describeTensor), ops: this.ops, constants: this.constants, outputs };
  }

  private op(type: string, attributes: NativeAttribute[], inputs: number[], outputs: NativeTensor[]): void {
    for (const { dtype } of outputs) {
      const why = refusedResult(dtype);
      if (why) throw this.refuse(`The operation ${type} cannot be recorded: it ${why}.`);
    }
    const refs = inputs.map((id) => this.ref(id, `the operation ${type}`));
    const op = this.ops.length;
    this.ops.push({
      type,
      attributes: [...attributes.map((attribute) => this.attribute(type, attribute)), ...inferred(type, outputs)],
      inputs: refs,
      outputs: outputs.map(({ shape, dtype }): Value => ({ shape: [...shape], dtype })),
    });
    outputs.forEach(({ id }, output) => {
      this.know(id, { kind: "op", op, output });
    });
  }

  /** A tensor made before the recording that is not among the inputs is a constant of the step. */
  private ref(id: number, user: string): Ref {
    const known = this.refs.get(id);
    if (known) return known;
    const constant = this.made.get(id) ?? this.captured(id);
    const why = refusedConstant(constant.dtype);
    if (why) throw this.refuse(`Cannot record: ${user} ${why}.`);
    const ref = this.standIn(constant) ?? { kind: "constant", constant: this.constants.push(constant) - 1 };
    this.know(id, ref);
    return ref;
  }

  private captured(id: number): Constant {
    const [{ id: copy, shape, dtype }] = this.real.executeOp("Identity", [], [id], 1) as [NativeTensor];
    try {
      return { shape: [...shape], dtype, values: refusedConstant(dtype) ? new Uint8Array() : this.real.tensorDataSync(copy) };
    } finally {
      this.real.deleteTensor(copy);
    }
  }

  private standIn({ shape, dtype, values }: Constant): Ref | undefined {
    if (shape.length > 0 || dtype !== DTYPES.float32) return undefined;
    const [value] = values as unknown as [number];
    const negated = this.numbers.get(-value);
    if (!negated) return this.numbers.get(value);
    const attributes: Attribute[] = [{ name: "T", value: { type: "dtype", value: dtype } }];
    return { kind: "op", op: this.ops.push({ type: "Neg", attributes, inputs: [negated], outputs: [{ shape, dtype }] }) - 1, output: 0 };
  }

  private described(id: number): string {
    const ref = this.refs.get(id);
    if (ref?.kind === "op") return `the result of ${this.ops[ref.op]?.type}`;
    if (ref?.kind === "input") return this.names[ref.input] ?? `input ${ref.input}`;
    return "a constant";
  }

  private attribute(op: string, { name, type, value }: NativeAttribute): Attribute {
    const kinds: [number, AttributeValue["type"]][] = [
      [this.real.TF_ATTR_STRING, "string"],
      [this.real.TF_ATTR_INT, "int"],
      [this.real.TF_ATTR_FLOAT, "float"],
      [this.real.TF_ATTR_BOOL, "bool"],
      [this.real.TF_ATTR_TYPE, "dtype"],
      [this.real.TF_ATTR_SHAPE, "shape"],
    ];
    const kind = kinds.find(([number]) => number === type)?.[1];
    if (!kind) throw this.refuse(`The operation ${op} has no graph form: its attribute "${name}" is of a kind that is not known here.`);
    if (Array.isArray(value) && kind !== "shape") return { name, value: { type: "list", of: kind as "int", value } };
    return { name, value: { type: kind, value } as AttributeValue };
  }
}

/** Attributes that TensorFlow.js leaves out and an operation infers, but a node of a graph must have. */
const inferred = (type: string, [output]: NativeTensor[]): Attribute[] =>
  type === "ExpandDims" && output ? [{ name: "T", value: { type: "dtype", value: output.dtype } }] : [];

const DTYPE_NUMBERS: Record<string, number> = { float32: DTYPES.float32, int32: DTYPES.int32, bool: DTYPES.bool };

/** Whether a tensor can be an input or a state. */
export const isRecordable = ({ dtype }: Tensor): boolean => dtype in DTYPE_NUMBERS;

/** Shape and type of a tensor. @throws RecordError for strings and complex numbers */
export function describeTensor({ shape, dtype }: Tensor): Value {
  const number = DTYPE_NUMBERS[dtype];
  if (number === undefined) throw new RecordError(`An input of type ${dtype} cannot be recorded; expected float32, int32 or bool.`);
  return { shape: [...shape], dtype: number };
}
