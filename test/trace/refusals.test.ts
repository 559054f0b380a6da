import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, tf, useBackend } from "../../src/backend";
import { nativeBackend } from "../../src/backend/binding";
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from "../../src/backend/tf";
import { Graph } from "../../src/trace/graph";
import { RecordError, record } from "../../src/trace/record";
import { openSession } from "../../src/trace/session";
import type { Constant, Trace } from "../../src/trace/trace";

/** An operation of a matrix, an image and indices. */
type Operation = (x: Tensor2D, image: Tensor4D, index: Tensor1D) => Tensor | Tensor[];
type Loose = Record<string, (...args: unknown[]) => Tensor>;

const examples = (variant: number): Tensor[] => [
  tf.tensor2d(
    Array.from({ length: 16 }, (_, i) => 0.05 + ((i * 7 + variant) % 16) / 17),
    [4, 4],
  ),
  tf.tensor4d(
    Array.from({ length: 72 }, (_, i) => ((i * 31 + 5 * variant) % 72) / 72 - 0.3),
    [1, 6, 6, 2],
  ),
  tf.tensor1d([3, 0, variant % 2, 2], "int32"),
];
const stepOf =
  (operation: Operation) =>
  ([x, image, index]: Tensor[]) =>
    [operation(x as Tensor2D, image as Tensor4D, index as Tensor1D)].flat();
const recorded = (operation: Operation) => record(stepOf(operation), examples(1), examples(2));

const filter = <T extends Tensor>(...shape: number[]) =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i)),
    shape,
  ) as T;
const gradient = (f: (x: Tensor) => Tensor) => (x: Tensor) => tf.grad((each) => tf.sum(tf.square(f(each))))(x);
const volume = (image: Tensor) => tf.reshape(image, [1, 6, 6, 2, 1]) as tf.Tensor5D;
const scores = (x: Tensor) => tf.slice(tf.reshape(x, [16]), 0, 4) as Tensor1D;

const UNARY =
  "abs acos acosh asin asinh atan atanh ceil cos cosh elu erf exp expm1 floor isFinite isInf isNaN leakyRelu log log1p logSigmoid neg " +
  "reciprocal relu relu6 round rsqrt selu sigmoid sign sin sinh softmax logSoftmax softplus sqrt square step tan tanh max min mean sum prod " +
  "argMax argMin logSumExp cumsum cumprod transpose onesLike zerosLike clone norm euclideanNorm";
const BINARY =
  "add sub mul div divNoNan floorDiv maximum minimum mod pow squaredDifference equal greater greaterEqual less lessEqual notEqual atan2 prelu matMul";

