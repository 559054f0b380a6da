/** The second claim of the argument: data became bigger; ImageNet has 1.28 million training images and "150,000 test images" in 1,000 classes. */
import { type Claim, judge } from "./claim";
import { inDocument } from "./document";
import { type PublishedRow, published, quotable } from "./published";

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
export function grownData(splits: readonly Split[] = published("imagenet")): GrownData[] {
  const sets = new Map<string, GrownData>();
  for (const { data, year, images, classes } of splits.filter(quotable)) {
    sets.set(data, { data, year, classes, images: (sets.get(data)?.images ?? 0) + images });
  }
  return [...sets.values()].sort((a, b) => a.year - b.year);
}

/** The images of a split of ImageNet-1k; NaN where it is not in the table. */
const imagesOf = (splits: readonly Split[], split: Split["split"]): number =>
  splits.find((each) => each.data === "ImageNet-1k" && each.split === split)?.images ?? Number.NaN;

/** Training images of ImageNet-1k, from the published table. */
export const imagenetTrainingImages = (splits: readonly Split[] = published("imagenet")): number => imagesOf(splits, "train");

const DOCUMENT = inDocument("first paragraph");

/** The document's claims about ImageNet, against the published sizes of its splits. ImageNet itself is not here, so nothing is counted but the table. */
export function dataClaims(splits: readonly Split[] = published("imagenet")): Claim[] {
  const classes = splits.find(({ data }) => data === "ImageNet-1k")?.classes;
  return [
    judge(
      {
        id: "imagenet-training-images",
        statement: "ImageNet has 1.28 million training images",
        source: DOCUMENT,
        published: { value: 1.28e6, mark: "verified" },
        test: { kind: "count", effect: "images of the training split, to three digits", tolerance: 0.005 },
      },
      { estimate: imagesOf(splits, "train") },
    ),
    judge(
      {
        id: "imagenet-test-images",
        statement: "ImageNet has 150,000 images outside its training set, which the document calls test images",
        source: DOCUMENT,
        published: { value: 150_000, mark: "verified" },
        test: { kind: "count", effect: "images of the validation and the test split together" },
      },
      { estimate: imagesOf(splits, "validation") + imagesOf(splits, "test") },
    ),
    judge(
      {
        id: "imagenet-classes",
        statement: "ImageNet's images are classified under 1,000 classes",
        source: DOCUMENT,
        published: { value: 1000, mark: "verified" },
        test: { kind: "count", effect: "classes" },
      },
      { estimate: classes },
    ),
  ];
}
