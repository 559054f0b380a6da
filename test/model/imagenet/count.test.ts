import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, tf, useBackend } from "../../../src/backend";
import { UsageError } from "../../../src/errors";
import { countModel, countNetwork, IMAGENET_NAMES, type ImagenetName, type NetworkCount } from "../../../src/model/imagenet";

const counts = new Map<ImagenetName, NetworkCount>();
const of = (name: ImagenetName): NetworkCount => counts.get(name) as NetworkCount;

beforeAll(async () => {
  await useBackend();
  const before = tensorCount();
  for (const name of IMAGENET_NAMES) counts.set(name, countNetwork(name));
  expect(tensorCount()).toBe(before);
});

describe("depth: layers with a kernel on the longest way", () => {
  it.each([
    ["AlexNet", 8],
    ["VGG-16", 16],
    ["GoogLeNet", 22],
    ["ResNet-50", 50],
    ["ResNet-152", 152],
  ] as const)("%s has %i", (name, depth) => {
    expect(of(name).depth).toBe(depth);
  });
});

describe("parameters", () => {
  // Sums written down from the papers' tables, independently of the code: [inputs, outputs, size of the filter] and one bias an output.
  const withBias = (layers: number[][]) =>
    layers.reduce((sum, [inputs = 0, outputs = 0, size = 1]) => sum + inputs * outputs * size ** 2 + outputs, 0);

  it("of AlexNet's two towers are 60,965,224", () => {
    const tower = withBias([[3, 48, 11], [48, 128, 5], [256, 192, 3], [192, 192, 3], [192, 128, 3]]); // biome-ignore format: a table
    const dense = withBias([[9216, 4096], [4096, 4096], [4096, 1000]]); // biome-ignore format: a table
    expect(of("AlexNet").parameters).toBe(2 * tower + dense);
    expect(of("AlexNet").parameters).toBe(60_965_224);
  });

  it("of VGG-16 are 138,357,544", () => {
    const widths = [3, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512];
    const convolutions = widths.slice(1).map((filters, i) => [widths[i] as number, filters, 3]);
    expect(of("VGG-16").parameters).toBe(withBias([...convolutions, [25_088, 4096], [4096, 4096], [4096, 1000]]));
    expect(of("VGG-16").parameters).toBe(138_357_544);
  });

  it("of GoogLeNet are 6,998,552, without the auxiliary classifiers", () => {
    // inputs; 1×1; 3×3 reduce, 3×3; 5×5 reduce, 5×5; after pooling
    const modules = [
      [192, 64, 96, 128, 16, 32, 32],
      [256, 128, 128, 192, 32, 96, 64],
      [480, 192, 96, 208, 16, 48, 64],
      [512, 160, 112, 224, 24, 64, 64],
      [512, 128, 128, 256, 24, 64, 64],
      [512, 112, 144, 288, 32, 64, 64],
      [528, 256, 160, 320, 32, 128, 128],
      [832, 256, 160, 320, 32, 128, 128],
      [832, 384, 192, 384, 48, 128, 128],
    ];
    const inside = modules.flatMap(([x = 0, one = 0, r3 = 0, three = 0, r5 = 0, five = 0, pool = 0]) => [
      [x, one], [x, r3], [r3, three, 3], [x, r5], [r5, five, 5], [x, pool],
    ]); // biome-ignore format: a table
    expect(of("GoogLeNet").parameters).toBe(withBias([[3, 64, 7], [64, 64], [64, 192, 3], ...inside, [1024, 1000]]));
    expect(of("GoogLeNet").parameters).toBe(6_998_552);
  });

  // A block has kernels w·f + 9f² + 4f², and a scale and an offset for each of 6f filters; the first of a stage also projects its shortcut.
  const residual = (stages: number[]) => {
    let [total, width] = [9408 + 2 * 64, 64];
    stages.forEach((blocks, stage) => {
      const f = 64 * 2 ** stage;
      for (let block = 0; block < blocks; block++) {
        total += width * f + 13 * f ** 2 + 12 * f + (block === 0 ? width * 4 * f + 8 * f : 0);
        width = 4 * f;
      }
    });
    return total + 2048 * 1000 + 1000;
  };

  it("of ResNet-50 are 25,557,032, of ResNet-152 60,192,808", () => {
    expect(of("ResNet-50").parameters).toBe(residual([3, 4, 6, 3]));
    expect(of("ResNet-50").parameters).toBe(25_557_032);
    expect(of("ResNet-152").parameters).toBe(residual([3, 8, 36, 3]));
    expect(of("ResNet-152").parameters).toBe(60_192_808);
  });

  it("are not batch norm's running means and variances, which are counted apart", () => {
    expect(of("ResNet-50").buffers).toBe(53_120);
    expect(of("VGG-16").buffers).toBe(0);
  });
});

describe("multiply-adds of one image", () => {
  it("of AlexNet: each kernel at each of its places", () => {
    const convolutions = 55 ** 2 * 96 * 363 + 27 ** 2 * 256 * 1200 + 13 ** 2 * (384 * 2304 + 384 * 1728 + 256 * 1728);
    expect(of("AlexNet").multiplyAdds).toBe(convolutions + 9216 * 4096 + 4096 * 4096 + 4096 * 1000);
  });

  it.each([
    ["VGG-16", 15.47e9],
    ["GoogLeNet", 1.58e9],
    ["ResNet-50", 3.86e9],
    ["ResNet-152", 11.3e9],
  ] as const)("of %s are about %f", (name, expected) => {
    expect(Math.abs(of(name).multiplyAdds / expected - 1)).toBeLessThan(0.01);
  });
});

describe("counting any model", () => {
  it("adds up kernels, places and outputs of a small one by hand", () => {
    const input = tf.input({ shape: [8, 8, 2] });
    const convolved = tf.layers.conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: "same" }).apply(input) as tf.SymbolicTensor;
    const flat = tf.layers.flatten().apply(tf.layers.batchNormalization({}).apply(convolved)) as tf.SymbolicTensor;
    const output = tf.layers.dense({ units: 5 }).apply(flat) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: output, name: "small" });
    expect(countModel(model)).toEqual({
      name: "small",
      depth: 2,
      parameters: 3 * 3 * 2 * 3 + 3 + 2 * 3 + 4 * 4 * 3 * 5 + 5,
      buffers: 6,
      multiplyAdds: 54 * 16 + 48 * 5,
      activationBytes: 4 * (48 + 48 + 5),
    });
    model.dispose();
  });

  it("refuses a name that it does not know", () => {
    expect(() => countNetwork("LeNet" as ImagenetName)).toThrow(UsageError);
    expect(() => countNetwork("LeNet" as ImagenetName)).toThrow("Expected one of AlexNet, VGG-16, GoogLeNet, ResNet-50, ResNet-152");
  });
});
