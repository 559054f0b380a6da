/**
 * AlexNet (Krizhevsky, Sutskever and Hinton, 2012, section 3.5 and Figure 2): five convolutions and three dense layers, in two towers, one on each of two cards.
 *
 * This is the network of the paper: the towers see each other's channels only at the third convolution and in the dense layers. The network that many libraries
 * call AlexNet is its author's later one-tower variant (2014) with 64, 192, 384, 256 and 256 filters. The paper says 224 × 224 pixels, but its 55 × 55 outputs need 227.
 */
import type { tf } from "../../backend/tf";
import { concatenate, convolution, dense, dropout, flatten, images, maxPool, model, type Symbolic } from "./parts";
import { responseNorm } from "./response-norm";

/** Overlapping pooling: 3 × 3 windows, two pixels apart (section 3.4). */
const pool = (x: Symbolic): Symbolic => maxPool(x, 3, 2, "valid");

/** @returns the network with zero kernels; dispose of it */
export function alexNet(): tf.LayersModel {
  const input = images(227);
  const towers = [input, input]
    .map((x) => pool(responseNorm(convolution(x, 48, 11, { stride: 4, padding: "valid" }))))
    .map((x) => pool(responseNorm(convolution(x, 128, 5))));
  const both = concatenate(towers);
  const tops = [both, both]
    .map((x) => convolution(x, 192, 3))
    .map((x) => convolution(x, 192, 3))
    .map((x) => pool(convolution(x, 128, 3)));
  let x = flatten(concatenate(tops));
  for (const units of [4096, 4096]) x = dropout(dense(x, units, "relu"), 0.5);
  return model(input, dense(x, 1000, "softmax"), "AlexNet");
}
