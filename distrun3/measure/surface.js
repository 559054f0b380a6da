"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.evenly = evenly;
exports.surfaceCost = surfaceCost;
exports.lossSurface = lossSurface;
/** The loss on a grid around a point of weight space, along one direction or in a plane: L(α, β) = f(w + α·δ + β·η) (Li et al., NeurIPS 2018, §3). */
const signal_1 = require("../signal");
/** `points` numbers from `from` to `to`, evenly. Default: the authors' 51 from −1 to 1. @throws RangeError for fewer than 2 points, or bounds out of order */
function evenly(from = -1, to = 1, points = 51) {
    if (!Number.isInteger(points) || points < 2)
        throw new RangeError(`A grid needs an integer of 2 or more points a side, got ${points}.`);
    if (!(Number.isFinite(from) && Number.isFinite(to) && from < to))
        throw new RangeError(`A grid goes from a number up to a larger one, got ${from} to ${to}.`);
    return Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
}
/**
 * What a surface will cost.
 * @param msPerEvaluation time of one `evaluateAt`; measure it at the centre
 * @param finished number of cells that are known already
 */
function surfaceCost({ alphas, betas = [0] }, msPerEvaluation, finished = 0) {
    const evaluations = alphas.length * betas.length - finished;
    return { evaluations, seconds: (evaluations * msPerEvaluation) / 1000 };
}
/**
 * Evaluates the cells that are not finished, row by row. Each cell's point is computed from the centre, so a grid that went on gives the same numbers as one in a single go.
 * @throws RangeError for directions of another length or number, coordinates that are no numbers, or finished cells outside the grid
 * @throws the signal's reason when it is aborted
 */
async function lossSurface(spec) {
    const { centre, directions, alphas, betas = [0], evaluateAt, finished = [], onCell, signal = (0, signal_1.defaultSignal)() } = spec;
    requireFitting(spec, betas);
    const [delta, eta] = directions;
    const cells = betas.map(() => new Array(alphas.length).fill(undefined));
    let done = 0;
    for (const cell of finished) {
        const row = cells[cell.row];
        if (!row || !(cell.column in row))
            throw new RangeError(`The finished cell (${cell.row}, ${cell.column}) lies outside the grid of ${betas.length} × ${alphas.length}.`);
        if (!row[cell.column])
            done++;
        row[cell.column] = cell;
    }
    const known = done;
    const start = centre.slice();
    const w = new Float64Array(centre.length);
    for (const [row, beta] of betas.entries()) {
        if (eta)
            moved(start, centre, beta, eta);
        for (const [column, alpha] of alphas.entries()) {
            if (cells[row]?.[column])
                continue;
            await new Promise(setImmediate);
            signal?.throwIfAborted();
            moved(w, start, alpha, delta);
            const { loss, accuracy } = await evaluateAt(w, { alpha, beta });
            const cell = { row, column, loss, accuracy };
            cells[row][column] = cell;
            done++;
            await onCell?.(cell, done, alphas.length * betas.length);
        }
    }
    const values = (of) => cells.map((row) => row.map((cell) => of(cell)));
    return { alphas, betas, losses: values(({ loss }) => loss), accuracies: values(({ accuracy }) => accuracy), evaluations: done - known };
}
/** to ← from + by · direction. Written out for one kind of vector: a surface does it for each cell, over a million weights and more. */
function moved(to, from, by, direction) {
    for (let i = 0; i < to.length; i++)
        to[i] = from[i] + by * direction[i];
}
function requireFitting({ centre, directions, alphas }, betas) {
    if (directions.length < 1 || directions.length > 2)
        throw new RangeError(`A surface has one or two directions, got ${directions.length}.`);
    const wrong = directions.find((direction) => direction.length !== centre.length);
    if (wrong)
        throw new RangeError(`A direction has ${wrong.length} numbers, the point ${centre.length}: they are of different networks.`);
    const bad = [...alphas, ...betas].find((value) => !Number.isFinite(value));
    if (bad !== undefined)
        throw new RangeError(`The coordinates of a grid must be numbers, got ${bad}.`);
    if (alphas.length === 0 || betas.length === 0)
        throw new RangeError("A grid needs at least one coordinate along each direction, got none.");
    if (directions.length === 1 && betas.some((beta) => beta !== 0))
        throw new RangeError("Coordinates β other than 0 need a second direction.");
}
//# sourceMappingURL=surface.js.map