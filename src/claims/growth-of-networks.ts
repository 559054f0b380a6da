/** The first claim of the argument: networks became deeper, from 8 to 152 layers within four years. Counted here, beside what is published. */
import type { NetworkCount } from "../model/imagenet";
import { type Claim, judge, type PublishedValue } from "./claim";
import { inDocument } from "./document";
import { type PublishedRow, published, quotable } from "./published";

type Figure = PublishedRow<"networks">;
type Quantity = Figure["quantity"];

/** A counted network and what is published of it, both in the same units. */
export interface GrownNetwork extends NetworkCount {
  year: number;
  published: Partial<Record<Quantity, number>>;
}

const UNITS: Record<Figure["unit"], number> = { layers: 1, millions: 1e6, billions: 1e9, percent: 1 };

/**
 * The counted networks with their years and their published figures (those that may be quoted).
 * @param figures default: the table in data/published
 * @throws RangeError for a network of which nothing is published
 */
export function grownNetworks(counts: readonly NetworkCount[], figures: readonly Figure[] = published("networks")): GrownNetwork[] {
  return counts.map((count) => {
    const own = figures.filter(({ network }) => network === count.name);
    if (!own[0]) throw new RangeError(`Nothing is published of "${count.name}" in data/published/networks.csv.`);
    const values = own.filter(quotable).map(({ quantity, value, unit }) => [quantity, value * UNITS[unit]]);
    return { ...count, year: own[0].year, published: Object.fromEntries(values) };
  });
}

/** Rows of a table: own counts with the published ones beside them. Millions (M) and billions (G) as the column says. */
export const networkRows = (networks: readonly GrownNetwork[]): Record<string, string | number | undefined>[] =>
  networks.map(({ name, year, published: theirs, ...own }) => ({
    network: name,
    year,
    layers: own.depth,
    "layers, published": theirs.layers,
    parameters: own.parameters,
    "parameters, published (M)": scaled(theirs.parameters, 1e6),
    "multiply-adds (G)": own.multiplyAdds / 1e9,
    "multiply-adds, published (G)": scaled(theirs["multiply-adds"], 1e9),
    "top-5 error, published (%)": theirs["top-5 error"],
  }));

/** Rows of a table: what a training keeps in memory, in megabytes of 32-bit numbers, and for how many images a card's memory would do. */
export const memoryRows = (networks: readonly NetworkCount[], gigabytes: number): Record<string, string | number>[] =>
  networks.map(({ name, parameters, buffers, activationBytes }) => ({
    network: name,
    "parameters (MB)": (4 * parameters) / 1e6,
    "batch norm's means and variances (MB)": (4 * buffers) / 1e6,
    "outputs of all layers, one image (MB)": activationBytes / 1e6,
    [`images in ${gigabytes} GB`]: Math.max(0, Math.floor((gigabytes * 1e9 - 3 * 4 * parameters) / activationBytes)),
  }));

const scaled = (value: number | undefined, unit: number): number | undefined => (value === undefined ? undefined : value / unit);

const DOCUMENT = inDocument("first paragraph");

/** Figures of the document itself, which was read. */
const stated = (value: number): PublishedValue => ({ value, mark: "verified" });

/** The document's claims about networks. A network that was not counted leaves its claims untested. */
export function networkClaims(networks: readonly GrownNetwork[]): Claim[] {
  const named = (name: string) => networks.find((network) => network.name === name);
  const years = [named("AlexNet")?.year, named("ResNet-152")?.year];
  const [first = Number.NaN, last = Number.NaN] = years;
  const evidence = (name: string, value: (network: GrownNetwork) => number) => {
    const network = named(name);
    return network ? { estimate: value(network) } : { reason: `${name} was not built at this scale` };
  };
  return [
    judge(
      {
        id: "alexnet-depth",
        statement: "AlexNet has 8 layers",
        source: DOCUMENT,
        published: stated(8),
        test: { kind: "count", effect: "layers with weights, image to class" },
      },
      evidence("AlexNet", ({ depth }) => depth),
    ),
    judge(
      {
        id: "resnet-152-depth",
        statement: "Residual networks have 152 layers",
        source: DOCUMENT,
        published: stated(152),
        test: { kind: "count", effect: "layers with weights, image to class" },
      },
      evidence("ResNet-152", ({ depth }) => depth),
    ),
    judge(
      {
        id: "four-years",
        statement: "From 8 to 152 layers within four calendar years, the first and the last counted (three years between)",
        source: DOCUMENT,
        published: stated(4),
        test: { kind: "count", effect: "calendar years of the competitions, first and last counted" },
      },
      { estimate: last - first + 1, reason: "AlexNet or ResNet-152 was not built at this scale" },
    ),
    judge(
      {
        id: "resnet-50-depth",
        statement: "ResNet-50 has just 50 layers",
        source: DOCUMENT,
        published: stated(50),
        test: { kind: "count", effect: "layers with weights, image to class" },
      },
      evidence("ResNet-50", ({ depth }) => depth),
    ),
    judge(
      {
        id: "resnet-50-parameters",
        statement: "ResNet-50 has approximately 25 million parameters",
        source: DOCUMENT,
        published: stated(25e6),
        test: { kind: "count", effect: "trained values, within 5 %", tolerance: 0.05 },
      },
      evidence("ResNet-50", ({ parameters }) => parameters),
    ),
  ];
}
