/** The lines under a landscape's title: what was measured, on how many examples, with which of the choices that change its shape. */
import type { Normalisation } from "../measure/directions";
import type { BatchNormMode } from "../measure/network-loss";
export interface LandscapeNote {
    network: string;
    data: string;
    /** That of each solution drawn. */
    batch: number | readonly number[];
    split: "train" | "test" | "both";
    /** Examples that enter the loss; of `both`, training and test. */
    examples: number | readonly number[];
    /** Absent: the network has no batch norm. */
    batchNorm?: BatchNormMode;
    /** Of the training. */
    seed?: number;
    /** Of random directions. */
    directions?: {
        normalisation: Normalisation;
        seed: number;
    };
}
/** In words: two lines, parted by `<br>` as figures want it. */
export declare function landscapeNote({ network, data, batch, split, examples, batchNorm, seed, directions }: LandscapeNote): string;
