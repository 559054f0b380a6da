import { spawn, spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { inProject } from "../../src/project";
import { findRedisServer } from "../../src/sweep/queue/local-redis";
import { temporaryFolder } from "../data/helpers";
import { noRedis, redisHere, titled } from "../sweep/queue/helpers";
import { largebatch } from "./run";

const SWEEP = [
  "--network",
  "mlp",
  "--batches",
  "50,100",
  "--seeds",
  "1-2",
  "--budget",
  "epochs:3",
  "--set",
  "trainSize=200",
  "--optimizer",
  "momentum",
];

/** As Slurm's: a signal is for all processes of the step, not for the first of them alone. */
const SRUN = `#!/bin/bash
while [[ $1 == --* ]]; do shift; done
set -m
"$@" &
trap 'kill -TERM -- -$!' TERM
while CODE=0; wait $! || CODE=$?; kill -0 -- -$! 2> /dev/null; do :; done
exit $CODE
`;

describe("largebatch worker", () => {
  it("says what is wrong with its flags", async () => {
    const refused = async (...args: string[]) => {
      const { code, stderr } = await largebatch(["worker", ...args]);
      expect(stderr).not.toMatch(/^\s+at /m);
      return `${code} ${/^error: .*/m.exec(stderr)?.[0]}`;
    };
    expect(await refused()).toMatch(/^2 error: required option '--queue <url>'/);
    expect(await refused("--queue", "http://x")).toMatch(/^2 error: The queue's address must be redis:\/\/HOST:PORT/);
    expect(await refused("--queue", "redis://x", "--queue-name", "a:b")).toMatch(/^2 error: A queue's name has/);
    expect(await refused("--queue", "redis://x", "--concurrency", "0")).toMatch(/^2 error: The number of processes/);
    expect(await refused("--queue", "redis://x", "--idle", "0")).toMatch(/^2 error: --idle takes more than 0 seconds/);
    expect(await refused("--queue", "redis://x", "--scratch", "/dev/null/x")).toMatch(/^1 error: Runs cannot be kept in \/dev\/null\/x/);
    expect(await refused("--queue", "redis://x", "--lock", "many")).toMatch(/^2 error: --lock takes a number/);
  });
});

describe.skipIf(noRedis)(titled("a sweep and a worker as commands"), () => {
  it("do a sweep without a shared folder, and the worker ends when it is idle", async () => {
    const redis = await redisHere();
    const folder = await temporaryFolder();
    const env = { LARGEBATCH_REDIS_PASSWORD: redis.password, LARGEBATCH_RUNS: join(folder, "runs") };
    const url = `redis://127.0.0.1:${redis.port}`;
    const worker = largebatch(["worker", "--queue", url, "--concurrency", "2", "--scratch", join(folder, "scratch"), "--idle", "3"], {
      env: { ...env, LARGEBATCH_RUNS: "/nowhere" },
    });
    const sweep = await largebatch(["sweep", ...SWEEP, "--queue", url, "--json"], { env });
    expect(sweep.code, sweep.stderr).toBe(0);
    const { rows } = JSON.parse(sweep.stdout) as { rows: { status: string; backend: string }[] };
    expect(rows.map(({ status, backend }) => `${status} ${backend}`)).toEqual(Array(4).fill("done tensorflow-cpu"));
    const { code, stderr } = await worker;
    expect(code, stderr).toBe(0);
    expect(stderr.match(/^started: mlp on glyphs/gm)).toHaveLength(4);
    expect(stderr.match(/^done: mlp on glyphs/gm)).toHaveLength(4);
    expect(sweep.stderr + stderr).not.toContain(redis.password);
    const again = await largebatch(["sweep", ...SWEEP, "--queue", url, "--json"], { env });
    expect(JSON.parse(again.stdout)).toMatchObject({ taken: 4, executed: 0 });
  });

  it("hand a run back at Ctrl-C, and end with 130", async () => {
    const redis = await redisHere();
    const folder = await temporaryFolder();
    const env = { LARGEBATCH_REDIS_PASSWORD: redis.password, LARGEBATCH_RUNS: join(folder, "runs") };
    const url = `redis://127.0.0.1:${redis.port}`;
    const long = ["sweep", "--network", "mlp", "--batches", "10", "--seeds", "1", "--budget", "epochs:100000", "--set", "trainSize=500"];
    let kill: ((signal: NodeJS.Signals) => void) | undefined;
    const sweep = largebatch([...long, "--queue", url], {
      env,
      onError: (_text, signal) => {
        kill = signal;
      },
    });
    let struck = false;
    const worker = await largebatch(["worker", "--queue", url, "--concurrency", "1", "--scratch", join(folder, "scratch")], {
      env,
      onError: (text, signal) => {
        if (struck || !text.includes("started: ")) return;
        struck = true;
        signal("SIGINT");
      },
    });
    expect(worker.code, worker.stderr).toBe(130);
    expect(worker.stderr).toContain("Stopping: the runs at hand are being saved and handed back");
    expect(worker.stderr).toMatch(/^handed back: mlp on glyphs, batch 10, seed 1/m);
    kill?.("SIGINT");
    const { code, stderr } = await sweep;
    expect(code, stderr).toBe(130);
    expect(stderr).toContain("1 runs stay in the queue");
  });
});

describe.skipIf(noRedis)(titled("the example for Slurm"), () => {
  it("does a sweep where srun starts its command as it is", async () => {
    expect(spawnSync("bash", ["-n", inProject("examples/cluster/sweep.sbatch")]).status).toBe(0);
    const folder = await temporaryFolder();
    const bin = join(folder, "bin");
    await mkdir(bin);
    await writeFile(join(bin, "srun"), SRUN, { mode: 0o755 });
    // As the set-up for tests fetched it, its libraries may lie beside it.
    const server = findRedisServer() as { program: string; libraries: string[] };
    await writeFile(join(bin, "redis"), `#!/bin/bash\nLD_LIBRARY_PATH=${server.libraries.join(":")} exec ${server.program} "$@"\n`, {
      mode: 0o755,
    });
    const sweep = { network: "mlp", batches: [50], seeds: [1, 2], budget: "epochs:2", settings: { trainSize: 200, optimizer: "momentum" } };
    await writeFile(join(folder, "sweep.json"), JSON.stringify(sweep));
    const port = String(20_000 + (process.pid % 20_000));
    const env = {
      ...process.env,
      PATH: `${bin}:${process.env.PATH}`,
      CHECKOUT: inProject(),
      SLURM_SUBMIT_DIR: folder,
      SLURM_CPUS_PER_TASK: "2",
      REDIS_SERVER: join(bin, "redis"),
      PORT: port,
      ADDRESS: "127.0.0.1",
    };
    const child = spawn("bash", [inProject("examples/cluster/sweep.sbatch"), "sweep.json"], {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGTERM"));
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data) => {
        said += data;
      });
    const code = await new Promise((resolve) => child.on("exit", resolve));
    expect(code, said).toBe(0);
    expect(said.match(/^done: /gm)).toHaveLength(2);
    const password = await readFile(join(folder, "sweep-state/password"), "utf8");
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    expect(said).not.toContain(password);
  });
});
