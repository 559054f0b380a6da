"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.daysHere = exports.daysInItsYear = exports.daysOnCards = exports.timeTables = void 0;
exports.rateOf = rateOf;
exports.timedTrainings = timedTrainings;
exports.usualUtilisation = usualUtilisation;
exports.googLeNetOnK20 = googLeNetOnK20;
exports.timeClaims = timeClaims;
/** The third claim of the argument: training takes days or weeks, GoogLeNet's on one K20 21 days. From counted operations and the rates of cards. */
const imagenet_1 = require("../model/imagenet");
const claim_1 = require("./claim");
const document_1 = require("./document");
const published_1 = require("./published");
/** The tables in data/published. */
const timeTables = () => ({ trainings: (0, published_1.published)("trainings"), hardware: (0, published_1.published)("hardware") });
exports.timeTables = timeTables;
/** Operations a second. @throws RangeError for a card that is not in the table */
function rateOf(card, hardware) {
    const found = hardware.find((each) => each.card === card && (0, published_1.quotable)(each));
    if (!found)
        throw new RangeError(`There is no rate of "${card}" in data/published/hardware.csv.`);
    return found.teraflops * 1e12;
}
const countOf = (network, counts) => counts.find(({ name }) => name === network);
/** The published trainings of the counted networks whose number of epochs is known. @param images of an epoch */
function timedTrainings(counts, images, { trainings, hardware }) {
    return trainings.filter(published_1.quotable).flatMap(({ network, card, devices, epochs, days_low, days_high, source }) => {
        const count = countOf(network, counts);
        if (!count || epochs === undefined)
            return [];
        const setting = { multiplyAdds: count.multiplyAdds, images, epochs, rate: rateOf(card, hardware), devices };
        const utilisation = [
            (0, imagenet_1.impliedUtilisation)({ ...setting, days: days_high }),
            (0, imagenet_1.impliedUtilisation)({ ...setting, days: days_low }),
        ];
        return [
            {
                network,
                card,
                devices,
                epochs,
                days: [days_low, days_high],
                atPeak: (0, imagenet_1.trainingDays)(setting),
                utilisation,
                source,
            },
        ];
    });
}
/** What is usual: the geometric mean over trainings (of the middle of each), and the extremes. @throws RangeError for no trainings */
function usualUtilisation(trainings) {
    if (trainings.length === 0)
        throw new RangeError("A usual utilisation needs at least one training, got none.");
    const logs = trainings.map(({ utilisation: [low, high] }) => Math.log(low * high) / 2);
    return {
        mean: Math.exp(logs.reduce((a, b) => a + b, 0) / logs.length),
        low: Math.min(...trainings.map(({ utilisation }) => utilisation[0])),
        high: Math.max(...trainings.map(({ utilisation }) => utilisation[1])),
    };
}
/** Days of each counted network on one card of each kind. */
const daysOnCards = (counts, setting, hardware) => counts.flatMap(({ name, multiplyAdds }) => hardware.filter(published_1.quotable).map(({ card, year, teraflops }) => ({
    network: name,
    card,
    year,
    days: (0, imagenet_1.trainingDays)({ ...setting, multiplyAdds, rate: teraflops * 1e12 }),
})));
exports.daysOnCards = daysOnCards;
/** Days of each network on one card of its year: the newest that was out. A network older than every card is left out. */
const daysInItsYear = (networks, setting, hardware) => networks.flatMap(({ name, year, multiplyAdds }) => {
    const out = hardware.filter((card) => (0, published_1.quotable)(card) && card.year <= year);
    const newest = out.reduce((best, card) => (best && best.year >= card.year ? best : card), undefined);
    if (!newest)
        return [];
    const days = (0, imagenet_1.trainingDays)({ ...setting, multiplyAdds, rate: newest.teraflops * 1e12 });
    return [{ network: name, card: newest.card, year: newest.year, days }];
});
exports.daysInItsYear = daysInItsYear;
/** Days of each counted network at a measured rate. */
const daysHere = (counts, setting, card) => counts.map(({ name, multiplyAdds }) => ({ network: name, card, days: (0, imagenet_1.trainingDays)({ ...setting, multiplyAdds }) }));
exports.daysHere = daysHere;
/** GoogLeNet on one K20 from its operations, with the utilisation of the other trainings. Undefined where GoogLeNet was not counted. */
function googLeNetOnK20(counts, images, tables) {
    const count = countOf("GoogLeNet", counts);
    const report = tables.trainings.find(({ network, card }) => network === "GoogLeNet" && card === "Tesla K20");
    const recipe = tables.trainings.find(({ network, epochs }) => network === "GoogLeNet" && epochs !== undefined);
    if (!count || !report || recipe?.epochs === undefined)
        return undefined;
    const usual = usualUtilisation(timedTrainings(counts, images, tables).filter(({ card }) => card !== "Tesla K20"));
    const setting = { multiplyAdds: count.multiplyAdds, images, epochs: recipe.epochs, rate: rateOf("Tesla K20", tables.hardware) };
    const at = (utilisation) => (0, imagenet_1.trainingDays)({ ...setting, utilisation });
    return {
        publishedDays: report.days_low,
        epochs: recipe.epochs,
        days: { usual: at(usual.mean), shortest: at(usual.high), longest: at(usual.low) },
        utilisation: (0, imagenet_1.impliedUtilisation)({ ...setting, days: report.days_low }),
        epochsAtUsual: (recipe.epochs * report.days_low) / at(usual.mean),
    };
}
const DOCUMENT = (0, document_1.inDocument)("first paragraph");
/**
 * The document's claims about time. Their intervals are ranges over the utilisations of published trainings, not over seeds.
 * @param onYear days of each network on one card of its year, at the usual utilisation
 */
function timeClaims(onYear, googLeNet) {
    return [
        (0, claim_1.judge)({
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
        }, onYear.length === 0
            ? { reason: "no network was built" }
            : { estimate: median(onYear), interval: [Math.min(...onYear), Math.max(...onYear)], n: onYear.length }),
        (0, claim_1.judge)({
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
        }, googLeNet
            ? { estimate: googLeNet.days.usual, interval: [googLeNet.days.shortest, googLeNet.days.longest] }
            : { reason: "GoogLeNet was not built at this scale" }),
    ];
}
function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
//# sourceMappingURL=training-time.js.map