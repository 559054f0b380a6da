/** The third claim of the argument: training takes days or weeks, GoogLeNet's on one K20 21 days. From counted operations and the rates of cards. */
import { impliedUtilisation, type NetworkCount, trainingDays } from "../model/imagenet";
import { type Claim, judge } from "./claim";
import { inDocument } from "./document";
import { type PublishedRow, published, quotable } from "./published";

type Report = PublishedRow<"trainings">;
type Card = PublishedRow<"hardware">;

/** A published training and what its length implies. */
export interface TimedTraining {
  network: string;
  card: string;
  devices: number;
  epochs: number;
  /** Published, as a range. */
  days: [low: number, high: number];
  /** Days that the counted operations would take at the card's peak rate. */
  atPeak: number;
  /** Share of the peak rate that the published days imply, for the longer and the shorter of them. */
  utilisation: [low: number, high: number];
  source: string;
}

export interface TimeTables {
  trainings: readonly Report[];
  hardware: readonly Card[];
}

/** The tables in data/published. */
export const timeTables = (): TimeTables => ({ trainings: published("trainings"), hardware: published("hardware") });

/** Operations a second. @throws RangeError for a card that is not in the table */
export function rateOf(card: string, hardware: readonly Card[]): number {
  const found = hardware.find((each) => each.card === card && quotable(each));
  if (!found) throw new RangeError(`There is no rate of "${card}" in data/published/hardware.csv.`);
  return found.teraflops * 1e12;
}

const countOf = (network: string, counts: readonly NetworkCount[]): NetworkCount | undefined => counts.find(({ name }) => name === network);

/** The published trainings of the counted networks whose number of epochs is known. @param images of an epoch */
export function timedTrainings(counts: readonly NetworkCount[], images: number, { trainings, hardware }: TimeTables): TimedTraining[] {
  return trainings.filter(quotable).flatMap(({ network, card, devices, epochs, days_low, days_high, source }) => {
    const count = countOf(network, counts);
    if (!count || epochs === undefined) return [];
    const setting = { multiplyAdds: count.multiplyAdds, images, epochs, rate: rateOf(card, hardware), devices };
    const utilisation: [number, number] = [
      impliedUtilisation({ ...setting, days: days_high }),
      impliedUtilisation({ ...setting, days: days_low }),
    ];
    return [
      {
        network,
        card,
        devices,
        epochs,
        days: [days_low, days_high] as [number, number],
        atPeak: trainingDays(setting),
        utilisation,
        source,
      },
    ];
  });
}

/** Rows of a table. */
export const timeRows = (trainings: readonly TimedTraining[]): Record<string, string | number>[] =>
  trainings.map(({ network, card, devices, epochs, days, atPeak, utilisation }) => ({
    network,
    cards: `${devices} × ${card}`,
    epochs,
    "published days": [...new Set(days)].join(" – "),
    "days at the peak rate": atPeak,
    utilisation: [...new Set(utilisation.map(percent))].join(" – "),
  }));

/** A share as whole percent. */
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** What is usual: the geometric mean over trainings (of the middle of each), and the extremes. @throws RangeError for no trainings */
export function usualUtilisation(trainings: readonly TimedTraining[]): { mean: number; low: number; high: number } {
  if (trainings.length === 0) throw new RangeError("A usual utilisation needs at least one training, got none.");
  const logs = trainings.map(({ utilisation: [low, high] }) => Math.log(low * high) / 2);
  return {
    mean: Math.exp(logs.reduce((a, b) => a + b, 0) / logs.length),
    low: Math.min(...trainings.map(({ utilisation }) => utilisation[0])),
    high: Math.max(...trainings.map(({ utilisation }) => utilisation[1])),
  };
}

/** Days of one training on one device. */
export interface DaysOn {
  network: string;
  card: string;
  /** Undefined for the reader's own machine. */
  year?: number;
  days: number;
}

/** Days of each counted network on one card of each kind. */
export const daysOnCards = (
  counts: readonly NetworkCount[],
  setting: { images: number; epochs: number; utilisation: number },
  hardware: readonly Card[],
): DaysOn[] =>
  counts.flatMap(({ name, multiplyAdds }) =>
    hardware.filter(quotable).map(({ card, year, teraflops }) => ({
      network: name,
      card,
      year,
      days: trainingDays({ ...setting, multiplyAdds, rate: teraflops * 1e12 }),
    })),
  );

