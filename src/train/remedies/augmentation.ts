/** Augmentation: each image of a step is turned, shifted and mirrored at random (Keskar et al.). */
import { z } from "zod";
import { type Tensor, tf } from "../../backend/tf";
import type { DataName } from "../../data/dataset";
import { draw, type Turn } from "../step";
import { streamOf } from "./noise";
import { remedy } from "./remedy";

/** Whose images mean the same when they are mirrored; digits and glyphs do not. */
const MIRRORED: readonly DataName[] = ["cifar-10"];

/**
 * x′(p) = x(F R(θ)(p − t)), with p in pixels from the middle of the image: a rotation by θ, uniform within ± `rotation` degrees, a shift t, uniform within ± `shift` of height and of width, and with probability ½ a mirror image F
 * (Keskar et al., 2017, Section 4: horizontal reflections, rotations up to 10°, translations up to 0.2 of the size). Each image of each step has its own. Between pixels x is interpolated in a straight line, and beyond the edge it goes on as
 * at the edge (ours: the paper does not say). Evaluations are of the images as they are; the loss is that of the images as they are trained on. With no rotation, no shift and no mirror images nothing changes.
 */
export const augmentation = remedy({
  name: "augmentation",
  idea: "images turned, shifted and mirrored at random",
  paper: "Keskar et al., 2017, arXiv 1609.04836",
  settings: z.strictObject({
    flip: z
      .enum(["data", "always", "never"])
      .default("data")
      .describe(
        "half of the images mirrored, left for right; data: for cifar-10 only, as mirrored digits and glyphs are others; always in the paper",
      ),
    shift: z.number().min(0).max(1).default(0.2).describe("largest shift, as a share of height and of width; 0.2 in the paper"),
    rotation: z.number().min(0).max(180).default(10).describe("largest rotation, degrees; 10 in the paper"),
  }),
  cost: 1,
  parts: ({ flip, shift, rotation }, { network, run }) => {
    const mirrors = flip === "always" || (flip === "data" && MIRRORED.includes(run.data));
    if (!mirrors && shift === 0 && rotation === 0) return {};
    const shape = network.input as Shape;
    return {
      examples: (batch, turn) => ({
        ...batch,
        images: sampled(batch.images, shape, places(batch.images.shape[0], shape, turn, { mirrors, shift, rotation })),
      }),
    };
  },
});

type Shape = [height: number, width: number, channels: number];

/** Rows and columns of an image, `[batch, height · width]` each, counted from 0; between pixels no whole numbers. */
interface Places {
  y: Tensor;
  x: Tensor;
}

/** Where each pixel of the new images comes from. */
function places(
  batch: number,
  [height, width]: Shape,
  turn: Turn,
  { mirrors, shift, rotation }: { mirrors: boolean; shift: number; rotation: number },
): Places {
  // [batch, 1] each, in [−1, 1).
  const drawn = tf.sub(tf.mul(draw([4, batch, 1], turn, streamOf("augmentation")), 2), 1);
  const [angle, down, right, side] = tf.unstack(drawn) as [Tensor, Tensor, Tensor, Tensor];
  const [middle, centre] = [(height - 1) / 2, (width - 1) / 2];
  const pixels = Array.from({ length: height * width }, (_, i) => i);
  const rows = tf.tensor2d(
    pixels.map((i) => Math.floor(i / width) - middle),
    [1, height * width],
  );
  const columns = tf.tensor2d(
    pixels.map((i) => (i % width) - centre),
    [1, height * width],
  );
  const fromShift = { y: tf.sub(rows, tf.mul(down, shift * height)), x: tf.sub(columns, tf.mul(right, shift * width)) };
  const theta = tf.mul(angle, (rotation * Math.PI) / 180);
  const [cos, sin] = [tf.cos(theta), tf.sin(theta)];
  const y = tf.add(tf.mul(cos, fromShift.y), tf.mul(sin, fromShift.x));
  const x = tf.sub(tf.mul(cos, fromShift.x), tf.mul(sin, fromShift.y));
  const mirrored = mirrors ? tf.mul(x, tf.sub(tf.mul(tf.cast(tf.less(side, 0), "float32"), 2), 1)) : x;
  return { y: tf.add(y, middle), x: tf.add(mirrored, centre) };
}

/** The images at these places, by bilinear interpolation. @param images `[batch, height · width · channels]` @returns the same shape */
function sampled(images: Tensor, [height, width, channels]: Shape, { y, x }: Places): Tensor {
  const pixels = tf.reshape(images, [-1, height * width, channels]);
  const [row, column] = [tf.clipByValue(y, 0, height - 1), tf.clipByValue(x, 0, width - 1)];
  const [above, left] = [tf.floor(row), tf.floor(column)];
  const [below, right] = [tf.minimum(tf.add(above, 1), height - 1), tf.minimum(tf.add(left, 1), width - 1)];
  const at = (i: Tensor, j: Tensor) => tf.gather(pixels, tf.cast(tf.add(tf.mul(i, width), j), "int32"), 1, 1);
  const [across, along] = [tf.expandDims(tf.sub(column, left), 2), tf.expandDims(tf.sub(row, above), 2)];
  const between = (a: Tensor, b: Tensor, share: Tensor) => tf.add(a, tf.mul(tf.sub(b, a), share));
  const upper = between(at(above, left), at(above, right), across);
  const lower = between(at(below, left), at(below, right), across);
  return tf.reshape(between(upper, lower, along), images.shape);
}
