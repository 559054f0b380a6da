/** `largebatch worker`: executes runs of a queue on this machine, until it is stopped. */
import { mkdirSync, statSync } from "node:fs";
import { availableParallelism, tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import type { Run } from "../config";
import { UsageError, UserError } from "../errors";
import type { WorkEvent } from "../sweep/queue";
import { openStore } from "../sweep/store";
import { requireWritable } from "../sweep/store/writable";
import { number } from "./flags";
import { stopOnInterrupt } from "./interrupt";

/** Loaded when it is needed: other commands need not wait for BullMQ. */
const queueRoom = () => require("../sweep/queue") as typeof import("../sweep/queue");

interface Options {
  queue: string;
  queueName?: string;
  concurrency?: string;
  scratch?: string;
  idle?: string;
  lock?: string;
}

const NOTES = `
The password of Redis is read from LARGEBATCH_REDIS_PASSWORD where the address names none: other users of a machine see a command's arguments.
Stopped with Ctrl-C (or SIGTERM, as Slurm sends it), a worker saves the runs at hand and hands them back; killed, another one takes them over.

Examples:
  npx largebatch worker --queue redis://head:6379
  srun npx largebatch worker --queue redis://head:6379 --concurrency "$SLURM_CPUS_PER_TASK" --idle 300
More in docs/cluster.md.`;

export function workerCommand(program: Command): void {
  program
    .command("worker")
    .description("execute runs of a queue on this machine; start any number, on any number of machines")
    .requiredOption("--queue <url>", "redis://HOST:PORT, or rediss:// with TLS: the same as that of the sweep")
    .option("--queue-name <name>", "of the queue there (default: sweep)")
    .option("--concurrency <n>", "runs at a time: processes with one thread each (default: one a core)")
    .option(
      "--scratch <folder>",
      "where runs lie while they are at work, on a disk of this machine (default: in the folder for temporary files)",
    )
    .option("--idle <seconds>", "end after so many seconds without work (default: never)")
    .option("--lock <seconds>", "silence after which another worker takes a run over; the same for all workers (default: 30)")
    .addHelpText("after", NOTES)
    .action(async (options: Options) => {
      const concurrency = number("concurrency", options.concurrency) ?? availableParallelism();
      const idleSeconds = positive("idle", options.idle);
      const lockSeconds = positive("lock", options.lock);
      const store = openStore(scratchFolder(options.scratch));
      const stop = stopOnInterrupt("Stopping: the runs at hand are being saved and handed back");
      try {
        await queueRoom().workQueue({
          url: options.queue,
          name: options.queueName,
          concurrency,
          store,
          signal: stop.signal,
          onEvent: (event) => console.error(lineOf(event)),
          ...(idleSeconds === undefined ? {} : { idleSeconds }),
          ...(lockSeconds === undefined ? {} : { lockSeconds }),
        });
      } finally {
        stop.release();
      }
      if (!stop.signal.aborted) return;
      process.exitCode = 130;
      // All is saved and handed back by now. Where Redis is away, the library goes on trying to reach it, and would keep the process.
      await new Promise((resolve) => setTimeout(resolve, LEFTOVERS_MS));
      process.exit();
    });
}

/** Milliseconds that the library may take to let go of its connections. */
const LEFTOVERS_MS = 500;

function positive(flag: string, text: string | undefined): number | undefined {
  const value = number(flag, text);
  if (value !== undefined && !(value > 0)) throw new UsageError(`--${flag} takes more than 0 seconds, got ${text}.`);
  return value;
}

/**
 * The folder for runs at work. That for temporary files is this machine's own, also where the home is shared; others may write there, too, so ours must be ours.
 * @throws UserError where it is another user's
 */
function scratchFolder(given: string | undefined): string {
  if (given !== undefined) return requireWritable(resolve(given), "Give a folder on a disk of this machine: --scratch FOLDER");
  const { uid, username } = userInfo();
  const folder = join(tmpdir(), `largebatch-worker-${uid >= 0 ? uid : username}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (uid >= 0 && statSync(folder).uid !== uid)
    throw new UserError(`${folder} belongs to another user. Give a folder of your own on a disk of this machine: --scratch FOLDER`);
  return folder;
}

function lineOf(event: WorkEvent): string {
  if (event.kind === "notice") return event.text;
  const { id, run, kind } = event;
  const what = `${describe(run)} (${id})`;
  if (kind === "failed") return `failed: ${what}: ${event.error}`;
  if (kind === "lost") return `left: ${what}: another worker may have it, since this one was not heard of`;
  return `${kind}: ${what}`;
}

const describe = ({ network, data, batch, seed }: Run): string => `${network} on ${data}, batch ${batch}, seed ${seed}`;