/** Days of each network on one card of its year: the newest that was out. A network older than every card is left out. */
export const daysInItsYear = (
  networks: readonly { name: string; year: number; multiplyAdds: number }[],
  setting: { images: number; epochs: number; utilisation: number },
  hardware: readonly Card[],
): DaysOn[] =>
  networks.flatMap(({ name, year, multiplyAdds }) => {
    const out = hardware.filter((card) => quotable(card) && card.year <= year);
    const newest = out.reduce<Card | undefined>((best, card) => (best && best.year >= card.year ? best : card), undefined);
    if (!newest) return [];
    const days = trainingDays({ ...setting, multiplyAdds, rate: newest.teraflops * 1e12 });
    return [{ network: name, card: newest.card, year: newest.year, days }];
  });

/** Days of each counted network at a measured rate. */
export const daysHere = (
  counts: readonly NetworkCount[],
  setting: { images: number; epochs: number; rate: number },
  card: string,
): DaysOn[] => counts.map(({ name, multiplyAdds }) => ({ network: name, card, days: trainingDays({ ...setting, multiplyAdds }) }));

export interface GoogLeNetTime {
  /** Published, on one K20. */
  publishedDays: number;
  /** Epochs that are assumed: those of the Caffe recipe, since those of the 21 days are not known. */
  epochs: number;
  /** Days at the usual utilisation, at the highest and at the lowest. */
  days: { usual: number; shortest: number; longest: number };
  /** Utilisation that the published days imply at those epochs. */
  utilisation: number;
  /** Epochs that fit into the published days at the usual utilisation. */
  epochsAtUsual: number;
}

/** GoogLeNet on one K20 from its operations, with the utilisation of the other trainings. Undefined where GoogLeNet was not counted. */
export function googLeNetOnK20(counts: readonly NetworkCount[], images: number, tables: TimeTables): GoogLeNetTime | undefined {
  const count = countOf("GoogLeNet", counts);
  const report = tables.trainings.find(({ network, card }) => network === "GoogLeNet" && card === "Tesla K20");
  const recipe = tables.trainings.find(({ network, epochs }) => network === "GoogLeNet" && epochs !== undefined);
  if (!count || !report || recipe?.epochs === undefined) return undefined;
  const usual = usualUtilisation(timedTrainings(counts, images, tables).filter(({ card }) => card !== "Tesla K20"));
  const setting = { multiplyAdds: count.multiplyAdds, images, epochs: recipe.epochs, rate: rateOf("Tesla K20", tables.hardware) };
  const at = (utilisation: number): number => trainingDays({ ...setting, utilisation });
  return {
    publishedDays: report.days_low,
    epochs: recipe.epochs,
    days: { usual: at(usual.mean), shortest: at(usual.high), longest: at(usual.low) },
    utilisation: impliedUtilisation({ ...setting, days: report.days_low }),
    epochsAtUsual: (recipe.epochs * report.days_low) / at(usual.mean),
  };
}

const DOCUMENT = inDocument("first paragraph");

/** The prediction in words, as Markdown. */
export const describeGoogLeNet = ({ days, publishedDays, utilisation, epochs, epochsAtUsual }: GoogLeNetTime): string =>
  [
    `Predicted: **${days.usual.toFixed(1)} days** (${days.shortest.toFixed(1)} at the highest utilisation, ${days.longest.toFixed(1)} at the lowest).`,
    `Published: ${publishedDays} days. That is ${percent(utilisation)} of the peak rate if it was ${epochs} epochs, or ${epochsAtUsual.toFixed(0)} epochs at the usual utilisation.`,
  ].join(" ");

/**
 * The document's claims about time. Their intervals are ranges over the utilisations of published trainings, not over seeds.
 * @param onYear days of each network on one card of its year, at the usual utilisation
 */
export function timeClaims(onYear: readonly number[], googLeNet: GoogLeNetTime | undefined): Claim[] {
  return [
    judge(
      {
        id: "days-or-weeks",
        statement: "Training such networks on ImageNet takes days or weeks",
        source: DOCUMENT,
        test: {
          kind: "direction",
          effect: "days on one card of the network's year; shortest and longest in brackets",
          direction: "above",
          from: 1,
          seeds: 1,
        },
      },
      onYear.length === 0
        ? { reason: "no network was built" }
        : { estimate: median(onYear), interval: [Math.min(...onYear), Math.max(...onYear)], n: onYear.length },
    ),
    judge(
      {
        id: "googlenet-k20-days",
        statement: "GoogLeNet on one NVIDIA K20 takes 21 days",
        source: DOCUMENT,
        published: { value: 21, mark: "verified" },
        test: {
          kind: "difference",
          effect: "days from counted operations, 60 epochs; at the highest and the lowest utilisation in brackets",
          direction: "above",
          from: 1,
          seeds: 1,
        },
      },
      googLeNet
        ? { estimate: googLeNet.days.usual, interval: [googLeNet.days.shortest, googLeNet.days.longest] }
        : { reason: "GoogLeNet was not built at this scale" },
    ),
  ];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
