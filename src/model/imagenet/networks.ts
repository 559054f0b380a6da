/** The networks of the ImageNet years by name, each as its paper has it. */
import type { tf } from "../../backend/tf";
import { UsageError } from "../../errors";
import { alexNet } from "./alexnet";
import { googLeNet } from "./googlenet";
import { resNet } from "./resnet";
import { vgg16 } from "./vgg";

const BUILDERS = {
  AlexNet: alexNet,
  "VGG-16": vgg16,
  GoogLeNet: googLeNet,
  "ResNet-50": () => resNet(50),
  "ResNet-152": () => resNet(152),
} satisfies Record<string, () => tf.LayersModel>;

export type ImagenetName = keyof typeof BUILDERS;
export const IMAGENET_NAMES = Object.keys(BUILDERS) as ImagenetName[];

/**
 * A network with kernels of zeros, on the backend in use. VGG-16 takes 0.6 GB.
 * @returns the caller disposes of it
 * @throws UsageError for an unknown name
 */
export function buildImagenetNetwork(name: ImagenetName): tf.LayersModel {
  if (!Object.hasOwn(BUILDERS, name)) throw new UsageError(`Unknown network "${name}". Expected one of ${IMAGENET_NAMES.join(", ")}.`);
  return BUILDERS[name]();
}
