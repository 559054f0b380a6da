/**
 * GoogLeNet (Szegedy et al., 2014, Table 1 and Figure 3): three convolutions, nine inception modules, one dense layer; 22 layers with weights on the way from image to class.
 *
 * Without the two auxiliary classifiers, which help in training alone. Later re-implementations put a 3 × 3 convolution in the place of the 5 × 5 one, and batch norm
 * in the place of biases; this one keeps to the paper.
 */
import type { tf } from "../../backend/tf";
import { averagePool, concatenate, convolution, dense, dropout, images, maxPool, model, type Symbolic } from "./parts";
import { responseNorm } from "./response-norm";

/** Filters of one module: 1 × 1; 3 × 3 and the 1 × 1 before it; 5 × 5 and the 1 × 1 before it; the 1 × 1 after pooling. */
interface Module {
  one: number;
  three: [reduce: number, filters: number];
  five: [reduce: number, filters: number];
  pool: number;
}

/** Table 1, rows 3a … 5b; pooling stands between the groups. */
const GROUPS: Module[][] = [
  [
    { one: 64, three: [96, 128], five: [16, 32], pool: 32 },
    { one: 128, three: [128, 192], five: [32, 96], pool: 64 },
  ],
  [
    { one: 192, three: [96, 208], five: [16, 48], pool: 64 },
    { one: 160, three: [112, 224], five: [24, 64], pool: 64 },
    { one: 128, three: [128, 256], five: [24, 64], pool: 64 },
    { one: 112, three: [144, 288], five: [32, 64], pool: 64 },
    { one: 256, three: [160, 320], five: [32, 128], pool: 128 },
  ],
  [
    { one: 256, three: [160, 320], five: [32, 128], pool: 128 },
    { one: 384, three: [192, 384], five: [48, 128], pool: 128 },
  ],
];

/** Four branches on the same input, side by side. */
const inception = (x: Symbolic, { one, three, five, pool }: Module): Symbolic =>
  concatenate([
    convolution(x, one, 1),
    convolution(convolution(x, three[0], 1), three[1], 3),
    convolution(convolution(x, five[0], 1), five[1], 5),
    convolution(maxPool(x, 3, 1), pool, 1),
  ]);

/** @returns the network with zero kernels; dispose of it */
export function googLeNet(): tf.LayersModel {
  const input = images(224);
  let x = responseNorm(maxPool(convolution(input, 64, 7, { stride: 2 }), 3, 2));
  x = responseNorm(convolution(convolution(x, 64, 1), 192, 3));
  for (const group of GROUPS) x = group.reduce(inception, maxPool(x, 3, 2));
  return model(input, dense(dropout(averagePool(x), 0.4), 1000, "softmax"), "GoogLeNet");
}
