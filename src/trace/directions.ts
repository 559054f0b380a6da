/** Finds Adam's direction where it is not the step itself, as in LAMB: TensorFlow's Adam, in one go, writes it into a scratch variable, and moves the moments. */
import { Matcher } from "./match";
import { rewrite } from "./rewrite";
import { attributeOf, DTYPES, type Op, type Ref, refKey, sameRef, type Trace } from "./trace";

/** What Adam makes of a gradient: m' / (1 − p₁) / (√(v' / (1 − p₂)) + ε). */
export interface AdamDirection {
  /** States by their numbers among the inputs: the moments. */
  first: number;
  second: number;
  /** m' and v'. */
  moments: [Ref, Ref];
  gradient: Ref;
  power1: Ref;
  power2: Ref;
  beta1: Ref;
  beta2: Ref;
  epsilon: Ref;
}

/** The type of the operation that stands for a direction in a trace; its attributes are the two moments. No operation of TensorFlow. */
export const DIRECTION = "AdamDirection";

/** Operands of TensorFlow's Adam behind its variables, with the rate. */
export const adamOperands = ({ power1, power2, beta1, beta2, epsilon, gradient }: AdamDirection, rate: Ref): Ref[] => [
  power1,
  power2,
  rate,
  beta1,
  beta2,
  epsilon,
  gradient,
];

/** Reads Adam's expressions. */
export class AdamFinder extends Matcher {
  private readonly uses = new Map<string, number>();

  constructor(trace: Trace) {
    super(trace);
    for (const ref of [...trace.ops.flatMap(({ inputs }) => inputs), ...trace.outputs]) this.uses.set(refKey(ref), this.usesOf(ref) + 1);
  }

  /** How often a value is read by an operation or is a result. */
  usesOf(ref: Ref): number {
    return this.uses.get(refKey(ref)) ?? 0;
  }

  /** Whether the moments are read for the direction alone, and become what the direction has of them. @param next what each state becomes */
  isAlone({ first, second, moments }: AdamDirection, next: ReadonlyMap<number, Ref>): boolean {
    return [first, second].every((input, i) => {
      const moment = moments[i] as Ref;
      // Once for the direction, once as the state's next value.
      return this.usesOf({ kind: "input", input }) === 1 && sameRef(next.get(input), moment) && this.usesOf(moment) === 2;
    });
  }

  directionAt(direction: Ref | undefined): AdamDirection | undefined {
    const [unbiased, spread] = this.inputsOf(direction, "RealDiv") ?? [];
    const [m, bias1] = this.inputsOf(unbiased, "RealDiv") ?? [];
    const [root, epsilon] = this.inputsOf(spread, "Add") ?? [];
    const [ratio] = this.inputsOf(root, "Sqrt") ?? [];
    const [v, bias2] = this.inputsOf(ratio, "RealDiv") ?? [];
    const [power1, power2] = [this.inputsOf(bias1, "Sub")?.[1], this.inputsOf(bias2, "Sub")?.[1]];
    const [first, second] = [this.average(m), this.average(v)];
    const [squared] = this.inputsOf(second?.news, "Square") ?? [];
    if (!m || !v || !epsilon || !power1 || !power2 || !first || !second || !sameRef(squared, first.news)) return undefined;
    const slots = { first: first.slot, second: second.slot, beta1: first.share, beta2: second.share };
    return { gradient: first.news, moments: [m, v], power1, power2, epsilon, ...slots };
  }

  /** slot · share + news · (1 − share) */
  average(ref: Ref | undefined): { slot: number; share: Ref; news: Ref } | undefined {
    const [kept, added] = this.inputsOf(ref, "Add") ?? [];
    const [slot, share] = this.inputsOf(kept, "Mul") ?? [];
    const [news, rest] = this.inputsOf(added, "Mul") ?? [];
    if (slot?.kind !== "input" || !share || !news || !rest) return undefined;
    const [a, b] = [this.number(share), this.number(rest)];
    return a !== undefined && b !== undefined && Math.abs(a + b - 1) < 1e-6 ? { slot: slot.input, share, news } : undefined;
  }
}

/**
 * Puts one operation (`DIRECTION`) in the place of each direction whose moments nothing else reads.
 * @param next what each state becomes, by its number among the inputs; those of the moments are then done by the operation, and no results of the trace
 * @param read states whose old values are read elsewhere, behind this trace
 * @returns the trace, and the moments that are done
 */
export function withDirections(
  trace: Trace,
  next: ReadonlyMap<number, Ref>,
  read: ReadonlySet<number> = new Set(),
): { trace: Trace; done: Set<number> } {
  const find = new AdamFinder(trace);
  const found = new Map<number, AdamDirection>();
  trace.ops.forEach((_, op) => {
    const ref: Ref = { kind: "op", op, output: 0 };
    // One that is used once is a step: `updates.ts` looks at those, and TensorFlow.js's own stay as they are rounded there.
    const direction = find.usesOf(ref) > 1 ? find.directionAt(ref) : undefined;
    const isFree = direction && ![direction.first, direction.second].some((state) => read.has(state));
    if (isFree && find.isAlone(direction, next)) found.set(op, direction);
  });
  if (found.size === 0) return { trace, done: new Set() };
  const rewritten = rewrite(trace, (op, { emit, moved, addConstant }, index) => {
    const direction = found.get(index);
    if (!direction) return undefined;
    // var − rate · direction, of a variable of zeros.
    const rate = addConstant({ dtype: DTYPES.float32, shape: [], values: Float32Array.of(-1) });
    const number = (name: "first" | "second") => ({ name, value: { type: "int", value: direction[name] } as const });
    const inputs = adamOperands(direction, rate).map(moved);
    return emit({ type: DIRECTION, inputs, attributes: [number("first"), number("second")], outputs: op.outputs });
  });
  return { trace: rewritten, done: new Set([...found.values()].flatMap(({ first, second }) => [first, second])) };
}

/** The moments of an operation `DIRECTION`. */
export const momentsOf = (op: Op): [first: number, second: number] => [Number(attributeOf(op, "first")), Number(attributeOf(op, "second"))];
