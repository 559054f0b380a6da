"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.planText = exports.plural = void 0;
exports.report = report;
exports.duration = duration;
/** What `largebatch sweep` prints: means over the seeds at the end, and with --plan the runs that it would do. */
const summary_1 = require("../stats/summary");
const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
exports.plural = plural;
/** Means over the seeds, a line a network, recipe and batch. */
function report({ rows, failed, taken, executed, rates }) {
    const groups = new Map();
    for (const row of rows) {
        const key = JSON.stringify([row.network, row.recipe, row.batch]);
        const group = groups.get(key);
        if (group)
            group.push(row);
        else
            groups.set(key, [row]);
    }
    const on = rows.some(({ evaluatedOn }) => evaluatedOn === "validation") ? "validation" : "test";
    const recipes = new Set(rows.map(({ recipe }) => recipe)).size > 1;
    const line = (cells) => `| ${cells.join(" | ")} |`;
    const head = [
        "network",
        ...(recipes ? ["recipe"] : []),
        "batch",
        "learning rate",
        "seeds",
        "train %",
        `${on} %`,
        "epochs",
        "steps",
        "seconds",
    ];
    const body = [...groups.values()].map((group) => {
        const [{ network, recipe = "", batch, learningRate }] = group;
        return [
            ...[network, ...(recipes ? [recipe] : []), batch, learningRate, group.length],
            ...[spread(group, "trainAccuracy", 100), spread(group, "testAccuracy", 100)],
            ...[spread(group, "epochs"), spread(group, "steps"), spread(group, "seconds")],
        ];
    });
    const tuned = rates.map(({ network, recipe, batch, learningRate, accuracy, validation, trials }) => `${network}${recipes ? `, ${recipe}` : ""}, batch ${batch}: learning rate ${learningRate} of ${trials.length}, ` +
        `${(100 * accuracy).toFixed(2)} % of ${validation} validation examples${trials.some(({ diverged }) => diverged) ? "; larger ones diverged" : ""}`);
    const counted = `${(0, exports.plural)(taken + executed, "run")}: ${taken} taken from the store, ${executed} executed${failed.length > 0 ? `; ${failed.length} failed` : ""}.`;
    return [...(rows.length > 0 ? [head, head.map(() => "---"), ...body].map(line) : []), ...tuned, counted].join("\n");
}
/** "98.12 ± 0.10" over the seeds. */
function spread(rows, key, factor = 1) {
    const values = rows.flatMap((row) => (typeof row[key] === "number" ? [factor * row[key]] : []));
    if (values.length === 0)
        return "–";
    const { mean, sd, n } = (0, summary_1.summarize)(values);
    const short = (value) => (factor === 1 ? String(Number(value.toPrecision(3))) : value.toFixed(2));
    return n > 1 && sd > 0 ? `${short(mean)} ± ${short(sd)}` : short(mean);
}
/** A plan as text: a line a run, then what there is to do and how long it will take. */
const planText = (plan) => [...[...plan.tuning, ...plan.runs].map(runLine), ...summaryOf(plan)].join("\n");
exports.planText = planText;
const runLine = ({ id, run, status, seconds, recipe }) => [
    (id ?? "to be tuned").padEnd(20),
    status.padEnd(8),
    run.network.padEnd(5),
    recipe.padEnd(8),
    `batch ${String(run.batch).padEnd(6)}`,
    `seed ${String(run.seed).padEnd(4)}`,
    `rate ${String(id === undefined ? "–" : run.learningRate).padEnd(11)}`,
    ...(run.validation === undefined ? [] : ["tuning"]),
    ...(seconds === undefined ? [] : [duration(seconds)]),
]
    .join("  ")
    .trimEnd();
function summaryOf({ tuning, runs, done, diverged, toDo, seconds, processes, basis }) {
    const stages = tuning.length > 0 ? ` (${tuning.length} of them to tune learning rates)` : "";
    const earlier = diverged > 0 ? `, ${diverged} diverged before` : "";
    return [
        `${(0, exports.plural)(tuning.length + runs.length, "run")}${stages}: ${done} done${earlier}, ${toDo} to do.`,
        ...(toDo > 0 ? [`About ${duration(seconds)} with ${processes} at a time: ${basis.join("; ")}.`] : []),
    ];
}
/** "40 s", "12 min", "3.5 h". */
function duration(seconds) {
    if (seconds < 1)
        return "less than a second";
    if (seconds < 90)
        return `${Math.round(seconds)} s`;
    return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Number((seconds / 3600).toPrecision(2))} h`;
}
//# sourceMappingURL=sweep-report.js.map