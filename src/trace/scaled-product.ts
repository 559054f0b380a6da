/** Recognises products whose channels are scaled and shifted, as by batch norm with running statistics, and the gradients that go back through them. */
import { Matcher } from "./match";
import { isPlainProduct, type Op, type Ref, refKey, sameRef, type Trace } from "./trace";

/** (product(x, W) + b) · s + t, with vectors b, s, t. Operations by their numbers. */
export interface ScaledProduct {
  product: number;
  whole: number;
  bias: Ref;
  scale: Ref;
  shift: Ref;
  back?: Back;
}

/** The gradients of a scaled convolution. */
export interface Back {
  /** The gradient with respect to the whole, g. */
  above: Ref;
  /** ∂W from g · s */
  kernel: number;
  /** ∂s = Σ g · (product(x, W) + b) */
  scale: number;
  /** ∂b = Σ g · s; TensorFlow.js has it for each bias that is a weight. */
  bias?: number;
  /** ∂x from g · s; none for the first layer. */
  input?: number;
}

/** All that are in a trace, where nothing but their gradients needs what lies between. */
export function scaledProducts(trace: Trace): ScaledProduct[] {
  const find = new Finder(trace);
  return trace.ops.flatMap((_, op) => find.at(op) ?? []);
}

/** A use of a value as a result of the whole trace. */
const RESULT = -1;

class Finder extends Matcher {
  /** The operations that read a value, once for each time. */
  private readonly users = new Map<string, number[]>();

  constructor(trace: Trace) {
    super(trace);
    const add = (ref: Ref, user: number) => this.users.set(refKey(ref), [...this.usersOf(ref), user]);
    trace.ops.forEach(({ inputs }, user) => {
      for (const ref of inputs) add(ref, user);
    });
    for (const ref of trace.outputs) add(ref, RESULT);
  }

  at(whole: number): ScaledProduct | undefined {
    const sum: Ref = { kind: "op", op: whole, output: 0 };
    const [scaled, shift] = this.inputsOf(sum, "Add") ?? [];
    const [biased, scale] = this.inputsOf(scaled, "Mul") ?? [];
    const [product, bias] = this.inputsOf(biased, "BiasAdd") ?? [];
    if (product?.kind !== "op" || scaled?.kind !== "op" || !shift || !biased || !scale || !bias) return undefined;
    const producer = this.opAt(product.op);
    const isProduct = producer.type === "Conv2D" || isPlainProduct(producer);
    const channels = this.value(product).shape.at(-1);
    const isVector = (ref: Ref) => this.value(ref).shape.length === 1 && this.value(ref).shape[0] === channels;
    const isOnly = (ref: Ref) => this.usersOf(ref).length === 1;
    if (!isProduct || ![scale, shift].every(isVector) || ![scaled, product].every(isOnly)) return undefined;
    const found = { product: product.op, whole, bias, scale, shift };
    if (isOnly(biased)) return found;
    const back = this.back(found, biased, scaled.op);
    return back && { ...found, back };
  }

  private back({ product, scale }: ScaledProduct, biased: Ref, scaled: number): Back | undefined {
    const [weighted, ...others] = this.usersOf(biased).filter((user) => user !== scaled);
    if (weighted === undefined || others.length > 0 || this.typeAt(weighted) !== "Mul") return undefined;
    const [above, by] = this.opAt(weighted).inputs;
    if (!above || !sameRef(by, biased)) return undefined;
    const [ofScale, ...more] = this.usersOf(this.outputOf(weighted));
    if (ofScale === undefined || more.length > 0 || !this.isSumToChannels(ofScale)) return undefined;
    const slope = this.usersOf(above).find((user) => this.typeAt(user) === "Mul" && sameRef(this.opAt(user).inputs[1], scale));
    if (slope === undefined || this.typeAt(product) !== "Conv2D") return undefined;
    const [x, kernel] = this.opAt(product).inputs;
    const found: Partial<Back> = {};
    for (const user of this.usersOf(this.outputOf(slope))) {
      const [first, second] = user === RESULT ? [] : this.opAt(user).inputs;
      const type = this.typeAt(user);
      if (type === "Conv2DBackpropFilter" && sameRef(first, x) && found.kernel === undefined) found.kernel = user;
      else if (type === "Conv2DBackpropInput" && sameRef(second, kernel) && found.input === undefined) found.input = user;
      else if (this.isSumToChannels(user) && found.bias === undefined) found.bias = user;
      else return undefined;
    }
    return found.kernel === undefined ? undefined : { ...found, above, kernel: found.kernel, scale: ofScale };
  }

  private usersOf(ref: Ref): number[] {
    return this.users.get(refKey(ref)) ?? [];
  }

  private opAt(number: number): Op {
    return this.trace.ops[number] as Op;
  }

  private typeAt(number: number): string | undefined {
    return this.trace.ops[number]?.type;
  }

  private outputOf(op: number): Ref {
    return { kind: "op", op, output: 0 };
  }

  /** Whether an operation is a sum over all axes but the last, which is not kept with size 1. */
  private isSumToChannels(number: number): boolean {
    if (this.typeAt(number) !== "Sum") return false;
    const [x, axes] = this.opAt(number).inputs as [Ref, Ref];
    const { shape } = this.value(x);
    const others = shape.slice(1).map((_, axis) => axis);
    return this.numbers(axes)?.join() === others.join() && this.value(this.outputOf(number)).shape.length === 1;
  }
}
