/** Reads a trace backwards from a value, to recognise what an expression is. */
import { attributeOf, type Constant, describeRef, type Ref, type Trace, type Value } from "./trace";

/** TensorFlow has two names for the same sum. */
const SAME: Record<string, string> = { AddV2: "Add" };

export class Matcher {
  constructor(readonly trace: Trace) {}

  /** The inputs of the operation that computes a value, if it is of that type; `Add` stands for AddV2, too. */
  inputsOf(ref: Ref | undefined, type: string): Ref[] | undefined {
    if (ref?.kind !== "op") return undefined;
    const op = this.trace.ops[ref.op];
    return op && (SAME[op.type] ?? op.type) === type ? op.inputs : undefined;
  }

  attributeOf(ref: Ref | undefined, name: string): unknown {
    const op = ref?.kind === "op" ? this.trace.ops[ref.op] : undefined;
    return op && attributeOf(op, name);
  }

  constant(ref: Ref | undefined): Constant | undefined {
    return ref?.kind === "constant" ? this.trace.constants[ref.constant] : undefined;
  }

  /** The number of a constant that is one number. */
  number(ref: Ref | undefined): number | undefined {
    const values = this.constant(ref)?.values;
    return values?.length === 1 ? values[0] : undefined;
  }

  /** The numbers of a small constant, such as a list of axes. */
  numbers(ref: Ref | undefined): number[] | undefined {
    const values = this.constant(ref)?.values;
    return values && [...values];
  }

  value(ref: Ref): Value {
    return describeRef(this.trace, ref);
  }

  isScalar(ref: Ref): boolean {
    return this.value(ref).shape.length === 0;
  }
}