const RECORDED: Record<string, Operation> = {
  ...Object.fromEntries(UNARY.split(" ").map((name) => [name, (x) => (tf as unknown as Loose)[name]?.(x) as Tensor])),
  ...Object.fromEntries(
    BINARY.split(" ").map((name) => [name, (x) => (tf as unknown as Loose)[name]?.(x, tf.add(tf.transpose(x), 0.5)) as Tensor]),
  ),
  addN: (x) => tf.addN([x, x, tf.square(x)]),
  all: (x) => tf.all(tf.greater(x, 0.1)),
  any: (x) => tf.any(tf.greater(x, 0.1)),
  avgPool: (_, image) => tf.avgPool(image, 2, 2, "same"),
  avgPool3d: (_, image) => tf.avgPool3d(volume(image), 2, 2, "same"),
  avgPool3dGradient: (_, image) => gradient((each) => tf.avgPool3d(volume(each), 2, 2, "same"))(image),
  avgPoolGradient: (_, image) => gradient((each) => tf.avgPool(each as Tensor4D, 2, 2, "same"))(image),
  bandPart: (x) => tf.linalg.bandPart(x, 1, 1),
  basicLSTMCell: (x) => tf.basicLSTMCell(tf.scalar(1) as Scalar, filter(8, 16), tf.zeros([16]), x, x, x),
  batchNorm: (_, image) => tf.batchNorm(image, [0.1, 0.2], [1, 2], [0, 1], [1, 1], 0.01),
  batchToSpaceND: (x) => tf.batchToSpaceND(tf.reshape(x, [4, 2, 2, 1]), [2, 2], [[0, 0], [0, 0]]), // biome-ignore format: a matrix
  bincount: (_, __, index) => tf.bincount(index, [1, 1, 1, 1], 4),
  broadcastArgs: () => tf.broadcastArgs(tf.tensor1d([4, 1], "int32"), tf.tensor1d([1, 4], "int32")),
  broadcastTo: (x) => tf.broadcastTo(x, [2, 4, 4]),
  cast: (x) => tf.cast(x, "int32"),
  clipByValue: (x) => tf.clipByValue(x, 0.2, 0.7),
  complexParts: (x) => [tf.real(tf.complex(x, tf.square(x))), tf.imag(tf.complex(x, tf.square(x))), tf.abs(tf.complex(x, x))],
  concat: (x) => tf.concat([x, tf.square(x)], 1),
  confusionMatrix: (_, __, index) => tf.math.confusionMatrix(index, tf.reverse(index), 4),
  conv2d: (_, image) => tf.conv2d(image, filter(3, 3, 2, 4), 1, "same"),
  conv2dGradient: (_, image) => gradient((each) => tf.conv2d(each as Tensor4D, filter(3, 3, 2, 4), 1, "same"))(image),
  conv2dFilterGradient: (_, image) => gradient((each) => tf.conv2d(image, each as Tensor4D, 1, "same"))(filter(3, 3, 2, 4)),
  conv2dTranspose: (_, image) => tf.conv2dTranspose(image, filter<Tensor4D>(3, 3, 4, 2), [1, 12, 12, 4], 2, "same"),
  conv3d: (_, image) => tf.conv3d(volume(image), filter(2, 2, 2, 1, 2), 1, "same"),
  conv3dGradient: (_, image) => gradient((each) => tf.conv3d(volume(each), filter(2, 2, 2, 1, 2), 1, "same"))(image),
  conv3dFilterGradient: (_, image) => gradient((each) => tf.conv3d(volume(image), each as tf.Tensor5D, 1, "same"))(filter(2, 2, 2, 1, 2)),
  cropAndResize: (_, image) => tf.image.cropAndResize(image, [[0, 0, 0.5, 0.5]], [0], [3, 3]),
  depthToSpace: (x) => tf.depthToSpace(tf.reshape(x, [1, 2, 2, 4]), 2),
  depthwiseConv2d: (_, image) => tf.depthwiseConv2d(image, filter<Tensor4D>(3, 3, 2, 2), 1, "same"),
  depthwiseGradient: (_, image) => gradient((each) => tf.depthwiseConv2d(each as Tensor4D, filter<Tensor4D>(3, 3, 2, 2), 1, "same"))(image),
  depthwiseFilterGradient: (_, image) => gradient((each) => tf.depthwiseConv2d(image, each as Tensor4D, 1, "same"))(filter(3, 3, 2, 2)),
  diag: (x) => tf.diag(tf.slice(x, 0, 1)),
  dilation2d: (_, image) => tf.dilation2d(image, filter<tf.Tensor3D>(2, 2, 2), 1, "same"),
  dilationGradient: (_, image) => gradient((each) => tf.dilation2d(each as Tensor4D, filter<tf.Tensor3D>(2, 2, 2), 1, "same"))(image),
  dilationFilterGradient: (_, image) => gradient((each) => tf.dilation2d(image, each as tf.Tensor3D, 1, "same"))(filter(2, 2, 2)),
  dropoutOfOneSeed: (x) => tf.dropout(x, 0.5, undefined, 7),
  einsum: (x) => tf.einsum("ij,jk->ik", x, x),
  eluGradient: gradient(tf.elu),
  expandDims: (x) => tf.expandDims(x, 1),
  fft: (x) => tf.abs(tf.spectral.fft(tf.complex(x, x))),
  fill: (x) => tf.add(x, tf.fill([4, 4], 3)),
  flipLeftRight: (_, image) => tf.image.flipLeftRight(image),
  fusedConv2d: (_, image) =>
    tf.fused.conv2d({ x: image, filter: filter<Tensor4D>(3, 3, 2, 4), strides: 1, pad: "same", bias: tf.ones([4]), activation: "relu" }),
  fusedDepthwise: (_, image) =>
    tf.fused.depthwiseConv2d({
      x: image,
      filter: filter<Tensor4D>(3, 3, 2, 2),
      strides: 1,
      pad: "same",
      bias: tf.ones([4]),
      activation: "relu",
    }),
  fusedMatMul: (x) => tf.fused.matMul({ a: x, b: x, bias: tf.ones([4]), activation: "relu" }),
  gather: (x, _, index) => tf.gather(x, index),
  gatherGradient: (x, _, index) => gradient((each) => tf.gather(each, index))(x),
  gatherND: (x, _, index) => tf.gatherND(x, tf.reshape(index, [2, 2])),
  gramSchmidt: (x) => tf.linalg.gramSchmidt(x) as Tensor2D,
  ifft: (x) => tf.real(tf.spectral.ifft(tf.complex(x, x))),
  linspace: (x) => tf.add(x, tf.linspace(0, 1, 4)),
  localResponseNormalization: (_, image) => tf.localResponseNormalization(image),
  localResponseNormalizationGradient: (_, image) => gradient((each) => tf.localResponseNormalization(each as Tensor4D))(image),
  logic: (x) => [
    tf.logicalAnd(tf.greater(x, 0.5), tf.less(x, 0.8)),
    tf.logicalNot(tf.greater(x, 0.5)),
    tf.logicalXor(tf.greater(x, 0.5), tf.less(x, 0.2)),
  ],
  losses: (x) => [
    tf.losses.meanSquaredError(x, tf.square(x)),
    tf.losses.softmaxCrossEntropy(tf.softmax(x), x),
    tf.losses.sigmoidCrossEntropy(x, x),
    tf.losses.huberLoss(x, tf.square(x)),
    tf.losses.logLoss(x, x),
    tf.losses.absoluteDifference(x, tf.square(x)),
    tf.losses.hingeLoss(x, x),
    tf.losses.cosineDistance(x, x, 0),
  ],
  maxPool: (_, image) => tf.maxPool(image, 2, 2, "valid"),
  maxPool3d: (_, image) => tf.maxPool3d(volume(image), 2, 2, "same"),
  maxPool3dGradient: (_, image) => gradient((each) => tf.maxPool3d(volume(each), 2, 2, "same"))(image),
  maxPoolGradient: (_, image) => gradient((each) => tf.maxPool(each as Tensor4D, 2, 2, "valid"))(image),
  mirrorPad: (x) => tf.mirrorPad(x, [[1, 1], [1, 1]], "reflect"), // biome-ignore format: a matrix
  moments: (x) => Object.values(tf.moments(x, 0)) as Tensor[],
  movingAverage: (x) => tf.movingAverage(x, tf.square(x), 0.9, 1, false),
  oneHot: (_, __, index) => tf.oneHot(index, 5),
  pad: (x) => tf.pad(x, [[1, 0], [0, 2]], 7), // biome-ignore format: a matrix
  qr: (x) => tf.linalg.qr(x) as unknown as Tensor[],
  range: (x) => tf.add(x, tf.range(0, 4)),
  resizeBilinear: (_, image) => tf.image.resizeBilinear(image, [9, 9]),
  resizeBilinearGradient: (_, image) => gradient((each) => tf.image.resizeBilinear(each as Tensor4D, [9, 9]))(image),
  resizeNearest: (_, image) => tf.image.resizeNearestNeighbor(image, [9, 9]),
  resizeNearestGradient: (_, image) => gradient((each) => tf.image.resizeNearestNeighbor(each as Tensor4D, [9, 9]))(image),
  reverse: (x) => tf.reverse(x, 1),
  rfft: (x) => tf.real(tf.spectral.rfft(x)),
  scatterND: (x, _, index) => tf.scatterND(tf.reshape(index, [4, 1]), x, [4, 4]),
  separableConv2d: (_, image) => tf.separableConv2d(image, filter<Tensor4D>(3, 3, 2, 1), filter<Tensor4D>(1, 1, 2, 3), 1, "same"),
  slice: (x) => tf.slice(x, [1, 1], [2, 3]),
  softmaxGradient: gradient((x) => tf.softmax(x as Tensor2D)),
  spaceToBatchND: (_, image) => tf.spaceToBatchND(image, [2, 2], [[0, 0], [0, 0]]), // biome-ignore format: a matrix
  sparseToDense: (x, _, index) => tf.sparseToDense(tf.slice(index, 0, 1), tf.slice(scores(x), 0, 1), [4], 0),
  split: (x) => tf.split(x, [1, 3], 1),
  stack: (x) => tf.stack([x, x], 1),
  stft: (x) => tf.abs(tf.signal.stft(tf.reshape(x, [16]) as Tensor1D, 4, 2, 4)),
  stridedSlice: (x) => tf.stridedSlice(x, [0, 3], [4, 0], [2, -1]),
  tensorScatterUpdate: (x, _, index) => tf.tensorScatterUpdate(x, tf.reshape(tf.slice(index, 0, 2), [2, 1]), tf.ones([2, 4])),
  threshold: (_, image) => tf.image.threshold(tf.reshape(tf.abs(image), [12, 6, 1]) as tf.Tensor3D, "otsu"),
  tile: (x) => tf.tile(x, [2, 1]),
  topk: (x) => Object.values(tf.topk(x, 2)) as Tensor[],
  transform: (_, image) => tf.image.transform(image, tf.tensor2d([[0.9, 0.2, 0.1, -0.2, 0.9, 0.4, 0.01, 0]]), "bilinear", "reflect"),
  unsortedSegmentSum: (x, _, index) => tf.unsortedSegmentSum(x, index, 4),
  unstack: (x) => tf.unstack(x),
  where: (x) => tf.where(tf.greater(x, 0.5), x, tf.zerosLike(x)),
};

