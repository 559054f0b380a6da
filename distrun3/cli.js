#!/usr/bin/env node
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
/** The command line: `largebatch COMMAND`. Each command has a file of its own in `cli/`; here are their list and the exit codes. */
const commander_1 = require("commander");
const bench_1 = require("./cli/bench");
const data_1 = require("./cli/data");
const doctor_1 = require("./cli/doctor");
const export_1 = require("./cli/export");
const kernel_1 = require("./cli/kernel");
const measure_1 = require("./cli/measure");
const runs_1 = require("./cli/runs");
const sweep_1 = require("./cli/sweep");
const train_1 = require("./cli/train");
const worker_1 = require("./cli/worker");
const errors_1 = require("./errors");
const command_1 = require("./notebook/command");
const project_1 = require("./project");
function program() {
    const program = new commander_1.Command("largebatch")
        .description("A laboratory for one question: why do networks trained with large mini-batches generalize worse, and what closes the gap?")
        .version((0, project_1.projectVersion)())
        .showHelpAfterError("(--help lists what can be given)")
        .exitOverride();
    program.addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped with Ctrl-C.");
    for (const add of [
        doctor_1.doctorCommand,
        data_1.dataCommand,
        train_1.trainCommand,
        sweep_1.sweepCommand,
        worker_1.workerCommand,
        measure_1.measureCommand,
        runs_1.runsCommand,
        export_1.exportCommand,
        command_1.registerNotebooksCommand,
        bench_1.benchCommand,
        kernel_1.kernelCommand,
    ])
        add(program);
    for (const command of program.commands.flatMap((each) => [each, ...each.commands])) {
        command.exitOverride().showHelpAfterError("(--help lists what can be given)");
    }
    return program;
}
async function main() {
    try {
        await program().parseAsync();
    }
    catch (error) {
        process.exitCode = report(error);
    }
}
/** Says what is wrong, and answers with the exit code. */
function report(error) {
    if (error instanceof commander_1.CommanderError)
        return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof errors_1.UserError)) {
        console.error(error);
        return 1;
    }
    console.error(`error: ${error.message}`);
    return error instanceof errors_1.UsageError ? 2 : 1;
}
void main();
//# sourceMappingURL=cli.js.map