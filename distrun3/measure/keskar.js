"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.keskarFull = keskarFull;
exports.keskarSubspace = keskarSubspace;
exports.keskarSubspaces = keskarSubspaces;
exports.keskarCost = keskarCost;
exports.keskarIn = keskarIn;
const signal_1 = require("../signal");
const summary_1 = require("../stats/summary");
const box_1 = require("./box");
const box_search_1 = require("./box-search");
const loss_function_1 = require("./loss-function");
/** φ in the full space (A = I). @throws RangeError for options out of range, and where weights or loss are no finite numbers */
async function keskarFull(f, x, options) {
    return keskarIn(f, x, (0, box_1.fullBox)(x, options.epsilon ?? 1e-3), options);
}
/** φ in one random subspace. @throws RangeError as `keskarFull` does, and for p out of range */
async function keskarSubspace(f, x, options) {
    const { p = 100, law = "normal", random, epsilon = 1e-3 } = options;
    const signal = options.signal ?? (0, signal_1.defaultSignal)();
    const box = await (0, box_1.subspaceBox)(x, epsilon, await (0, box_1.randomColumns)(x.length, p, law, random.split("subspace"), signal), signal);
    const result = await keskarIn(f, x, box, options);
    return { ...result, settings: { ...result.settings, subspace: { p, law } } };
}
/** φ in several random subspaces, with its spread. @param options `draws`: how many; default 5 */
async function keskarSubspaces(f, x, { draws = 5, ...options }) {
    expectCount("draws", draws, 1);
    const done = [];
    let evaluations = 0;
    for (let i = 0; i < draws; i++) {
        const before = evaluations;
        const onEvaluation = (count) => {
            evaluations = before + count;
            options.onEvaluation?.(evaluations);
        };
        done.push(await keskarSubspace(f, x, { ...options, random: options.random.split("draw", i), onEvaluation }));
    }
    return { phi: (0, summary_1.summarize)(done.map(({ phi }) => phi)), draws: done, evaluations };
}
/** The largest number of evaluations (loss, nearly all with gradient) that a measurement can use; most need a third of it. */
function keskarCost(options = {}) {
    const { starts, publishedIterations, iterations, ascentSteps } = effortOf(options);
    const { draws = 1 } = options;
    expectCount("draws", draws, 1);
    return draws * (1 + starts * (1 + (0, box_search_1.evaluationsFor)(publishedIterations) + (0, box_search_1.evaluationsFor)(iterations) + ascentSteps));
}
/** φ in any box. @throws RangeError for options out of range, and where the loss is no finite number at `x` or at a start */
async function keskarIn(f, x, box, options) {
    const effort = effortOf(options);
    const counted = (0, loss_function_1.watchedLoss)(f, options.onEvaluation, options.signal ?? (0, signal_1.defaultSignal)());
    const loss = await counted.lossAt(x);
    if (!(Number.isFinite(loss) && loss > -1))
        throw new RangeError(`The loss at these weights is ${loss}; φ, a share of 1 + loss, needs a number above −1.`);
    const search = new box_search_1.BoxSearch(counted, box, loss);
    const highest = { published: loss, lbfgsb: loss, signAscent: loss };
    const ends = [];
    for (let i = 0; i < effort.starts; i++) {
        const start = await search.startAt((0, box_search_1.randomStart)(box, i, options.random.split("start", i)));
        const published = effort.publishedIterations > 0 ? await search.published(start, effort.publishedIterations) : undefined;
        const further = effort.iterations > 0 ? await search.toConvergence(start, effort.iterations) : undefined;
        const ascent = effort.ascentSteps > 0 ? await search.signAscent(start, effort.ascentSteps) : loss;
        highest.published = Math.max(highest.published, published?.loss ?? loss);
        highest.lbfgsb = Math.max(highest.lbfgsb, further?.loss ?? loss);
        highest.signAscent = Math.max(highest.signAscent, ascent);
        if (further)
            ends.push(further.end);
    }
    const phi = (largest) => (100 * (largest - loss)) / (1 + loss);
    return {
        phi: phi(search.best.loss),
        by: {
            published: effort.publishedIterations > 0 ? phi(highest.published) : null,
            lbfgsb: effort.iterations > 0 ? phi(highest.lbfgsb) : null,
            signAscent: effort.ascentSteps > 0 ? phi(highest.signAscent) : null,
        },
        loss,
        maxLoss: search.best.loss,
        atEdge: shareAtEdge(search.best.z, box),
        ends,
        converged: ends.length > 0 && ends.every((end) => end === "gradient" || end === "value"),
        evaluations: counted.evaluations,
        settings: { ...effort, epsilon: box.epsilon, subspace: null },
    };
}
function effortOf({ starts = 3, publishedIterations = 10, iterations = 100, ascentSteps = 20 }) {
    const effort = { starts, publishedIterations, iterations, ascentSteps };
    for (const [name, value] of Object.entries(effort))
        expectCount(name, value, name === "starts" ? 1 : 0);
    return effort;
}
function expectCount(name, value, least) {
    if (!Number.isInteger(value) || value < least)
        throw new RangeError(`${name} must be an integer of ${least} or more, got ${value}.`);
}
const shareAtEdge = (z, { half }) => z.reduce((count, value, i) => count + (Math.abs(value) >= (1 - 1e-9) * half[i] ? 1 : 0), 0) / z.length;
//# sourceMappingURL=keskar.js.map