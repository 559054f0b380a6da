/** The third claim of the argument: training takes days or weeks, GoogLeNet's on one K20 21 days. From counted operations and the rates of cards. */
import { type NetworkCount } from "../model/imagenet";
import { type Claim } from "./claim";
import { type PublishedRow } from "./published";
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
export declare const timeTables: () => TimeTables;
/** Operations a second. @throws RangeError for a card that is not in the table */
export declare function rateOf(card: string, hardware: readonly Card[]): number;
/** The published trainings of the counted networks whose number of epochs is known. @param images of an epoch */
export declare function timedTrainings(counts: readonly NetworkCount[], images: number, { trainings, hardware }: TimeTables): TimedTraining[];
/** What is usual: the geometric mean over trainings (of the middle of each), and the extremes. @throws RangeError for no trainings */
export declare function usualUtilisation(trainings: readonly TimedTraining[]): {
    mean: number;
    low: number;
    high: number;
};
/** Days of one training on one device. */
export interface DaysOn {
    network: string;
    card: string;
    /** Undefined for the reader's own machine. */
    year?: number;
    days: number;
}
/** Days of each counted network on one card of each kind. */
export declare const daysOnCards: (counts: readonly NetworkCount[], setting: {
    images: number;
    epochs: number;
    utilisation: number;
}, hardware: readonly Card[]) => DaysOn[];
/** Days of each network on one card of its year: the newest that was out. A network older than every card is left out. */
export declare const daysInItsYear: (networks: readonly {
    name: string;
    year: number;
    multiplyAdds: number;
}[], setting: {
    images: number;
    epochs: number;
    utilisation: number;
}, hardware: readonly Card[]) => DaysOn[];
/** Days of each counted network at a measured rate. */
export declare const daysHere: (counts: readonly NetworkCount[], setting: {
    images: number;
    epochs: number;
    rate: number;
}, card: string) => DaysOn[];
export interface GoogLeNetTime {
    /** Published, on one K20. */
    publishedDays: number;
    /** Epochs that are assumed: those of the Caffe recipe, since those of the 21 days are not known. */
    epochs: number;
    /** Days at the usual utilisation, at the highest and at the lowest. */
    days: {
        usual: number;
        shortest: number;
        longest: number;
    };
    /** Utilisation that the published days imply at those epochs. */
    utilisation: number;
    /** Epochs that fit into the published days at the usual utilisation. */
    epochsAtUsual: number;
}
/** GoogLeNet on one K20 from its operations, with the utilisation of the other trainings. Undefined where GoogLeNet was not counted. */
export declare function googLeNetOnK20(counts: readonly NetworkCount[], images: number, tables: TimeTables): GoogLeNetTime | undefined;
/**
 * The document's claims about time. Their intervals are ranges over the utilisations of published trainings, not over seeds.
 * @param onYear days of each network on one card of its year, at the usual utilisation
 */
export declare function timeClaims(onYear: readonly number[], googLeNet: GoogLeNetTime | undefined): Claim[];
export {};
