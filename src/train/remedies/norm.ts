/** Norms that remedies share. */
import { type Scalar, type Tensor, tf } from "../../backend/tf";

/** ‖w‖ of one tensor. */
export const normOf = (tensor: Tensor): Scalar => tf.sqrt(tf.sum(tf.square(tensor))) as Scalar;

/** ‖w‖ of several tensors as one vector. */
export const globalNorm = (tensors: Tensor[]): Scalar => tf.sqrt(tf.addN(tensors.map((each) => tf.sum(tf.square(each))))) as Scalar;
