/** The trace of a large batch from recordings of small ones: what changes with the batch is a linear function of it. */
import type { Tensor } from "../backend/tf";
import { RecordError, record, type TensorFunction } from "./record";
import type { Attribute, Constant, Op, Trace, Value } from "./trace";

/** Two batches give the line, the third tests it. None is 1, which broadcasting treats in its own way. Of a step that cuts its batch: numbers of whole groups. */
const PROBES = [2, 3, 5] as const;

/**
 * Records a step for a batch of any size at the cost of tiny ones: it is recorded at three small batches, and every size, shape and constant that differs between them
 * is continued in a straight line (a shape [n, 512], a divisor n). Also checks with two different inputs that nothing is frozen.
 * @param example inputs for a batch of `n`; other values for another `variant`
 * @param grain of a step that cuts its batch into groups of so many examples, or into so many parts: it is recorded with 2, 3 and 5 groups and what the batch leaves of one,
 *   and what changes with the number of groups is continued
 * @throws RecordError as `record` does, and where something depends on the batch in another way
 */
export function recordForBatch(step: TensorFunction, example: (n: number, variant: number) => Tensor[], size: number, grain = 1): Trace {
  const sizes = PROBES.map((groups) => groups * grain + (size % grain)) as Three<number>;
  const [two, three, five] = [
    record(step, example(sizes[0], 1), example(sizes[0], 2)),
    record(step, example(sizes[1], 1)),
    record(step, example(sizes[2], 1)),
  ];
  const all: Probes = [two, three, five];
  sameKinds(all);
  const batch = Math.floor(size / grain);
  return {
    inputs: two.inputs.map((_, i) =>
      valueAt(
        pick(all, (trace) => trace.inputs[i] as Value),
        batch,
      ),
    ),
    ops: two.ops.map((_, i) =>
      opAt(
        pick(all, (trace) => trace.ops[i] as Op),
        batch,
      ),
    ),
    constants: two.constants.map((_, i) =>
      constantAt(
        pick(all, (trace) => trace.constants[i] as Constant),
        batch,
      ),
    ),
    outputs: two.outputs,
  };
}

type Three<T> = [T, T, T];
type Probes = Three<Trace>;

const pick = <T>(probes: Probes, part: (trace: Trace) => T): Three<T> => probes.map(part) as Three<T>;

function sameKinds(probes: Probes): void {
  const key = (trace: Trace) =>
    JSON.stringify([trace.ops.map((op) => [op.type, op.inputs]), trace.constants.map(({ dtype }) => dtype), trace.outputs]);
  const [first, ...others] = probes.map(key);
  if (others.some((other) => other !== first))
    throw new RecordError("The step does other operations for other batch sizes; it cannot be recorded for all of them at once.");
}

/** The straight line through two probes, continued to `batch`. @throws RecordError when the third probe is off it */
function line([two, three, five]: Three<number>, batch: number, where: string): number {
  if (two === three && two === five) return two;
  const slope = three - two;
  const at = (n: number) => two + slope * (n - PROBES[0]);
  if (at(PROBES[2]) !== five)
    throw new RecordError(
      `A number in ${where} depends on the batch size, but not in a straight line: ${two}, ${three}, ${five} for ${PROBES}.`,
    );
  return at(batch);
}

const shapeAt = (shapes: Three<number[]>, batch: number, where: string): number[] =>
  shapes[0].map((_, i) => line(shapes.map((shape) => shape[i]) as Three<number>, batch, where));

const valueAt = (values: Three<Value>, batch: number, where = "an input"): Value => ({
  dtype: values[0].dtype,
  shape: shapeAt(values.map(({ shape }) => shape) as Three<number[]>, batch, where),
});

function opAt(ops: Three<Op>, batch: number): Op {
  const { type, inputs } = ops[0];
  const at = <T>(part: (op: Op) => T) => ops.map(part) as Three<T>;
  return {
    type,
    inputs,
    attributes: ops[0].attributes.map((_, i) =>
      attributeAt(
        at((op) => op.attributes[i] as Attribute),
        batch,
        type,
      ),
    ),
    outputs: ops[0].outputs.map((_, i) =>
      valueAt(
        at((op) => op.outputs[i] as Value),
        batch,
        type,
      ),
    ),
  };
}

function attributeAt(attributes: Three<Attribute>, batch: number, type: string): Attribute {
  const [first] = attributes;
  const { value } = first;
  if (Array.isArray(value.value) && value.value.every((part) => typeof part === "number")) {
    const lists = attributes.map((attribute) => attribute.value.value) as Three<number[]>;
    return { name: first.name, value: { ...value, value: shapeAt(lists, batch, type) } as Attribute["value"] };
  }
  if (attributes.some((attribute) => JSON.stringify(attribute) !== JSON.stringify(first))) {
    throw new RecordError(`The setting ${first.name} of ${type} depends on the batch size.`);
  }
  return first;
}

function constantAt(constants: Three<Constant>, batch: number): Constant {
  const [first] = constants;
  const { dtype, shape } = valueAt(constants, batch, "a constant");
  const size = shape.reduce((a, b) => a * b, 1);
  const sameSize = constants.every(({ values }) => values.length === first.values.length);
  if (sameSize) {
    const values = first.values.map((_, i) => line(constants.map((constant) => constant.values[i]) as Three<number>, batch, "a constant"));
    return { dtype, shape, values: values as Constant["values"] };
  }
  const [value] = first.values;
  if (constants.some(({ values }) => values.some((other) => other !== value))) {
    throw new RecordError("A constant that grows with the batch is not the same number throughout; pass it as an input.");
  }
  return { dtype, shape, values: new (first.values.constructor as new (n: number) => Constant["values"])(size).fill(value as number) };
}
