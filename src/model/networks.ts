/** The networks by name: F1, F2, C1 … C4 of Keskar et al. (2017), and small ones that train in seconds. */
import type { Work } from "../backend/threads";
import { UsageError } from "../errors";
import { batchNorm } from "./batch-norm";
import type { Layer } from "./layer";
import { conv, dense, dropout, flatten, maxPool, relu } from "./layers";
import { type Network, network, sizeOf } from "./network";

interface Recipe {
  description: string;
  /** Number of classes the paper's network has, where it insists on it. */
  classes?: number;
  layers(classes: number): Layer[];
}

const normalised = (layer: Layer): Layer[] => [layer, batchNorm(), relu()];
const repeat = (times: number, layers: () => Layer[]): Layer[] => Array.from({ length: times }, layers).flat();

/** conv5×5-64, BN, ReLU, pool 3/2, twice; then dense 384 and 192 with BN, ReLU and dropout 0.5 (Keskar's `shallownet`). */
const shallow = (classes: number): Layer[] => [
  ...repeat(2, () => [...normalised(conv(5, 64)), maxPool(3, 2)]),
  flatten(),
  ...[384, 192].flatMap((units) => [...normalised(dense(units)), dropout(0.5)]),
  dense(classes),
];

/** VGG-like: blocks of 3×3 convolutions with BN and ReLU, dropout inside the blocks, pool 2/2 after each (Keskar's `deepnet`). */
const deep = (classes: number): Layer[] => [
  ...block([64, 64], 0.3),
  ...block([128, 128], 0.4),
  ...block([256, 256, 256], 0.4),
  ...block([512, 512, 512], 0.4),
  ...block([512, 512, 512], 0.4),
  flatten(),
  dropout(0.5),
  ...normalised(dense(512)),
  dropout(0.5),
  dense(classes),
];

const block = (filters: number[], rate: number): Layer[] => [
  ...filters.flatMap((count, i) => [...normalised(conv(3, count)), ...(i < filters.length - 1 ? [dropout(rate)] : [])]),
  maxPool(2, 2),
];

const RECIPES = {
  mlp: {
    description: "784-128-128-10 for MNIST's shape: two hidden layers of 128, ReLU, no batch norm",
    layers: (classes) => [flatten(), ...repeat(2, () => [dense(128), relu()]), dense(classes)],
  },
  mlp5: {
    description: "F1 without batch norm: five hidden layers of 512, ReLU",
    layers: (classes) => [flatten(), ...repeat(5, () => [dense(512), relu()]), dense(classes)],
  },
  cnn: {
    description: "conv 3×3-16, pool, conv 3×3-32, pool, dense; ReLU, no batch norm",
    layers: (classes) => [...[16, 32].flatMap((filters) => [conv(3, filters), relu(), maxPool(2, 2)]), flatten(), dense(classes)],
  },
  F1: {
    description: "Keskar's F1: five hidden layers of 512, each with batch norm and ReLU",
    layers: (classes) => [flatten(), ...repeat(5, () => normalised(dense(512))), dense(classes)],
  },
  F2: {
    description: "the shape of Keskar's F2 (seven hidden layers of 512 with batch norm) on the data at hand; TIMIT is not free",
    layers: (classes) => [flatten(), ...repeat(7, () => normalised(dense(512))), dense(classes)],
  },
  C1: { description: "Keskar's C1: shallow convolutional network for CIFAR-10", layers: shallow },
  C2: { description: "Keskar's C2: deep, VGG-like network for CIFAR-10", layers: deep },
  C3: { description: "Keskar's C3: C1 with 100 outputs", classes: 100, layers: shallow },
  C4: { description: "Keskar's C4: C2 with 100 outputs", classes: 100, layers: deep },
} satisfies Record<string, Recipe>;

export type NetworkName = keyof typeof RECIPES;
export const NETWORK_NAMES = Object.keys(RECIPES) as NetworkName[];

/** One line about a network. */
export const describeNetwork = (name: NetworkName): string => RECIPES[name].description;

/** What training a network asks of a machine; its weights are counted for images of 28 × 28 pixels. */
export const trainingWork = (name: NetworkName, batch: number): Work => {
  const { classes = 10 } = RECIPES[name] as Recipe;
  const { weights } = buildNetwork(name, [28, 28, 1], classes);
  const dense = weights.every(({ shape }) => shape.length <= 2);
  return { dense, batch, weights: weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0) };
};

/**
 * A network for a data set's shape.
 * @param input shape of one example, e.g. [28, 28, 1]
 * @throws UsageError for an unknown name, or where C3 or C4 meet other than 100 classes
 */
export function buildNetwork(name: string, input: number[], classes: number): Network {
  const recipe: Recipe | undefined = RECIPES[name as NetworkName];
  if (!Object.hasOwn(RECIPES, name) || !recipe)
    throw new UsageError(`Unknown network "${name}". Expected one of ${NETWORK_NAMES.join(", ")}.`);
  if (recipe.classes && recipe.classes !== classes) {
    throw new UsageError(`${name} is for ${recipe.classes} classes, the data has ${classes}; use C1 or C2, or the data set glyphs-100.`);
  }
  return network(name, input, recipe.layers(classes));
}
