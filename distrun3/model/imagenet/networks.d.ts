/** The networks of the ImageNet years by name, each as its paper has it. */
import type { tf } from "../../backend/tf";
import { alexNet } from "./alexnet";
import { googLeNet } from "./googlenet";
import { vgg16 } from "./vgg";
declare const BUILDERS: {
    AlexNet: typeof alexNet;
    "VGG-16": typeof vgg16;
    GoogLeNet: typeof googLeNet;
    "ResNet-50": () => tf.LayersModel;
    "ResNet-152": () => tf.LayersModel;
};
export type ImagenetName = keyof typeof BUILDERS;
export declare const IMAGENET_NAMES: ImagenetName[];
/**
 * A network with kernels of zeros, on the backend in use. VGG-16 takes 0.6 GB.
 * @returns the caller disposes of it
 * @throws UsageError for an unknown name
 */
export declare function buildImagenetNetwork(name: ImagenetName): tf.LayersModel;
export {};
