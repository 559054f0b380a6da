"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.measureCommand = measureCommand;
/** `largebatch measure`: sharpness, curvature and more of trained runs, of one, along its training, or of several together; kept beside each run. */
const cli_progress_1 = require("cli-progress");
const commander_1 = require("commander");
const choose_1 = require("../backend/choose");
const config_1 = require("../config");
const errors_1 = require("../errors");
const network_loss_1 = require("../measure/network-loss");
const panel_1 = require("../measure/panel");
const along_1 = require("../measure/panel/along");
const session_1 = require("../measure/panel/session");
const together_1 = require("../measure/panel/together");
const flags_1 = require("./flags");
const interrupt_1 = require("./interrupt");
const measure_report_1 = require("./measure-report");
/** Curvature on a few hundred examples was seen to vary tenfold from one sample to the next. */
const SAMPLED = "A sample of the examples: its loss is another function than that of all examples, and curvature on small samples varies much. Compare runs on the same sample only, and more than one sample.";
const list = (measures) => Object.entries(measures)
    .map(([name, { about, settings }]) => `  ${name.padEnd(16)} ${about}${described(settings)}`)
    .join("\n");
const described = (settings) => {
    const each = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
    return each.length > 0 ? `\n  ${" ".repeat(16)} ${each.join(" ")}` : "";
};
function measureCommand(program) {
    program
        .command("measure")
        .description("measure trained runs: sharpness, curvature, noise, landscapes; what is measured is kept beside the run")
        .argument("<run...>", "folders of finished runs (npx largebatch train … --save FOLDER)")
        .option("--what <names>", "measures, separated by commas (listed below)", "keskar,hessian")
        .option("--along", "measure along the training, at each snapshot (npx largebatch train … --snapshots N)")
        .option("--set <measure.key=value>", "a setting of a measure, e.g. keskar.epsilon=5e-4; the key alone where one measure has it; can be given again", (text, all) => [...all, text], [])
        .option("--seed <n>", "of starts, directions and random vectors", "1")
        .addOption(new commander_1.Option("--split <name>", "whose examples").choices(["train", "test"]).default("train"))
        .option("--examples <n>", "only so many of them, the same number of each class (default: all)")
        .addOption(new commander_1.Option("--batch-norm <mode>", "what batch norm normalises with (default: running; path, plane: see below)").choices([
        ...network_loss_1.BATCH_NORM_MODES,
    ]))
        .option("--rescale <layer:alpha>", "the same function at rescaled weights, a control (Dinh et al., 2017), e.g. 1:8")
        .option("--again", "measure also what is there already")
        .option("--backend <name>", "as in train; products with the Hessian need TensorFlow")
        .option("--threads <n>", "threads of one operation")
        .option("--compare", "print each measure by batch, mean ± sd over the runs, and the largest batch over the smallest, paired by seed")
        .option("--json", "print the results as JSON")
        .addHelpText("after", () => `\nMeasures of each run, and their settings:\n${list(panel_1.MEASURES)}`)
        .addHelpText("after", () => `\nMeasures of several runs together:\n${list(panel_1.JOINT_MEASURES)}`)
        .addHelpText("after", [
        "\nExamples: npx largebatch measure out/small out/large --what keskar,hessian --set keskar.epsilon=5e-4",
        "          npx largebatch measure out/small --along --what noise,hessian",
        "          npx largebatch measure out/small out/large --what path",
        "          npx largebatch measure out/b16 out/b64 out/b256 --what steps-to-target --set target=0.9",
    ].join("\n"))
        .action(async (folders, options) => {
        const given = toOptions(options);
        await (0, choose_1.useBackend)({ backend: options.backend, threads: (0, flags_1.number)("threads", options.threads) });
        if (options.examples !== undefined)
            console.error(SAMPLED);
        const stop = (0, interrupt_1.stopOnInterrupt)("Stopping after this call. What was measured is kept");
        const show = display();
        const entries = [];
        try {
            for await (const entry of measured(folders, given, { ...show, signal: stop.signal }))
                entries.push(entry);
        }
        catch (error) {
            if (!stop.signal.aborted)
                throw error;
            process.exitCode = 130;
        }
        finally {
            show.end();
            stop.release();
        }
        const single = entries.flatMap((entry) => ("run" in entry && "measures" in entry ? [entry] : []));
        const rows = options.compare ? await (0, measure_report_1.compared)(single) : undefined;
        if (options.json)
            console.log(JSON.stringify(rows ?? entries, null, 2));
        else
            console.log(rows ? (0, measure_report_1.comparisonTable)(rows) : entries.map(measure_report_1.report).join("\n\n"));
    });
}
/** An entry as soon as it is there: each run, then all of them together. */
async function* measured(folders, { single, joint, along, options }, show) {
    const { signal } = show;
    for (const run of single.length > 0 ? folders : []) {
        const given = { ...options, what: single, ...show.hooks(run), signal };
        yield along ? { run, along: await (0, along_1.measureAlong)(run, given) } : { run, measures: await (0, session_1.measureRun)(run, given) };
    }
    if (joint.length === 0)
        return;
    const { rescale: _rescale, ...given } = options;
    yield { runs: folders, measures: await (0, together_1.measureTogether)(folders, { ...given, what: joint, ...show.hooks(folders.join(", ")), signal }) };
}
function toOptions({ what, along = false, compare, set, seed, split, examples, batchNorm, rescale, again }) {
    const names = [...new Set(what.split(",").map(panel_1.measureName))];
    const [single, joint] = [names.filter((name) => name in panel_1.MEASURES), names.filter((name) => name in panel_1.JOINT_MEASURES)];
    const alone = (flag) => new errors_1.UsageError(`${joint[0]} is a measure of several runs together: leave out ${flag}, or the measure.`);
    if (joint.length > 0 && along)
        throw alone("--along");
    if (joint.length > 0 && compare)
        throw alone("--compare");
    if (joint.length > 0 && rescale)
        throw alone("--rescale");
    if (along && compare)
        throw new errors_1.UsageError("--compare puts finished runs side by side: leave out --along, or --compare.");
    const count = (0, flags_1.number)("examples", examples);
    return {
        single,
        joint,
        along,
        options: {
            settings: toSettings(set, names),
            seed: (0, flags_1.number)("seed", seed),
            split,
            again,
            ...(batchNorm === undefined ? {} : { batchNorm }),
            ...(count === undefined ? {} : { examples: count }),
            ...(rescale === undefined ? {} : { rescale: toRescale(rescale) }),
        },
    };
}
/** Settings by measure. @throws UsageError for a measure that is not asked for, and for a key alone that is not one measure's */
function toSettings(set, names) {
    const settings = {};
    for (const [path, value] of (0, config_1.parsePairs)(set)) {
        const [first = "", ...rest] = path.split(".");
        const key = rest.length > 0 ? rest.join(".") : first;
        const having = names.filter((each) => key in ({ ...panel_1.MEASURES, ...panel_1.JOINT_MEASURES }[each]?.settings ?? {}));
        const name = rest.length > 0 ? names.find((each) => each === first || each === camel(first)) : having.length === 1 ? having[0] : undefined;
        if (name === undefined || key === "") {
            const alone = rest.length === 0 && having.length > 1 ? ` Several have ${key}: ${having.join(", ")}.` : "";
            throw new errors_1.UsageError(`--set takes measure.key=value, with one of the measures ${names.join(", ")}; got "${path}".${alone}`);
        }
        settings[name] = { ...settings[name], [key]: value };
    }
    return settings;
}
const camel = (text) => text.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
function toRescale(text) {
    const [layer, alpha] = text.split(":").map(config_1.decimal);
    if (layer === undefined || alpha === undefined)
        throw new errors_1.UsageError(`--rescale takes layer:alpha, such as 1:8; got "${text}".`);
    return { layer, alpha };
}
/** A bar on a terminal, a line a measure elsewhere. */
function display() {
    const bar = process.stderr.isTTY
        ? new cli_progress_1.SingleBar({
            format: "{what} [{bar}] {value}/{total} passes, at most",
            stream: process.stderr,
            hideCursor: true,
            clearOnComplete: true,
            fps: 4,
        })
        : undefined;
    const end = () => bar?.stop();
    return {
        hooks: (run) => ({
            onEstimate: (what, estimate) => {
                end();
                console.error(`${run}: ${what}, ${inWords(estimate)}`);
                bar?.start(estimate.passes, 0, { what });
            },
            onPass: (_what, done) => bar?.update(done),
            onResult: (_stored, file) => {
                end();
                if (file)
                    console.error(`  kept in ${file}`);
            },
            onRow: (_what, { epoch, step, value }) => {
                if (!bar)
                    console.error(`  epoch ${(0, measure_report_1.short)(epoch)}, step ${step}${value === null ? "" : `: ${(0, measure_report_1.short)(value)}`}`);
            },
        }),
        end,
    };
}
function inWords({ losses, gradients, products, examples, seconds }) {
    const parts = [
        ...(losses ? [`${losses} losses`] : []),
        ...(gradients ? [`${gradients} gradients`] : []),
        ...(products ? [`${products} Hessian products`] : []),
    ];
    const time = seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
    return `at most ${parts.join(" and ") || "no pass"} over ${examples.toLocaleString("en")} examples: ${time}`;
}
//# sourceMappingURL=measure.js.map