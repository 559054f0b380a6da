/** VGG-16 (Simonyan and Zisserman, 2014, Table 1, column D): thirteen 3 × 3 convolutions in five blocks, then three dense layers. */
import type { tf } from "../../backend/tf";
import { convolution, dense, dropout, flatten, images, maxPool, model, type Symbolic } from "./parts";

/** Filters of each convolution, a list a block; a block ends with pooling. */
const BLOCKS = [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]]; // biome-ignore format: a table

/** @returns the network with zero kernels; dispose of it */
export function vgg16(): tf.LayersModel {
  const input = images(224);
  let x: Symbolic = input;
  for (const block of BLOCKS) {
    for (const filters of block) x = convolution(x, filters, 3);
    x = maxPool(x, 2, 2);
  }
  x = flatten(x);
  for (const units of [4096, 4096]) x = dropout(dense(x, units, "relu"), 0.5);
  return model(input, dense(x, 1000, "softmax"), "VGG-16");
}
