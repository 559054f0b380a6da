/** The networks by name: F1, F2, C1 … C4 of Keskar et al. (2017), and small ones that train in seconds. */
import type { Work } from "../backend/threads";
import type { Layer } from "./layer";
import { type Network } from "./network";
/** conv5×5-64, BN, ReLU, pool 3/2, twice; then dense 384 and 192 with BN, ReLU and dropout 0.5 (Keskar's `shallownet`). */
declare const shallow: (classes: number) => Layer[];
/** VGG-like: blocks of 3×3 convolutions with BN and ReLU, dropout inside the blocks, pool 2/2 after each (Keskar's `deepnet`). */
declare const deep: (classes: number) => Layer[];
declare const RECIPES: {
    mlp: {
        description: string;
        layers: (classes: number) => Layer[];
    };
    mlp5: {
        description: string;
        layers: (classes: number) => Layer[];
    };
    cnn: {
        description: string;
        layers: (classes: number) => Layer[];
    };
    F1: {
        description: string;
        layers: (classes: number) => Layer[];
    };
    F2: {
        description: string;
        layers: (classes: number) => Layer[];
    };
    C1: {
        description: string;
        layers: typeof shallow;
    };
    C2: {
        description: string;
        layers: typeof deep;
    };
    C3: {
        description: string;
        classes: number;
        layers: typeof shallow;
    };
    C4: {
        description: string;
        classes: number;
        layers: typeof deep;
    };
};
export type NetworkName = keyof typeof RECIPES;
export declare const NETWORK_NAMES: NetworkName[];
/** One line about a network. */
export declare const describeNetwork: (name: NetworkName) => string;
/** What training a network asks of a machine; its weights are counted for images of 28 × 28 pixels. */
export declare const trainingWork: (name: NetworkName, batch: number) => Work;
/**
 * A network for a data set's shape.
 * @param input shape of one example, e.g. [28, 28, 1]
 * @throws UsageError for an unknown name, or where C3 or C4 meet other than 100 classes
 */
export declare function buildNetwork(name: string, input: number[], classes: number): Network;
export {};
