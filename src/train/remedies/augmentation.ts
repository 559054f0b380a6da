/** Augmentation: each image of a step is turned, shifted and mirrored at random (Keskar et al.). */
import { z } from "zod";
import { type Tensor, type Tensor2D, type Tensor4D, tf } from "../../backend/tf";
import type { DataName } from "../../data/dataset";
import { draw, type Turn } from "../step";
import { streamOf } from "./noise";
import { remedy } from "./remedy";

/** Whose images mean the same when they are mirrored; digits and glyphs do not. */
const MIRRORED: readonly DataName[] = ["cifar-10"];

/**
 * x′(p) = x(F R(θ)(p − t)), with p in pixels from the middle of the image: a rotation by θ, uniform within ± `rotation` degrees, a shift t, uniform within ± `shift` of height and of width, and with probability ½ a mirror image F
 * (Keskar et al., 2017, Appendix E: horizontal reflections, rotations up to 10°, translations up to 0.2 of the size). Each image of each step has its own. Between pixels x is interpolated in a straight line, and beyond the edge it goes on as
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
        images: sampled(batch.images, shape, placesOf(batch.images.shape[0], shape, turn, { mirrors, shift, rotation })),
      }),
    };
  },
});

type Shape = [height: number, width: number, channels: number];

/**
 * Where each pixel (x, y) of a new image comes from, counted from 0: (a₀x + a₁y + a₂, b₀x + b₁y + b₂), between pixels no whole numbers.
 * @returns `[batch, 8]`: a₀ a₁ a₂ b₀ b₁ b₂ 0 0, as `tf.image.transform` takes them
 */
function placesOf(
  batch: number,
  [height, width]: Shape,
  turn: Turn,
  { mirrors, shift, rotation }: { mirrors: boolean; shift: number; rotation: number },
): Tensor2D {
  // [batch, 1] each, in [−1, 1).
  const drawn = tf.sub(tf.mul(draw([4, batch, 1], turn, streamOf("augmentation")), 2), 1);
  const [angle, down, right, side] = tf.unstack(drawn) as [Tensor, Tensor, Tensor, Tensor];
  const [middle, centre] = [(height - 1) / 2, (width - 1) / 2];
  // What comes to lie in the middle, before it is turned.
  const [y, x] = [tf.add(tf.mul(down, shift * height), middle), tf.add(tf.mul(right, shift * width), centre)];
  const theta = tf.mul(angle, (rotation * Math.PI) / 180);
  const [cos, sin] = [tf.cos(theta), tf.sin(theta)];
  const mirror = mirrors ? tf.sub(tf.mul(tf.cast(tf.less(side, 0), "float32"), 2), 1) : tf.onesLike(side);
  const across = tf.sub(tf.mul(sin, y), tf.mul(cos, x));
  const along = tf.neg(tf.add(tf.mul(cos, y), tf.mul(sin, x)));
  const none = tf.zerosLike(side);
  return tf.concat(
    [tf.mul(mirror, cos), tf.neg(tf.mul(mirror, sin)), tf.add(tf.mul(mirror, across), centre), sin, cos, tf.add(along, middle), none, none],
    1,
  ) as Tensor2D;
}

/** The images at these places, by bilinear interpolation; beyond the edge as at the edge. @param images `[batch, height · width · channels]` @returns the same shape */
function sampled(images: Tensor, shape: Shape, places: Tensor2D): Tensor {
  const pictures = tf.reshape(images, [-1, ...shape]) as Tensor4D;
  return tf.reshape(tf.image.transform(pictures, places, "bilinear", "nearest"), images.shape);
}
