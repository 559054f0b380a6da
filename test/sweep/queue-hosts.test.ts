import { type ChildProcess, spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { differences } from "../../src/sweep/faults/compare";
import { planRuns, type SweepInput } from "../../src/sweep/grid";
import { parseSweep } from "../../src/sweep/parse";
import { findRedisServer, startLocalRedis } from "../../src/sweep/queue/local-redis";
import { CLI, largebatch } from "../cli/run";
import { temporaryFolder } from "../data/helpers";
import { noRedis, until } from "./queue/helpers";
import { noHosts, threeHosts } from "./queue/hosts";

const why = noRedis ?? noHosts();

const INPUT: SweepInput = {
  network: "mlp",
  batches: [10, 100],
  seeds: [1, 2, 3],
  budget: "epochs:60",
  settings: { trainSize: 1000, optimizer: "momentum", evaluateEvery: 20 },
};

interface Command {
  child: ChildProcess;
  said(): string;
  ended: Promise<number | null>;
}

/** A command on a host, killed when the test ends. */
function on(prefix: string[], args: string[], env: Record<string, string>): Command {
  const [program = "", ...rest] = [...prefix, process.execPath, CLI, ...args];
  const child = spawn(program, rest, { env: { ...process.env, LARGEBATCH_THREADS: "1", ...env }, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (data) => {
    said += data;
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, said: () => said, ended };
}

describe.skipIf(why)(`a sweep over three hosts${why ? ` (${why})` : ""}`, () => {
  it("comes to the same numbers, with a cable cut and a worker killed on the way", { timeout: 240_000 }, async () => {
    const folder = await temporaryFolder();
    const file = join(folder, "sweep.json");
    await writeFile(file, JSON.stringify(INPUT));
    const ids = planRuns(parseSweep(INPUT)).map(({ id }) => id);
    const undisturbed = join(folder, "undisturbed");
    const alone = await largebatch(["sweep", file, "--processes", "2"], { env: { LARGEBATCH_RUNS: undisturbed } });
    expect(alone.code, alone.stderr).toBe(0);

    const hosts = threeHosts();
    const redis = await startLocalRedis(
      { folder: join(folder, "redis"), bind: [...hosts.server, "127.0.0.1"], prefix: hosts.on(0), port: 6379 },
      findRedisServer(),
    );
    onTestFinished(() => redis.stop());
    const store = join(folder, "runs");
    const password = { LARGEBATCH_REDIS_PASSWORD: redis.password };
    const worker = (host: 1 | 2) =>
      on(
        hosts.on(host),
        [
          "worker",
          "--queue",
          `redis://${hosts.server[host - 1]}:6379`,
          "--concurrency",
          "1",
          "--scratch",
          join(folder, `scratch-${host}`),
          "--lock",
          "2",
        ],
        password,
      );
    const coordinator = on(hosts.on(0), ["sweep", file, "--queue", "redis://127.0.0.1:6379", "--checkpoint-every", "0.2"], {
      ...password,
      LARGEBATCH_RUNS: store,
    });
    const [first, second] = [worker(1), worker(2)];
    await until("both work", () => [first, second].every(({ said }) => said().includes("started: ")));
    hosts.cable(1, "down");
    second.child.kill("SIGKILL");
    const third = worker(2);
    await until("another is at work", () => third.said().includes("started: "));
    hosts.cable(1, "up");
    expect(await coordinator.ended, coordinator.said()).toBe(0);
    for (const { child } of [first, third]) child.kill("SIGTERM");
    expect([await first.ended, await third.ended], first.said() + third.said()).toEqual([130, 130]);
    expect(await differences(undisturbed, store, ids)).toEqual([]);
    for (const { said } of [first, third, coordinator]) expect(said()).not.toContain(redis.password);
  });
});
