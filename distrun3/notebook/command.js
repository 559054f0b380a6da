"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.registerNotebooksCommand = registerNotebooksCommand;
/** `largebatch notebooks`: runs notebooks from the command line and says what to open. */
const node_path_1 = __importDefault(require("node:path"));
const commander_1 = require("commander");
const progress_1 = require("./progress");
const run_1 = require("./run");
/** The exit code of a program that was stopped with Ctrl-C. */
const INTERRUPTED = 130;
/** Adds the command to `program`. */
function registerNotebooksCommand(program) {
    program
        .command("notebooks")
        .description("run notebooks without a browser; write them with their outputs, and as pages")
        .argument("[name...]", 'notebooks to run, such as "04" or "04-flat-and-sharp" (default: all)')
        .addOption(new commander_1.Option("--scale <scale>", "how much work they do").choices(run_1.SCALES).env("SCALE").default("small"))
        .option("--out <folder>", "where to write", "out")
        .option("--folder <folder>", "where the notebooks are (default: notebooks/ of the project)")
        .addHelpText("after", "\nExample: npx largebatch notebooks 04 --scale smoke")
        .action(notebooks);
}
async function notebooks(names, options) {
    const stopper = new AbortController();
    const stop = () => stopper.abort();
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals)
        process.on(signal, stop);
    try {
        const result = await (0, run_1.runNotebooks)({ names, ...options, onEvent: (0, progress_1.reportProgress)(process.stderr), signal: stopper.signal });
        if (result.failure)
            console.error(`\n${(0, progress_1.describeFailure)(result.failure)}`);
        if (result.stopped)
            console.error("\nStopped; the kernel is shut down.");
        if (result.written.length > 0)
            console.log(summary(result.written));
        if (result.stopped)
            process.exitCode = INTERRUPTED;
        else if (result.failure)
            process.exitCode = 1;
    }
    finally {
        for (const signal of signals)
            process.off(signal, stop);
    }
}
/** The files, relative to here, and the pages among them. */
function summary(written) {
    const files = written.map((file) => node_path_1.default.relative(process.cwd(), file) || file);
    const pages = files.filter((file) => file.endsWith(".html"));
    const hint = `Open ${pages.join(", ")} in a browser; \`npm run lab\` is for running and changing the notebooks.`;
    return ["", "Written:", ...files.map((file) => `  ${file}`), hint].join("\n");
}
//# sourceMappingURL=command.js.map