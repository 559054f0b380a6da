"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.imagenetTrainingImages = void 0;
exports.grownData = grownData;
exports.dataClaims = dataClaims;
/** The second claim of the argument: data became bigger; ImageNet has 1.28 million training images and "150,000 test images" in 1,000 classes. */
const claim_1 = require("./claim");
const document_1 = require("./document");
const published_1 = require("./published");
/** One entry a data set, in the order of their years. @param splits default: the table in data/published */
function grownData(splits = (0, published_1.published)("imagenet")) {
    const sets = new Map();
    for (const { data, year, images, classes } of splits.filter(published_1.quotable)) {
        sets.set(data, { data, year, classes, images: (sets.get(data)?.images ?? 0) + images });
    }
    return [...sets.values()].sort((a, b) => a.year - b.year);
}
/** The images of a split of ImageNet-1k; NaN where it is not in the table. */
const imagesOf = (splits, split) => splits.find((each) => each.data === "ImageNet-1k" && each.split === split)?.images ?? Number.NaN;
/** Training images of ImageNet-1k, from the published table. */
const imagenetTrainingImages = (splits = (0, published_1.published)("imagenet")) => imagesOf(splits, "train");
exports.imagenetTrainingImages = imagenetTrainingImages;
const DOCUMENT = (0, document_1.inDocument)("first paragraph");
/** The document's claims about ImageNet, against the published sizes of its splits. ImageNet itself is not here, so nothing is counted but the table. */
function dataClaims(splits = (0, published_1.published)("imagenet")) {
    const classes = splits.find(({ data }) => data === "ImageNet-1k")?.classes;
    return [
        (0, claim_1.judge)({
            id: "imagenet-training-images",
            statement: "ImageNet has 1.28 million training images",
            source: DOCUMENT,
            published: { value: 1.28e6, mark: "verified" },
            test: { kind: "count", effect: "images of the training split, to three digits", tolerance: 0.005 },
        }, { estimate: imagesOf(splits, "train") }),
        (0, claim_1.judge)({
            id: "imagenet-test-images",
            statement: "ImageNet has 150,000 test images",
            source: DOCUMENT,
            published: { value: 150_000, mark: "verified" },
            test: { kind: "count", effect: "images of the validation and the test split together" },
        }, { estimate: imagesOf(splits, "validation") + imagesOf(splits, "test") }),
        (0, claim_1.judge)({
            id: "imagenet-classes",
            statement: "ImageNet's images are classified under 1,000 classes",
            source: DOCUMENT,
            published: { value: 1000, mark: "verified" },
            test: { kind: "count", effect: "classes" },
        }, { estimate: classes }),
    ];
}
//# sourceMappingURL=growth-of-data.js.map