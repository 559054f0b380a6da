/** The tangent of max pooling as operations of TensorFlow, whose own, MaxPoolGradGrad, takes twenty times as long as the pooling, and gives zeros where input and output are of one size. */
import { Emitter } from "./emitter";
import { rewrite } from "./rewrite";
import { attributeOf, type Op, type Ref, type Trace } from "./trace";

/** Height and width of windows, steps and images. */
type Pair = [number, number];

interface Pooling {
  size: Pair;
  stride: Pair;
  input: Pair;
  output: Pair;
  same: boolean;
}

/** MaxPoolTangent, which stands in a trace until here, as other operations. */
export const withPoolTangents = (trace: Trace): Trace =>
  rewrite(trace, (op, rewriter) =>
    op.type === "MaxPoolTangent" ? [poolTangent(op, ...(op.inputs as [Ref, Ref, Ref]), new Emitter(rewriter))] : undefined,
  );

/**
 * Each window's tangent at the place of its largest value. The gradient of the pooling marks these places; averaging over windows brings their tangents home. Where windows overlap they are taken in turns, so
 * that in each turn no two share a place: 4 turns for windows of 3 at steps of 2.
 * @param op MaxPoolTangent, with the attributes of MaxPool in the format NHWC, @param x input of the pooling, @param y its output, @param tangent of x
 */
function poolTangent(op: Op, x: Ref, y: Ref, tangent: Ref, e: Emitter): Ref {
  const pooling = poolingOf(op, e.shape(x), e.shape(y));
  const counts = windowCounts(pooling);
  const parts = turnsOf(pooling).map((turn) => {
    const chosen = e.broadcast(e.plane(turn), e.shape(y));
    const places = e.again({ ...op, type: "MaxPoolGrad", outputs: [{ shape: e.shape(x), dtype: floatOf(op) }] }, [x, y, chosen]);
    const means = e.again({ ...op, type: "AvgPool" }, [e.mul(places, tangent)]);
    // Of the windows of other turns the means mix several tangents: they do not count.
    return e.mul(means, e.plane(turn.map((row, i) => row.map((one, j) => one * (counts[i]?.[j] as number)))));
  });
  return e.sum(parts) as Ref;
}

const floatOf = (op: Op): number => op.outputs[0]?.dtype as number;

function poolingOf(op: Op, x: number[], y: number[]): Pooling {
  const pair = (values: number[]): Pair => [values[1] as number, values[2] as number];
  return {
    size: pair(attributeOf(op, "ksize") as number[]),
    stride: pair(attributeOf(op, "strides") as number[]),
    input: pair(x),
    output: pair(y),
    same: attributeOf(op, "padding") === "SAME",
  };
}

/** For each turn a plane of the outputs: 1 for the windows whose turn it is. */
function turnsOf({ size, stride, output }: Pooling): number[][][] {
  const [a, b] = [0, 1].map((axis) => Math.ceil((size[axis] as number) / (stride[axis] as number))) as Pair;
  return Array.from({ length: a * b }, (_, turn) =>
    Array.from({ length: output[0] }, (_, i) =>
      Array.from({ length: output[1] }, (_, j) => (i % a === Math.floor(turn / b) && j % b === turn % b ? 1 : 0)),
    ),
  );
}

/** Places in each window: fewer at the edges, where TensorFlow's averages leave the padding out. */
function windowCounts({ size, stride, input, output, same }: Pooling): number[][] {
  const along = (axis: 0 | 1): number[] => {
    const missing = same ? Math.max(0, (output[axis] - 1) * stride[axis] + size[axis] - input[axis]) : 0;
    const before = Math.floor(missing / 2);
    return Array.from({ length: output[axis] }, (_, i) => {
      const from = i * stride[axis] - before;
      return Math.min(from + size[axis], input[axis]) - Math.max(from, 0);
    });
  };
  const columns = along(1);
  return along(0).map((rows) => columns.map((count) => rows * count));
}