const NO_FORM = (name: string) => new RegExp(`^The operation ${name} has no form on TensorFlow\\. Write it with other operations`);
const READ = /^The step read the value of .*return the tensor and read it after the step/;
const RANDOM = /^A constant that goes into \w+ differs between two recordings.*draw it with uniform\(\)/;
const SHAPE = (name: string) => new RegExp(`^The operation ${name} cannot be recorded: it gives a result whose shape depends on the data`);
const STRINGS = (name: string) => new RegExp(`^The operation ${name} cannot be recorded: it gives strings`);

const REFUSED: Record<string, [RegExp, (...args: Parameters<Operation>) => unknown]> = {
  arraySync: [/the value of the result of Sum/, (x) => tf.mul(x, tf.sum(x).arraySync() as number)],
  asynchronous: [/The step is asynchronous/, async (x) => tf.square(x)],
  bitwiseAnd: [NO_FORM("BitwiseAnd"), (_, __, index) => tf.bitwiseAnd(index, index)],
  booleanMask: [READ, (x) => tf.booleanMaskAsync(x, tf.tensor1d([1, 0, 1, 0], "bool"))],
  buffer: [READ, (x) => [x, x.bufferSync()].slice(0, 1)],
  caught: [READ, (x) => [x, errorOf(() => x.dataSync())].slice(0, 1)],
  complexConstant: [/takes a constant of strings or complex numbers/, (x) => tf.real(tf.add(tf.complex(x, x), COMPLEX.at(0) as Tensor))],
  data: [READ, (x) => [x, void x.data().then(() => tf.square(x))].slice(0, 1)],
  denseBincount: [NO_FORM("DenseBincount"), (_, __, index) => tf.denseBincount(index, [1, 1, 1, 1], 4)],
  dropout: [RANDOM, (x) => tf.dropout(x, 0.5)],
  inTopK: [READ, (x) => tf.inTopKAsync(x, tf.zeros([4]), 1)],
  maxPoolWithArgmax: [NO_FORM("MaxPoolWithArgmax"), (_, image) => tf.maxPoolWithArgmax(image, 2, 2, "same").result],
  multinomial: [/Multinomial cannot be recorded: it draws random numbers.*uniform\(\)/, (x) => tf.multinomial(x, 3, 7)],
  nonMaxSuppression: [SHAPE("NonMaxSuppressionV3"), (x) => tf.image.nonMaxSuppression(x, scores(x), 2)],
  nonMaxSuppressionAsync: [READ, (x) => tf.image.nonMaxSuppressionAsync(x, scores(x), 2)],
  nonMaxSuppressionPadded: [SHAPE("NonMaxSuppressionV4"), (x) => tf.image.nonMaxSuppressionPadded(x, scores(x), 2).selectedIndices],
  nonMaxSuppressionWithScore: [SHAPE("NonMaxSuppressionV5"), (x) => tf.image.nonMaxSuppressionWithScore(x, scores(x), 2).selectedIndices],
  print: [/the value of input 0/, (x) => [x, x.toString()].slice(0, 1)],
  rand: [RANDOM, (x) => tf.add(x, tf.rand([4, 4], Math.random))],
  randomGamma: [RANDOM, (x) => tf.add(x, tf.randomGamma([4, 4], 1))],
  randomNormal: [RANDOM, (x) => tf.add(x, tf.randomNormal([4, 4]))],
  randomUniformInt: [RANDOM, (x) => tf.add(x, tf.randomUniformInt([4, 4], 0, 1000))],
  rotateWithOffset: [NO_FORM("RotateWithOffset"), (_, image) => tf.image.rotateWithOffset(image, 0.3)],
  searchSorted: [NO_FORM("SearchSorted"), (x) => tf.searchSorted(x, x)],
  setdiff1d: [READ, (_, __, index) => tf.setdiff1dAsync(index, index)],
  sparseReshape: [
    NO_FORM("SparseReshape"),
    (_, __, index) => tf.sparse.sparseReshape(tf.reshape(index, [2, 2]) as Tensor2D, [4, 4], [16]).outputIndices,
  ],
  sparseSegmentSum: [NO_FORM("SparseSegmentSum"), (x, _, index) => tf.sparse.sparseSegmentSum(x, index, [0, 0, 1, 1])],
  stringConcat: [STRINGS("ConcatV2"), () => tf.concat([tf.tensor(["a"]), tf.tensor(["b"])])],
  stringFill: [STRINGS("Fill"), () => tf.fill([2], "a" as unknown as number)],
  stringHash: [NO_FORM("StringToHashBucketFast"), () => tf.string.stringToHashBucketFast(tf.tensor1d(["a b"]), 10)],
  stringReplace: [STRINGS("StaticRegexReplace"), () => tf.string.staticRegexReplace(tf.tensor1d(["a b"]), "a", "b")],
  stringResult: [/the result takes a constant of strings/, () => tf.tensor(["a", "b"])],
  stringSplit: [NO_FORM("StringSplit"), () => tf.string.stringSplit(tf.tensor1d(["a b"]), " ").values],
  truncatedNormal: [RANDOM, (x) => tf.add(x, tf.truncatedNormal([4, 4]))],
  unique: [SHAPE("UniqueV2"), (x) => tf.unique(tf.reshape(x, [16])).values],
  where: [READ, (x) => tf.whereAsync(tf.greater(x, 0.5))],
};

