/** Records a tensor function: runs it once on TensorFlow and writes down every operation that it calls. */
import { type Tensor, tf } from "../backend/tf";
import { UserError } from "../errors";
import { type Binding, type NativeAttribute, type NativeTensor, nativeBackend } from "./binding";
import type { Attribute, AttributeValue, Constant, Ref, Trace, Value } from "./trace";

/** What cannot be recorded, with the operation's name and what to do instead. */
export class RecordError extends UserError {
  override readonly name = "RecordError";
}

export type TensorFunction = (inputs: Tensor[]) => Tensor[];

/**
 * Records `step`. Variables (tf.Variable) that it reads or assigns must be given as inputs and outputs.
 * @param step made of tensor operations alone; called once for each of `examples`
 * @param examples two lists of inputs of the same shapes and different values. What differs between the two recordings was computed in JavaScript, and would have
 *   been frozen; with one list that check is left out
 * @throws RecordError for a value that is read, a constant that depends on the inputs, or a shape that does
 */
export function record(step: TensorFunction, ...examples: Tensor[][]): Trace {
  const [first, ...others] = examples.map((inputs) => recordOnce(step, inputs));
  if (!first) throw new RangeError("record() needs an example of the inputs.");
  for (const other of others) compare(first, other);
  return first;
}

function recordOnce(step: TensorFunction, inputs: Tensor[]): Trace {
  const backend = nativeBackend();
  const real = backend.binding;
  // Inputs go to the device first, so that their upload is not mistaken for a constant.
  const ids = backend.getInputTensorIds(inputs);
  const notes = new Notes(real);
  for (const [input, id] of ids.entries()) notes.know(id, { kind: "input", input });
  backend.binding = notes.wrapped();
  let outputs: Tensor[] = [];
  try {
    return tf.tidy(() => {
      outputs = step(inputs);
      const outputIds = backend.getInputTensorIds(outputs);
      return notes.trace(inputs, outputIds) as unknown as tf.TensorContainer;
    }) as unknown as Trace;
  } finally {
    backend.binding = real;
  }
}

/** What is written down while a function runs. */
class Notes {
  private readonly ops: Trace["ops"] = [];
  private readonly constants: Constant[] = [];
  private readonly refs = new Map<number, Ref>();
  private last = "nothing";

  constructor(private readonly real: Binding) {}

  know(id: number, ref: Ref): void {
    this.refs.set(id, ref);
  }

  /** The binding with its calls written down; everything else is the real one's. */
  wrapped(): Binding {
    const { real } = this;
    return Object.create(real, {
      executeOp: {
        value: (type: string, attributes: NativeAttribute[], inputs: number[], count: number) => {
          this.last = type;
          const outputs = real.executeOp(type, attributes, inputs, count);
          this.op(type, attributes, inputs, outputs);
          return outputs;
        },
      },
      createTensor: {
        value: (shape: number[], dtype: number, values: Constant["values"]) => {
          const id = real.createTensor(shape, dtype, values);
          this.constant(id, { shape: [...shape], dtype, values: real.tensorDataSync(id) });
          return id;
        },
      },
      deleteTensor: { value: (id: number) => real.deleteTensor(id) },
      tensorDataSync: {
        value: () => {
          throw new RecordError(
            `A recorded step read the value of a tensor (after ${this.last}). A step that runs as a graph has no values in JavaScript: return the tensor and read it after the step.`,
          );
        },
      },
    }) as Binding;
  }

  trace(inputs: Tensor[], outputIds: number[]): Trace {
    return {
      inputs: inputs.map((tensor) => ({ shape: tensor.shape, dtype: dtypeNumber(tensor.dtype) })),
      ops: this.ops,
      constants: this.constants,
      outputs: outputIds.map((id) => this.ref(id)),
    };
  }

  private op(type: string, attributes: NativeAttribute[], inputs: number[], outputs: NativeTensor[]): void {
    const op = this.ops.length;
    this.ops.push({
      type,
      attributes: attributes.map((attribute) => this.attribute(type, attribute)),
      inputs: inputs.map((id) => this.ref(id)),
      outputs: outputs.map(({ shape, dtype }): Value => ({ shape: [...shape], dtype })),
    });
    outputs.forEach(({ id }, output) => {
      this.know(id, { kind: "op", op, output });
    });
  }

  private constant(id: number, constant: Constant): Ref {
    const ref: Ref = { kind: "constant", constant: this.constants.length };
    this.constants.push(constant);
    this.know(id, ref);
    return ref;
  }

  /** A tensor made before the recording that is not among the inputs is a constant of the step. */
  private ref(id: number): Ref {
    const known = this.refs.get(id);
    if (known) return known;
    const [copy] = this.real.executeOp("Identity", [], [id], 1) as [NativeTensor];
    const values = this.real.tensorDataSync(copy.id);
    this.real.deleteTensor(copy.id);
    return this.constant(id, { shape: [...copy.shape], dtype: copy.dtype, values });
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
    if (!kind) throw new RecordError(`The operation ${op} has no graph form: its attribute "${name}" is of a kind that is not known here.`);
    if (Array.isArray(value) && kind !== "shape") return { name, value: { type: "list", of: kind as "int", value } };
    return { name, value: { type: kind, value } as AttributeValue };
  }
}

const DTYPE_NUMBERS: Record<string, number> = { float32: 1, int32: 3, bool: 10 };

function dtypeNumber(dtype: string): number {
  const number = DTYPE_NUMBERS[dtype];
  if (number === undefined) throw new RecordError(`An input of type ${dtype} cannot be recorded; expected float32, int32 or bool.`);
  return number;
}

/** Two recordings with different inputs must be the same, constants included. */
function compare(a: Trace, b: Trace): void {
  const count = Math.max(a.ops.length, b.ops.length);
  for (let i = 0; i < count; i++) {
    const [one, other] = [a.ops[i], b.ops[i]];
    if (one?.type !== other?.type) {
      throw new RecordError(
        `The step does not always do the same: operation ${i} is ${one?.type ?? "missing"} for one input and ${other?.type ?? "missing"} for another. Decide with tf.where instead of in JavaScript.`,
      );
    }
    if (JSON.stringify(one?.outputs) !== JSON.stringify(other?.outputs)) {
      throw new RecordError(`The shape of a result of ${one?.type} depends on the data. Use operations of fixed shape, such as a mask.`);
    }
    if (JSON.stringify([one?.attributes, one?.inputs]) !== JSON.stringify([other?.attributes, other?.inputs])) {
      throw new RecordError(`The settings of ${one?.type} (operation ${i}) depend on the data. Compute them with tensors.`);
    }
  }
  a.constants.forEach((constant, i) => {
    const other = b.constants[i];
    if (other && sameBytes(constant.values, other.values)) return;
    const user = a.ops.find((op) => op.inputs.some((ref) => ref.kind === "constant" && ref.constant === i));
    throw new RecordError(
      `A constant that goes into ${user?.type ?? "the result"} differs between two recordings: it was computed in JavaScript and would be frozen. Pass it as an input (a rate, a step number), or draw it with uniform() (a mask).`,
    );
  });
}

const sameBytes = (a: Constant["values"], b: Constant["values"]): boolean =>
  Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));
