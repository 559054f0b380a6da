/** The second claim of the argument: data became bigger; ImageNet has 1.28 million training images and "150,000 test images" in 1,000 classes. */
import { type Claim } from "./claim";
import { type PublishedRow } from "./published";
type Split = PublishedRow<"imagenet">;
/** A data set with all its images. */
export interface GrownData {
    data: string;
    year: number;
    /** Of all splits together. */
    images: number;
    /** Unknown where labels are texts. */
    classes?: number;
}
/** One entry a data set, in the order of their years. @param splits default: the table in data/published */
export declare function grownData(splits?: readonly Split[]): GrownData[];
/** Training images of ImageNet-1k, from the published table. */
export declare const imagenetTrainingImages: (splits?: readonly Split[]) => number;
/** The document's claims about ImageNet, against the published sizes of its splits. ImageNet itself is not here, so nothing is counted but the table. */
export declare function dataClaims(splits?: readonly Split[]): Claim[];
export {};
