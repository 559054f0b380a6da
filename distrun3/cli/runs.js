"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.runsCommand = runsCommand;
/** `largebatch runs`: the runs on disk; list, show, verify, and clear away what nobody needs. */
const cli_progress_1 = require("cli-progress");
const errors_1 = require("../errors");
const store_1 = require("../sweep/store");
const collect_1 = require("../sweep/store/collect");
const resolve_1 = require("../sweep/store/resolve");
const row_1 = require("../sweep/store/row");
const show_1 = require("../sweep/store/show");
const verify_1 = require("../sweep/store/verify");
const interrupt_1 = require("./interrupt");
const output_1 = require("./output");
const run_filter_1 = require("./run-filter");
function runsCommand(program) {
    const runs = (0, run_filter_1.withFilter)(program
        .command("runs")
        .description("list the stored runs (in data/runs, or LARGEBATCH_RUNS); each further work has a command of its own"));
    // So that --json after `show` is that of `show`.
    runs
        .enablePositionalOptions()
        .option("--json", "print an array of rows as JSON")
        .action(async ({ json, ...flags }) => {
        const store = (0, store_1.openStore)();
        const rows = await store.rows((0, run_filter_1.toFilter)(flags));
        if (json)
            return writeJson(rows);
        if (rows.length > 0)
            await (0, output_1.writeTable)(HEADER, rows.map(cells));
        console.error(rows.length > 0 ? counted(rows) : `No such runs in ${store.folder}. Make some: npx largebatch sweep --help`);
    });
    runs
        .command("show")
        .description("settings, outcome and files of one run")
        .argument("<id>", "its id, or the beginning of it")
        .option("--json", "print it as JSON, with its history and environment")
        .action(async (start, { json }) => {
        const { folder } = (0, store_1.openStore)();
        const run = await (0, show_1.describeRun)(folder, await (0, resolve_1.resolveId)(folder, start));
        await (0, output_1.write)(json ? `${JSON.stringify(flat(run), null, 2)}\n` : shown(run));
    });
    runs
        .command("verify")
        .description("check every file against its checksum; ends with 1 where one is damaged")
        .argument("[id...]", "these runs only")
        .option("--mend", "delete what is damaged, so that the next sweep makes it anew")
        .option("--json", "print what was found as JSON")
        .action(verify);
    runs
        .command("gc")
        .description("delete left-over parts, locks of dead processes and checkpoints of finished runs; never a run that is running")
        .option("--dry-run", "only say what would go")
        .option("--older <time>", "only what was last written so long ago, e.g. 30m, 12h, 7d; 0: whatever its age", "1h")
        .option("--runs <statuses>", "also runs of these statuses, whole: stopped, failed, damaged, done")
        .option("--old-versions", "also runs whose numbers the code of today would not give")
        .option("--json", "print what went as JSON")
        .action(collect);
}
const HEADER = ["id", "status", "network", "data", "batch", "seed", "optimizer", "rate", "epochs", "train", "evaluated", "on", ""];
/** Digits of an id in the table: enough to tell thousands of runs apart. */
const DIGITS = 10;
function cells(row) {
    const { id, status, network, data, batch, seed, optimizer, learningRate, epochs, trainAccuracy, testAccuracy, evaluatedOn, error } = row;
    const outcome = [epochs, percent(trainAccuracy), percent(testAccuracy), status === "done" ? evaluatedOn : ""];
    return [
        id.slice(0, DIGITS),
        status,
        network,
        data,
        batch,
        seed,
        optimizer,
        learningRate,
        ...outcome,
        error?.split("\n")[0]?.slice(0, 100),
    ];
}
const percent = (share) => (share === undefined ? "" : `${(100 * share).toFixed(2)} %`.padStart(8));
function counted(rows) {
    const parts = row_1.RUN_STATUSES.flatMap((status) => {
        const count = rows.reduce((sum, row) => sum + (row.status === status ? 1 : 0), 0);
        return count > 0 ? [`${count.toLocaleString("en")} ${status}`] : [];
    });
    return `${rows.length.toLocaleString("en")} run${rows.length === 1 ? "" : "s"}: ${parts.join(", ")}`;
}
/** An array, a row a line. */
async function writeJson(rows) {
    const BLOCK = 2000;
    await (0, output_1.write)("[");
    for (let from = 0; from < rows.length; from += BLOCK) {
        const lines = rows.slice(from, from + BLOCK).map((row) => JSON.stringify(row));
        await (0, output_1.write)(`${from > 0 ? "," : ""}\n${lines.join(",\n")}`);
    }
    await (0, output_1.write)("\n]\n");
}
/** As in the list, and more. */
const flat = ({ row, ...more }) => ({ ...row, ...more });
function shown({ row, folder, files }) {
    const known = row_1.COLUMNS.map(({ name }) => name);
    const names = [...known.filter((name) => row[name] !== undefined), ...Object.keys(row).filter((name) => !known.includes(name))];
    const width = Math.max(...[...names, ...files.map(({ name }) => name)].map((name) => name.length));
    return [
        ...names.map((name) => (0, output_1.harmless)(`${name.padEnd(width)}  ${row[name]}`)),
        "",
        folder,
        ...files.map(({ name, bytes }) => (0, output_1.harmless)(`  ${name.padEnd(width)}  ${size(bytes)}`)),
        "",
    ].join("\n");
}
const size = (bytes) => bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : bytes >= 1e3 ? `${(bytes / 1e3).toFixed(1)} kB` : `${bytes} bytes`;
async function verify(starts, { mend, json }) {
    const { folder } = (0, store_1.openStore)();
    const ids = starts.length > 0 ? await Promise.all(starts.map((start) => (0, resolve_1.resolveId)(folder, start))) : undefined;
    const stop = (0, interrupt_1.stopOnInterrupt)("Stopping after this run");
    const bar = process.stderr.isTTY
        ? new cli_progress_1.SingleBar({ format: "[{bar}] {value}/{total} runs", stream: process.stderr, hideCursor: true, clearOnComplete: true, fps: 4 })
        : undefined;
    bar?.start(ids?.length ?? 0, 0);
    const onRun = (done, of) => {
        bar?.setTotal(of);
        bar?.update(done);
    };
    const found = await (0, verify_1.verifyStore)(folder, { ids, mend, signal: stop.signal, onRun }).finally(() => {
        bar?.stop();
        stop.release();
    });
    const { runs, files, damage, unsealed } = found;
    if (json)
        await (0, output_1.write)(`${JSON.stringify(found, null, 2)}\n`);
    else {
        for (const each of damage)
            await (0, output_1.write)((0, output_1.harmless)(`${each.file} ${each.problem}. ${each.mended ? "Mended: it is made anew." : each.remedy}`).concat("\n"));
        const notes = unsealed > 0 ? `; ${unsealed} finished runs have no checksums of their settings and history` : "";
        await (0, output_1.write)(`${runs.toLocaleString("en")} runs, ${files.toLocaleString("en")} files checked: ${damage.length} damaged${notes}.\n`);
        if (damage.some(({ mended }) => !mended))
            console.error("npx largebatch runs verify --mend does what the lines above say.");
    }
    if (stop.signal.aborted)
        process.exitCode = 130;
    else if (damage.some(({ mended }) => !mended))
        process.exitCode = 1;
}
async function collect({ dryRun, older, runs, oldVersions, json }) {
    const { folder } = (0, store_1.openStore)();
    const collected = await (0, collect_1.collectGarbage)(folder, { dryRun, oldVersions, olderMs: milliseconds(older), runs: statuses(runs) });
    const { garbage, kept } = collected;
    if (json)
        await (0, output_1.write)(`${JSON.stringify(collected, null, 2)}\n`);
    else {
        for (const { path, bytes, why } of garbage)
            await (0, output_1.write)((0, output_1.harmless)(`${path}  ${size(bytes)}  ${why}`).concat("\n"));
        const sum = garbage.reduce((sum, { bytes }) => sum + bytes, 0);
        await (0, output_1.write)(`${garbage.length.toLocaleString("en")} ${dryRun ? "would go" : "gone"}, ${size(sum)}.\n`);
    }
    if (kept.length === 0)
        return;
    throw new errors_1.UserError(`These could not be deleted:\n${kept.map(({ path, why }) => `  ${path}: ${why}`).join("\n")}\nMend that and give the command again.`);
}
const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** @throws UsageError */
function milliseconds(text) {
    const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
    if (text === "0")
        return 0;
    if (count === undefined || unit === undefined)
        throw new errors_1.UsageError(`--older takes a time such as 30m, 12h or 7d, or 0; got "${text}".`);
    return Number(count) * UNITS[unit];
}
/** @throws UsageError */
function statuses(text) {
    const may = row_1.RUN_STATUSES.filter((status) => status !== "running");
    const wrong = (0, run_filter_1.list)(text)?.find((name) => !may.includes(name));
    if (wrong !== undefined)
        throw new errors_1.UsageError(`--runs takes ${may.join(", ")}; got "${wrong}".`);
    return (0, run_filter_1.list)(text);
}
//# sourceMappingURL=runs.js.map