/** Random numbers of remedies: of the run's seed, the step and a name alone. */
import { type Tensor, tf } from "../../backend/tf";
import { draw, type Turn } from "../step";

/** A stream of a remedy's own, apart from those of dropout, which are small numbers. @param index tells its tensors apart */
export function streamOf(name: string, index = 0): number {
  let hash = 0x811c9dc5;
  for (const char of `${name}:${index}`) hash = Math.imul(hash ^ (char.codePointAt(0) as number), 0x01000193);
  return hash | 0x40000000;
}

/** Standard normal numbers from two uniform ones (Box and Muller, 1958). They reach up to 5.6. */
export function drawNormal(shape: number[], turn: Turn, stream: number): Tensor {
  const uniform = draw([2, ...shape], turn, stream);
  const [radius, angle] = tf.unstack(uniform) as [Tensor, Tensor];
  return tf.mul(tf.sqrt(tf.mul(tf.log(tf.sub(1, radius)), -2)), tf.cos(tf.mul(angle, 2 * Math.PI)));
}
