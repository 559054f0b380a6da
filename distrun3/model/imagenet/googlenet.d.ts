/**
 * GoogLeNet (Szegedy et al., 2014, Table 1 and Figure 3): three convolutions, nine inception modules, one dense layer; 22 layers with weights on the way from image to class.
 *
 * Without the two auxiliary classifiers, which help in training alone. Later re-implementations put a 3 × 3 convolution in the place of the 5 × 5 one, and batch norm
 * in the place of biases; this one keeps to the paper.
 */
import type { tf } from "../../backend/tf";
/** @returns the network with zero kernels; dispose of it */
export declare function googLeNet(): tf.LayersModel;
