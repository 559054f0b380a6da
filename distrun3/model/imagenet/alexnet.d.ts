/**
 * AlexNet (Krizhevsky, Sutskever and Hinton, 2012, section 3.5 and Figure 2): five convolutions and three dense layers, in two towers, one on each of two cards.
 *
 * This is the network of the paper: the towers see each other's channels only at the third convolution and in the dense layers. The network that many libraries
 * call AlexNet is its author's later one-tower variant (2014) with 64, 192, 384, 256 and 256 filters. The paper says 224 × 224 pixels, but its 55 × 55 outputs need 227.
 */
import type { tf } from "../../backend/tf";
/** @returns the network with zero kernels; dispose of it */
export declare function alexNet(): tf.LayersModel;
