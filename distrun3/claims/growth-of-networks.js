"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.networkRows = void 0;
exports.grownNetworks = grownNetworks;
exports.networkClaims = networkClaims;
const claim_1 = require("./claim");
const document_1 = require("./document");
const published_1 = require("./published");
const UNITS = { layers: 1, millions: 1e6, billions: 1e9, percent: 1 };
/**
 * The counted networks with their years and their published figures (those that may be quoted).
 * @param figures default: the table in data/published
 * @throws RangeError for a network of which nothing is published
 */
function grownNetworks(counts, figures = (0, published_1.published)("networks")) {
    return counts.map((count) => {
        const own = figures.filter(({ network }) => network === count.name);
        if (!own[0])
            throw new RangeError(`Nothing is published of "${count.name}" in data/published/networks.csv.`);
        const values = own.filter(published_1.quotable).map(({ quantity, value, unit }) => [quantity, value * UNITS[unit]]);
        return { ...count, year: own[0].year, published: Object.fromEntries(values) };
    });
}
/** Rows of a table: own counts with the published ones beside them. Millions and billions as the column says. */
const networkRows = (networks) => networks.map(({ name, year, published: theirs, ...own }) => ({
    network: name,
    year,
    layers: own.depth,
    "… published": theirs.layers,
    parameters: own.parameters,
    "… published, M": scaled(theirs.parameters, 1e6),
    "multiply-adds, G": own.multiplyAdds / 1e9,
    "… published, G": scaled(theirs["multiply-adds"], 1e9),
    "batch norm's buffers": own.buffers,
    "outputs of an image, MB": own.activationBytes / 1e6,
    "top-5 error, %": theirs["top-5 error"],
}));
exports.networkRows = networkRows;
const scaled = (value, unit) => (value === undefined ? undefined : value / unit);
const DOCUMENT = (0, document_1.inDocument)("first paragraph");
/** Figures of the document itself, which was read. */
const stated = (value) => ({ value, mark: "verified" });
/** The document's claims about networks. A network that was not counted leaves its claims untested. */
function networkClaims(networks) {
    const named = (name) => networks.find((network) => network.name === name);
    const years = [named("AlexNet")?.year, named("ResNet-152")?.year];
    const [first = Number.NaN, last = Number.NaN] = years;
    const evidence = (name, value) => {
        const network = named(name);
        return network ? { estimate: value(network) } : { reason: `${name} was not built at this scale` };
    };
    return [
        (0, claim_1.judge)({
            id: "alexnet-depth",
            statement: "AlexNet has 8 layers",
            source: DOCUMENT,
            published: stated(8),
            test: { kind: "count", effect: "layers with weights, image to class" },
        }, evidence("AlexNet", ({ depth }) => depth)),
        (0, claim_1.judge)({
            id: "resnet-152-depth",
            statement: "Residual networks have 152 layers",
            source: DOCUMENT,
            published: stated(152),
            test: { kind: "count", effect: "layers with weights, image to class" },
        }, evidence("ResNet-152", ({ depth }) => depth)),
        (0, claim_1.judge)({
            id: "four-years",
            statement: "From 8 to 152 layers took 4 years",
            source: DOCUMENT,
            published: stated(4),
            test: { kind: "count", effect: "competition years, first and last included" },
        }, { estimate: last - first + 1, reason: "AlexNet or ResNet-152 was not built at this scale" }),
        (0, claim_1.judge)({
            id: "resnet-50-depth",
            statement: "ResNet-50 has just 50 layers",
            source: DOCUMENT,
            published: stated(50),
            test: { kind: "count", effect: "layers with weights, image to class" },
        }, evidence("ResNet-50", ({ depth }) => depth)),
        (0, claim_1.judge)({
            id: "resnet-50-parameters",
            statement: "ResNet-50 has approximately 25 million parameters",
            source: DOCUMENT,
            published: stated(25e6),
            test: { kind: "count", effect: "trained values, within 5 %", tolerance: 0.05 },
        }, evidence("ResNet-50", ({ parameters }) => parameters)),
    ];
}
//# sourceMappingURL=growth-of-networks.js.map