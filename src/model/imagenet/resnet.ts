/**
 * ResNet-50 and ResNet-152 (He, Zhang, Ren and Sun, 2015, Table 1): bottleneck blocks of three convolutions around which a shortcut leads.
 *
 * As in the paper the first 1 × 1 convolution of a block halves the image; many libraries let the 3 × 3 one do it, which costs more operations and has the same weights.
 * Convolutions have no biases, since batch norm follows each.
 */
import { tf } from "../../backend/tf";
import { averagePool, convolution, dense, images, maxPool, model, type Symbolic } from "./parts";

/** Blocks of conv2_x … conv5_x; the n-th stage has 64 · 2ⁿ filters inside a block and four times as many at its end. */
const STAGES = { 50: [3, 4, 6, 3], 152: [3, 8, 36, 3] };

const relu = (x: Symbolic): Symbolic => tf.layers.reLU().apply(x) as Symbolic;

/** Convolution and batch norm. */
function normalised(x: Symbolic, filters: number, size: number, stride = 1): Symbolic {
  const y = convolution(x, filters, size, { stride, bias: false, relu: false });
  return tf.layers.batchNormalization({ epsilon: 1e-5, momentum: 0.9 }).apply(y) as Symbolic;
}

/** Figure 5, right. Where the shape changes, the shortcut is a 1 × 1 convolution (option B of section 3.3). */
function bottleneck(x: Symbolic, filters: number, stride: number, project: boolean): Symbolic {
  let y = relu(normalised(x, filters, 1, stride));
  y = normalised(relu(normalised(y, filters, 3)), 4 * filters, 1);
  const shortcut = project ? normalised(x, 4 * filters, 1, stride) : x;
  return relu(tf.layers.add().apply([y, shortcut]) as Symbolic);
}

/** @returns the network with zero kernels; dispose of it */
export function resNet(depth: keyof typeof STAGES): tf.LayersModel {
  const input = images(224);
  let x = maxPool(relu(normalised(input, 64, 7, 2)), 3, 2);
  STAGES[depth].forEach((blocks, stage) => {
    for (let block = 0; block < blocks; block++) {
      x = bottleneck(x, 64 * 2 ** stage, stage > 0 && block === 0 ? 2 : 1, block === 0);
    }
  });
  return model(input, dense(averagePool(x), 1000, "softmax"), `ResNet-${depth}`);
}
