#!/usr/bin/env node
/** The command line: `largebatch COMMAND`. Each command has a file of its own in `cli/`; here are their list and the exit codes. */
import { Command, CommanderError } from "commander";
import { benchCommand } from "./cli/bench";
import { claimsCommand } from "./cli/claims";
import { dataCommand } from "./cli/data";
import { doctorCommand } from "./cli/doctor";
import { exportCommand } from "./cli/export";
import { kernelCommand } from "./cli/kernel";
import { measureCommand } from "./cli/measure";
import { leaveWithReader } from "./cli/output";
import { remediesCommand } from "./cli/remedies";
import { runsCommand } from "./cli/runs";
import { sweepCommand } from "./cli/sweep";
import { trainCommand } from "./cli/train";
import { workerCommand } from "./cli/worker";
import { UsageError, UserError } from "./errors";
import { registerNotebooksCommand } from "./notebook/command";
import { projectVersion } from "./project";

function program(): Command {
  const program = new Command("largebatch")
    .description(
      "A laboratory for one question: why do networks trained with large mini-batches generalize worse, and what closes the gap?",
    )
    .version(projectVersion())
    .showHelpAfterError("(--help lists what can be given)")
    // Options behind a command's name are that command's, also where the one above it has the same.
    .enablePositionalOptions()
    .exitOverride();
  program.addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped with Ctrl-C.");
  for (const add of [
    doctorCommand,
    dataCommand,
    trainCommand,
    sweepCommand,
    remediesCommand,
    workerCommand,
    measureCommand,
    runsCommand,
    exportCommand,
    registerNotebooksCommand,
    claimsCommand,
    benchCommand,
    kernelCommand,
  ])
    add(program);
  for (const command of program.commands.flatMap((each) => [each, ...each.commands])) {
    command.exitOverride().showHelpAfterError("(--help lists what can be given)");
  }
  return program;
}

async function main(): Promise<void> {
  leaveWithReader();
  try {
    await program().parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** Says what is wrong, and answers with the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof UserError)) {
    console.error(error);
    return 1;
  }
  console.error(`error: ${error.message}`);
  return error instanceof UsageError ? 2 : 1;
}

void main();
