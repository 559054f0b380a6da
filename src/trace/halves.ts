/** Computes large products as two halves of the batch, side by side, where nothing else is there to be done meanwhile. */
import { type Rewriter, rewrite } from "./rewrite";
import { type Attribute, attributeOf, DTYPES, FLOAT, isPlainProduct, type Op, type Ref, refKey, type Trace } from "./trace";

/** Examples from which on two halves are quicker than the whole: for fewer, the weights have to be read twice for too little work. */
const LEAST_ROWS = 32;
/** Multiplications of a product that is worth two operations. */
const LEAST_WORK = 2 ** 21;

type Halves = [Ref, Ref];

/**
 * In the forward pass, products `[n, k] · [k, m]` and what follows them row by row (bias, ReLU) in halves of `n / 2` rows each; the whole is put together where something
 * else needs it. In the backward pass each layer has two products that do not wait for each other, the gradients of its weights and of its input; only the first layer has one,
 * and its sum over the batch is taken in two halves.
 */
export function withHalves(trace: Trace): Trace {
  const halves = new Map<string, Halves>();
  const alone = lonelyGradients(trace);
  return rewrite(trace, (op, rewriter, index) => {
    const halvesOf = (ref: Ref): Halves => {
      const known = halves.get(refKey(ref)) ?? split(ref, rewriter);
      halves.set(refKey(ref), known);
      return known;
    };
    const [x, other] = op.inputs as [Ref, Ref];
    if (alone.has(index) && isWorthwhile(op, rewriter)) {
      const parts = [0, 1].map((i) => rewriter.emit({ ...op, inputs: [halvesOf(x)[i] as Ref, halvesOf(other)[i] as Ref] })[0]) as Halves;
      return rewriter.emit({ type: "AddV2", attributes: [FLOAT], inputs: parts, outputs: op.outputs });
    }
    const isForward = isPlainProduct(op) && isWorthwhile(op, rewriter);
    const isRowByRow = ["BiasAdd", "Relu"].includes(op.type) && halves.has(refKey(x)) && isComputed(x, rewriter);
    if (!isForward && !isRowByRow) return undefined;
    const parts = halvesOf(x).map(
      (part) => rewriter.emit({ ...op, inputs: [part, ...op.inputs.slice(1)], outputs: op.outputs.map(half) })[0],
    ) as Halves;
    const [whole] = rewriter.emit({
      type: "ConcatV2",
      attributes: [{ name: "N", value: { type: "int", value: 2 } }, FLOAT, INDEX],
      inputs: [...parts, axis(rewriter)],
      outputs: op.outputs,
    }) as [Ref];
    halves.set(refKey(whole), parts);
    return [whole];
  });
}

const INDEX: Attribute = { name: "Tidx", value: { type: "dtype", value: DTYPES.int32 } };

const half = ({ shape: [n = 0, ...rest], dtype }: Op["outputs"][number]) => ({ shape: [n / 2, ...rest], dtype });

const axis = ({ addConstant }: Rewriter): Ref => addConstant({ shape: [], dtype: DTYPES.int32, values: Int32Array.of(0) });

/** Whether the halves of a value are what it was put together from; those of another would have to be cut first. */
const isComputed = (x: Ref, { producer }: Rewriter): boolean => producer(x)?.type === "ConcatV2";

/** Products xᵀ · dy whose dy goes into no other product. */
function lonelyGradients({ ops }: Trace): Set<number> {
  const uses = new Map<string, number>();
  const products = ops.filter(({ type }) => type === "MatMul");
  for (const { inputs } of products) for (const ref of inputs) uses.set(refKey(ref), (uses.get(refKey(ref)) ?? 0) + 1);
  return new Set(
    ops.flatMap((op, i) =>
      op.type === "MatMul" &&
      attributeOf(op, "transpose_a") === true &&
      attributeOf(op, "transpose_b") !== true &&
      uses.get(refKey(op.inputs[1] as Ref)) === 1
        ? [i]
        : [],
    ),
  );
}

/** Whether the batch of a product is even and large, and the product too. */
function isWorthwhile(op: Op, { value }: Rewriter): boolean {
  const [[n = 0, k = 0], [, m = 0]] = op.inputs.map((ref) => value(ref).shape) as [number[], number[]];
  return n % 2 === 0 && n >= LEAST_ROWS && n * k * m >= LEAST_WORK;
}

function split(x: Ref, rewriter: Rewriter): Halves {
  const part = half(rewriter.value(x));
  return rewriter.emit({
    type: "Split",
    attributes: [{ name: "num_split", value: { type: "int", value: 2 } }, FLOAT],
    inputs: [axis(rewriter), x],
    outputs: [part, part],
  }) as Halves;
}
