/** VGG-16 (Simonyan and Zisserman, 2014, Table 1, column D): thirteen 3 × 3 convolutions in five blocks, then three dense layers. */
import type { tf } from "../../backend/tf";
/** @returns the network with zero kernels; dispose of it */
export declare function vgg16(): tf.LayersModel;