const COMPLEX: Tensor[] = [];

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Runs traces of the same inputs as one graph. @returns their results */
function runAll(traces: Trace[], values: Tensor[]): Constant["values"][][] {
  const graph = new Graph();
  const inputs = (traces[0] as Trace).inputs;
  const ports = inputs.map(({ dtype, shape }, i) => graph.placeholder(`in_${i}`, dtype, shape));
  const outputs = traces.map((trace) => graph.inline(trace, ports));
  const session = openSession(graph.nodes);
  const feeds = inputs.map((value, i) => [`in_${i}`, { ...value, values: (values[i] as Tensor).dataSync() }]);
  const results = session.run(Object.fromEntries(feeds), outputs.flat());
  session.dispose();
  return outputs.map(({ length }) => results.splice(0, length));
}

const close = (a: number, b: number | undefined) => Object.is(a, b) || Math.abs(a - (b as number)) <= 1e-5 * Math.max(1, Math.abs(a));

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
  COMPLEX.push(tf.complex(1, 2));
});

describe("every operation of TensorFlow.js on TensorFlow", () => {
  const called = new Set<string>();

  it("gives in a graph what it gives by itself", () => {
    const kernels = tf.getKernelsForBackend("tensorflow");
    const real = kernels.map(({ kernelFunc }) => kernelFunc);
    for (const [i, kernel] of kernels.entries()) {
      kernel.kernelFunc = (call) => {
        called.add(kernel.kernelName);
        return (real[i] as tf.KernelConfig["kernelFunc"])(call);
      };
    }
    const traces = Object.entries(RECORDED).map(([name, operation]) => ({ name, operation, trace: recorded(operation) }));
    kernels.forEach((kernel, i) => {
      kernel.kernelFunc = real[i] as tf.KernelConfig["kernelFunc"];
    });
    const values = examples(1);
    const results = runAll(
      traces.map(({ trace }) => trace),
      values,
    );
    const wrong = traces.filter(({ operation }, i) => {
      const eager = stepOf(operation)(values).map((tensor) => tensor.dataSync());
      return !eager.every((each, k) => Array.from(each).every((value, j) => close(value, results[i]?.[k]?.[j])));
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it.each(Object.entries(REFUSED))("or is refused by name: %s", (_, [why, operation]) => {
    const { binding, read } = tf.backend() as unknown as { binding: object; read: object };
    const tensors = tensorCount();
    let error: unknown;
    tf.tidy(() => {
      error = errorOf(() => recorded(operation as Operation));
    });
    expect(error).toBeInstanceOf(RecordError);
    expect((error as Error).message).toMatch(why);
    expect(tensorCount()).toBe(tensors);
    expect(tf.backend()).toMatchObject({ binding, read });
    expect(nativeBackend().binding).toBe(binding);
  });

  it("stands in one of the two lists", () => {
    const refused = new Set([
      "Multinomial",
      "NonMaxSuppressionV3",
      "NonMaxSuppressionV4",
      "NonMaxSuppressionV5",
      "StaticRegexReplace",
      "Unique",
    ]);
    const all = tf.getKernelsForBackend("tensorflow").map(({ kernelName }) => kernelName);
    expect(all.filter((name) => !called.has(name) && !refused.has(name))).toEqual([]);
    expect(all.length).toBeGreaterThan(150);
  });
});
