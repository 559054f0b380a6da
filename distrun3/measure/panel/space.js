"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.spaceMeasures = void 0;
exports.barriersOf = barriersOf;
exports.sharesAt = sharesAt;
const curve_1 = require("../curve");
const grid_file_1 = require("../grid-file");
const plane_1 = require("../plane");
const point_evaluations_1 = require("../point-evaluations");
const surface_1 = require("../surface");
const joint_1 = require("./joint");
/** How far each curve goes: the line as in the authors' code, the quarter circle somewhat beyond its end. */
const REACH = { linear: [-1, 2], curvilinear: [0, 1.5] };
const path = {
    about: "loss and accuracy of both splits along the line and the quarter circle from one run to another (Keskar's Figures 3 and 7), batch norm's statistics as stored and recomputed; barrier: how far the loss rises between them",
    settings: { points: 25, linear: 1, curvilinear: 1 },
    runs: { least: 2, most: 2 },
    mayDiffer: joint_1.ofOneFunction,
    of: "space",
    split: "both",
    modes: (asked) => (asked ? [asked] : ["running", "recomputed"]),
    async estimate(subject, settings) {
        const variants = variantsOf(subject, settings);
        let ms = 0;
        // From the last mode on: a loss that recomputes serves the others, too.
        for (const { mode, alphas } of [...variants].reverse())
            ms += alphas.length * (await (0, point_evaluations_1.evaluationMs)(await losses(subject, mode), (0, point_evaluations_1.splitLosses)(mode, subject.network).recomputes));
        const passes = variants.reduce((sum, { alphas }) => sum + alphas.length, 0);
        const { train, test } = subject.data;
        return { losses: passes, passes, seconds: ms / 1000, examples: train.count + test.count };
    },
    async run(subject, settings) {
        const { partial, key, network, onPass, signal } = subject;
        const variants = variantsOf(subject, settings);
        const rows = await (0, grid_file_1.keptCells)((0, grid_file_1.gridFile)(partial, { key }), {}, async (finished, add) => {
            const done = [];
            for (const [at, { curve, mode, alphas }] of variants.entries()) {
                for (const [column, alpha] of alphas.entries()) {
                    await new Promise(setImmediate);
                    signal?.throwIfAborted();
                    const known = keptAt(finished, at, column);
                    const there = known ?? (await evaluated(subject, curve, mode, alpha));
                    if (!known)
                        for (const [row, split] of SPLITS.entries())
                            await add({ row: 2 * at + row, column, ...there[split] });
                    done.push({ curve, batchNorm: network.statistics.length > 0 ? mode : null, alpha, ...there });
                    onPass(done.length);
                }
            }
            return done;
        });
        return { barriers: barriersOf(rows), rows };
    },
};
const SPLITS = ["train", "test"];
/** @throws RangeError for no curve, or too few points */
function variantsOf({ modes }, settings) {
    const curves = curve_1.CURVES.filter((curve) => settings[curve] !== 0);
    if (curves.length === 0)
        throw new RangeError("linear and curvilinear are both 0: there is no curve left.");
    return modes.flatMap((mode) => curves.map((curve) => ({ curve, mode, alphas: (0, surface_1.evenly)(...REACH[curve], settings.points) })));
}
async function losses({ loss, network }, mode) {
    const { train, test } = (0, point_evaluations_1.splitLosses)(mode, network);
    return { train: await loss(train), test: await loss(test) };
}
async function evaluated(subject, curve, mode, alpha) {
    const [from, to] = subject.runs;
    const point = (0, curve_1.pointOn)(curve, from, to, alpha, subject.network.statistics);
    return (0, point_evaluations_1.evaluationsAt)(await losses(subject, mode), point, (0, point_evaluations_1.splitLosses)(mode, subject.network).recomputes);
}
/** What an interrupted call left: a row for each split of each variant. */
function keptAt(finished, at, column) {
    const [train, test] = SPLITS.map((_, row) => finished.find((cell) => cell.row === 2 * at + row && cell.column === column));
    const values = ({ loss, accuracy }) => ({ loss, accuracy });
    return train && test ? { train: values(train), test: values(test) } : undefined;
}
/** The largest loss between the ends of each curve above the straight line from one end's loss to the other's, nats; null where the points leave out an end. */
function barriersOf(rows) {
    const names = [...new Set(rows.map(({ curve, batchNorm }) => `${curve} ${batchNorm}`))];
    return names.map((name) => {
        const own = rows.filter(({ curve, batchNorm }) => `${curve} ${batchNorm}` === name);
        const { curve, batchNorm } = own[0];
        const barrier = (split) => {
            const [first, last] = [0, 1].map((end) => own.find(({ alpha }) => alpha === end)?.[split].loss);
            if (first === undefined || last === undefined)
                return null;
            const between = own.filter(({ alpha }) => alpha >= 0 && alpha <= 1);
            return Math.max(...between.map((row) => row[split].loss - (1 - row.alpha) * first - row.alpha * last));
        };
        return { curve, batchNorm, train: barrier("train"), test: barrier("test") };
    });
}
const plane = {
    about: "loss and accuracy on a grid of the plane through three runs (Garipov et al., 2018), distances in weight space; batch norm's statistics recomputed at each point unless --batch-norm says otherwise (running: put together of the three)",
    settings: { points: 25, margin: 0.2 },
    runs: { least: 3, most: 3 },
    mayDiffer: joint_1.ofOneFunction,
    of: "space",
    split: "asked",
    modes: (asked) => [asked ?? "recomputed"],
    async estimate(subject, { points = 0 }) {
        const evaluations = points * points + 3;
        const { examples, estimateMs } = await planeLoss(subject);
        return { losses: evaluations, passes: evaluations, seconds: (evaluations * (await estimateMs("loss"))) / 1000, examples };
    },
    async run(subject, { points, margin }) {
        const { runs, partial, key, onPass, signal } = subject;
        const [first, second, third] = runs;
        const { points: corners, ...through } = (0, plane_1.planeThrough)(first.weights, second.weights, third.weights);
        const loss = await planeLoss(subject);
        const minima = [];
        for (const [i, { run, weights, statistics }] of runs.entries()) {
            minima.push({ batch: run.batch, seed: run.seed, ...corners[i], ...(await loss.withStatistics(statistics).evaluateAt(weights)) });
            onPass(minima.length);
        }
        const surface = await (0, grid_file_1.keptSurface)(partial, { key }, {
            centre: through.origin,
            directions: through.directions,
            ...(0, plane_1.gridAround)(corners, { points, margin }),
            evaluateAt: evaluateIn(corners, loss, subject),
            onCell: (_cell, done) => onPass(minima.length + done),
            ...(signal ? { signal } : {}),
        });
        return { minima, ...surface };
    },
};
const planeLoss = ({ loss, split, modes }) => loss({ split, batchNorm: modes[0], kinds: ["loss"] });
/** The loss in the plane. Stored statistics are put together of the three runs' as the point itself is. */
function evaluateIn(corners, loss, { runs, network, modes }) {
    if (modes[0] !== "running" || network.statistics.length === 0)
        return loss.evaluateAt;
    const statistics = runs.map((run) => run.statistics);
    return (w, at) => loss.withStatistics((0, curve_1.statisticsBetween)(statistics, sharesAt(corners, at), network.statistics)).evaluateAt(w);
}
/** How much of each of the three points there is at a point of their plane; the shares add up to 1. */
function sharesAt([, second, third], { alpha, beta }) {
    const ofThird = beta / third.beta;
    const ofSecond = (alpha - ofThird * third.alpha) / second.alpha;
    return [1 - ofSecond - ofThird, ofSecond, ofThird];
}
exports.spaceMeasures = { path, plane };
//# sourceMappingURL=space.js.map