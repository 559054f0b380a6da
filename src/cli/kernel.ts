/** `largebatch kernel`: install the TypeScript kernel for Jupyter, remove it, or start it on a connection file. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { type Command, Option } from "commander";
import { UserError } from "../errors";
import { defaultPlace, installKernel, kernelProgram, type Place, uninstallKernel } from "../kernel/install";

interface PlaceOptions {
  user?: boolean;
  prefix?: string;
  venv?: string;
  force?: boolean;
}

export function kernelCommand(program: Command): void {
  const kernel = program
    .command("kernel")
    .description("the TypeScript kernel for Jupyter: install, remove, start; for any TypeScript notebook");
  withPlaces(kernel.command("install"))
    .description("register the kernel `tslab` with Jupyter, and TypeScript parameters with papermill")
    .option("--force", "replace a kernel of the same name that is not this one")
    .action((options: PlaceOptions) => {
      for (const line of installKernel(placeOf(options), { force: options.force })) console.log(line);
    });
  withPlaces(kernel.command("uninstall"))
    .description("take away what install put there")
    .option("--force", "remove a kernel of the same name that is not this one, too")
    .action((options: PlaceOptions) => {
      const place = placeOf(options);
      const removed = uninstallKernel(place, { force: options.force });
      for (const line of removed.length > 0 ? removed : [`There is nothing to remove ${inWords(place)}.`]) console.log(line);
    });
  kernel
    .command("run")
    .description("start a kernel on a connection file, as Jupyter does; `jupyter console --existing FILE` then talks to it")
    .requiredOption("-f, --file <file>", "the connection file")
    .action(async ({ file }: { file: string }) => {
      process.exitCode = await runKernel(file);
    });
}

const withPlaces = (command: Command): Command =>
  command
    .addOption(new Option("--user", "for you, in Jupyter's folder of your account").conflicts(["prefix", "venv"]))
    .addOption(new Option("--prefix <dir>", "under a prefix, such as /usr/local").conflicts("venv"))
    .addOption(new Option("--venv <dir>", "in a Python environment (venv or conda)"))
    .addHelpText("after", "\nWithout a place: the active environment (VIRTUAL_ENV), else .venv in this folder, else --user.");

function placeOf({ user, prefix, venv }: PlaceOptions): Place {
  if (user) return { kind: "user" };
  if (prefix) return { kind: "prefix", folder: prefix };
  return venv ? { kind: "venv", folder: venv } : defaultPlace();
}

const inWords = (place: Place): string => (place.kind === "user" ? "for this user" : `in ${path.resolve(place.folder)}`);

/** Starts the kernel's program, hands signals on to it, and answers with its exit code. */
function runKernel(file: string): Promise<number> {
  checkConnectionFile(file);
  // The kernel ends with the process named here: Jupyter where that started us, else this one.
  const env = { JPY_PARENT_PID: String(process.pid), ...process.env };
  const child = spawn(process.execPath, [kernelProgram(), path.resolve(file)], { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) =>
    child.on("error", reject).on("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? "SIGTERM"])),
  );
}

/** @throws UserError for a file that cannot be read or is no connection file */
function checkConnectionFile(file: string): void {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UserError(
      `The connection file ${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Jupyter makes one for each kernel.`,
    );
  }
  let connection: unknown;
  try {
    connection = JSON.parse(text);
  } catch {
    throw new UserError(`${file} is no connection file: it is not JSON.`);
  }
  const missing = ["transport", "ip", "key", "shell_port", "control_port", "iopub_port", "stdin_port", "hb_port"].filter(
    (field) => typeof connection !== "object" || connection === null || !(field in connection),
  );
  if (missing.length > 0) throw new UserError(`${file} is no connection file: it lacks ${missing.join(", ")}.`);
}
