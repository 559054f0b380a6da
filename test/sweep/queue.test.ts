import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "bullmq";
import { beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../src/backend";
import { UsageError, UserError } from "../../src/errors";
import { attemptRun } from "../../src/sweep/execute";
import type { SweepEvent } from "../../src/sweep/executor";
import { queue, workQueue } from "../../src/sweep/queue";
import { bundle } from "../../src/sweep/queue/bundle";
import { keysOf, orderKey } from "../../src/sweep/queue/names";
import { putBundle } from "../../src/sweep/queue/parcel";
import { openStore } from "../../src/sweep/store";
import { CHECKPOINT_FILE } from "../../src/train/checkpoint";
import { temporaryFolder } from "../data/helpers";
import { coordinatorAt, emptyStore, keysLeft, noRedis, pretending, redisHere, titled, training, until, workerAt } from "./queue/helpers";
import { listening, longer, numbersIn, ofKind, planned } from "./small-runs";

const some = (count: number) => Array.from({ length: count }, (_, i) => planned({ seed: i + 1 }));
const ends = (events: SweepEvent[]) => events.filter(({ kind }) => kind === "done" || kind === "failed");

describe("options", () => {
  it("are checked before anything is connected to, and the executor's name has no password", async () => {
    expect(queue({ url: "redis://:secret@head:7000" }).name).toBe("the queue sweep at redis://head:7000");
    expect(() => queue({ url: "head" })).toThrow(UsageError);
    expect(() => queue({ url: "redis://head", name: "a:b" })).toThrow(UsageError);
    const rest = { url: "redis://head", signal: new AbortController().signal, store: await emptyStore() };
    for (const concurrency of [0, 1.5, -1, Number.NaN]) await expect(workQueue({ ...rest, concurrency })).rejects.toThrow(UsageError);
  });
});

describe.skipIf(noRedis)(titled("a queue"), () => {
  it("brings every run back once, with all its files, and leaves nothing in Redis", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const runs = some(20);
    await workerAt(redis.url, { concurrency: 2 });
    await workerAt(redis.url);
    const { ended, events } = coordinatorAt(redis.url, runs, { store });
    await ended;
    expect(
      ends(events)
        .map(({ kind, id }) => `${kind} ${id}`)
        .sort(),
    ).toEqual(runs.map(({ id }) => `done ${id}`).sort());
    expect(ofKind(events, "started").length).toBeGreaterThanOrEqual(20);
    const rows = await store.rows();
    expect(rows.map(({ status }) => status)).toEqual(Array(20).fill("done"));
    const [first] = runs;
    const { weights, run } = await store.load(first?.id as string);
    expect([...weights]).toEqual([1, 1]);
    expect(run).toEqual(first?.run);
    for (const name of ["environment.json", "history.jsonl"])
      expect(await readFile(join(store.folderOf(first?.id as string), name), "utf8")).toContain("{");
    await until("Redis is as before", async () => (await keysLeft(redis.client)).length === 0);
  });

  it("gives a run that two ask for to both, and has it executed once", async () => {
    const redis = await redisHere();
    const runs = some(5);
    const executed: string[] = [];
    const stores = [await emptyStore(), await emptyStore()];
    const both = stores.map((store) => coordinatorAt(redis.url, runs, { store }));
    await until(
      "both have asked",
      async () =>
        (await redis.client.keys("*:wanted")).length === 5 &&
        (await Promise.all((await redis.client.keys("*:wanted")).map((key) => redis.client.scard(key)))).every((n) => n === 2),
    );
    await workerAt(redis.url, {
      execute: async (run, ...rest) => {
        executed.push(run.id);
        return pretending(run, ...rest);
      },
    });
    await Promise.all(both.map(({ ended }) => ended));
    for (const store of stores) expect((await store.rows({ status: "done" })).length).toBe(5);
    expect(executed.sort()).toEqual(runs.map(({ id }) => id).sort());
    await until("Redis is as before", async () => (await keysLeft(redis.client)).length === 0);
  });

  it("gives it to two with the same store, too", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const runs = some(10);
    const both = [coordinatorAt(redis.url, runs, { store, lookAgainMs: 200 }), coordinatorAt(redis.url, runs, { store, lookAgainMs: 200 })];
    await workerAt(redis.url);
    await Promise.all(both.map(({ ended }) => ended));
    for (const { events } of both) expect(ends(events).map(({ kind }) => kind)).toEqual(Array(10).fill("done"));
    expect((await store.rows()).length).toBe(10);
  });

  it("goes on without its coordinator, which collects what came meanwhile when it is back", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const runs = some(6);
    const first = coordinatorAt(redis.url, runs, { store });
    await until("the runs are in the queue", async () => (await redis.client.llen("largebatch:sweep:wait")) === 6);
    first.stop.abort();
    await first.ended;
    expect(first.notices.join("\n")).toContain("6 runs stay in the queue");
    const worker = await workerAt(redis.url);
    await until("all are executed", () => worker.events.filter(({ kind }) => kind === "done").length === 6);
    worker.stop.abort();
    await worker.ended;
    expect(await store.rows()).toEqual([]);
    const second = coordinatorAt(redis.url, runs, { store });
    await second.ended;
    expect(ends(second.events).length).toBe(6);
    expect((await store.rows({ status: "done" })).length).toBe(6);
  });

  it("tells a run's failure with its reason, once, and a run that no worker survives is given up after four", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const [diverges, kills] = some(2);
    await workerAt(redis.url, {
      execute: async ({ id }) =>
        id === diverges?.id ? { kind: "failed", error: "the training diverged at batch 50" } : { kind: "died", error: "it was killed" },
    });
    const { ended, events } = coordinatorAt(redis.url, some(2), { store });
    await ended;
    const failed = Object.fromEntries(ofKind(events, "failed").map(({ id, attempts, error }) => [id, { attempts, error }]));
    expect(failed).toEqual({
      [diverges?.id as string]: { attempts: 1, error: "the training diverged at batch 50" },
      [kills?.id as string]: { attempts: 4, error: "it was killed" },
    });
    expect(ofKind(events, "retrying").map(({ attempt }) => attempt)).toEqual([2, 3, 4]);
    expect((await store.rowsOf([kills?.id as string])).get(kills?.id as string)).toMatchObject({ status: "failed", attempts: 4 });
    await until("Redis is as before", async () => (await keysLeft(redis.client)).length === 0);
  });

  it("refuses workers and coordinators of another version, and both sides say so", async () => {
    const redis = await redisHere();
    const { version, notices } = keysOf("sweep");
    await redis.client.set(version, JSON.stringify({ largebatch: "99.0.0", numbers: 7 }));
    await redis.client.lpush("largebatch:sweep:wait", "run-x");
    await expect(coordinatorAt(redis.url, some(1), { store: await emptyStore() }).ended).rejects.toThrow(
      /still has runs of largebatch 99\.0\.0 \(numbers of version 7\); this is largebatch/,
    );
    await expect((await workerAt(redis.url)).ended).rejects.toThrow(/of largebatch 99\.0\.0 .* Install the same version/);
    // Nothing of the other version is left to do: the queue is free.
    await redis.client.del("largebatch:sweep:wait", notices);
    const coordinator = coordinatorAt(redis.url, some(1), { store: await emptyStore() });
    await until("it took the queue", async () => !(await redis.client.get(version))?.includes("99.0.0"));
    await redis.client.set(version, JSON.stringify({ largebatch: "98.0.0", numbers: 1 }));
    await expect((await workerAt(redis.url)).ended).rejects.toThrow(UserError);
    await until("the coordinator heard of it", () => coordinator.notices.some((text) => /was refused\. .*98\.0\.0/.test(text)));
  });

  it("refuses a worker whose data are not the coordinator's, and gives the run to another", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const [run] = some(1);
    const coordinator = coordinatorAt(redis.url, [run as never], { store });
    const key = async () => (await redis.client.keys("largebatch:sweep:run-*")).find((each) => !each.endsWith(":lock")) as string;
    await until("the run is in the queue", async () => (await key()) !== undefined);
    // As from a coordinator with other examples: another name, and another fingerprint.
    const job = JSON.parse((await redis.client.hget(await key(), "data")) as string);
    coordinator.stop.abort();
    await coordinator.ended;
    const other = orderKey(run?.id as string, [], "b".repeat(64));
    await redis.client.rename(await key(), `largebatch:sweep:${other}`);
    await redis.client.hset(`largebatch:sweep:${other}`, "data", JSON.stringify({ ...job, data: "b".repeat(64) }));
    await redis.client.lset("largebatch:sweep:wait", 0, other);
    await redis.client.sadd(keysOf("sweep").of(other).wanted, "someone");
    const worker = await workerAt(redis.url);
    await expect(worker.ended).rejects.toThrow("The examples of glyphs on this machine are not the coordinator's");
    expect(await redis.client.lrange("largebatch:sweep:wait", 0, -1)).toEqual([other]);
  });

  it("names what is wrong with a password or an address, without the password", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const wrong = `redis://:not-this-one@127.0.0.1:${redis.port}`;
    for (const url of [wrong, `redis://127.0.0.1:${redis.port}`]) {
      const error = await queue({ url })
        .execute(some(1), listening(store))
        .catch((each: Error) => each);
      expect(error).toBeInstanceOf(UserError);
      expect((error as Error).message).toMatch(/does not take this password|asks for a password/);
      expect((error as Error).message).not.toContain("not-this-one");
    }
    const worker = workQueue({
      url: "redis://127.0.0.1:1",
      concurrency: 1,
      signal: new AbortController().signal,
      store,
      execute: pretending,
      patience: 0.3,
    });
    await expect(worker).rejects.toThrow(/No Redis answers at redis:\/\/127\.0\.0\.1:1 \(.*ECONNREFUSED/);
  });

  it("survives a restart of Redis in the middle, with one word when it is gone and one when it is back", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const runs = some(30);
    let count = 0;
    const worker = await workerAt(redis.url, {
      execute: async (run, ...rest) => {
        if (++count === 5) {
          await redis.kill();
          void redis.start();
        }
        return pretending(run, ...rest);
      },
    });
    const { ended, notices } = coordinatorAt(redis.url, runs, { store });
    await ended;
    expect((await store.rows({ status: "done" })).length).toBe(30);
    expect(notices.filter((text) => /is lost/.test(text)).length).toBe(1);
    expect(notices.filter((text) => /^The connection to \S+ is back\.$/.test(text)).length).toBe(1);
    expect(notices.join()).not.toContain(redis.password);
    expect(worker.events.filter(({ kind }) => kind === "notice").length).toBe(2);
  });

  it("loses no run where Redis forgets everything", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const runs = some(12);
    const { ended } = coordinatorAt(redis.url, runs, { store, lookAgainMs: 300 });
    await until("the runs are in the queue", async () => (await redis.client.llen("largebatch:sweep:wait")) === 12);
    await redis.client.flushall();
    await workerAt(redis.url);
    await ended;
    expect((await store.rows({ status: "done" })).length).toBe(12);
  });

  it("costs the same for each run, however many there are", async () => {
    const commandsFor = async (count: number) => {
      const redis = await redisHere();
      const store = await emptyStore();
      await workerAt(redis.url, { lockSeconds: 30 });
      const coordinator = coordinatorAt(redis.url, some(count), { store });
      await coordinator.ended;
      const calls = [...(await redis.client.info("commandstats")).matchAll(/^cmdstat_([a-z|]+):calls=(\d+)/gm)];
      const scans = calls.filter(([, name]) => /^(keys|scan|sort)$/.test(name as string));
      const used = Number(/^used_memory:(\d+)/m.exec(await redis.client.info("memory"))?.[1]);
      return { each: calls.reduce((sum, [, , n]) => sum + Number(n), 0) / count, scans: scans.map(([, name]) => name), used };
    };
    const [few, many] = [await commandsFor(20), await commandsFor(150)];
    expect(many.each).toBeLessThanOrEqual(1.1 * few.each);
    expect(many.scans).toEqual([]);
    // The stream of events, which is cut, is all that grows.
    expect(many.used - few.used).toBeLessThan(2e6);
  });
});

describe.skipIf(noRedis)(titled("a run that moves from one worker to the next"), () => {
  beforeAll(() => useBackend({ backend: "cpu", threads: 1 }));

  it("goes on from its checkpoint on another disk, to the same numbers bit for bit", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const run = longer({ epochs: 300 });
    const first = await workerAt(redis.url, { execute: training, lockSeconds: 30 });
    const { ended, events } = coordinatorAt(redis.url, [run], { store, checkpointEvery: 0.05 });
    await until("it is at work", () => ofKind(events, "progress").some(({ step }) => step > 200));
    first.stop.abort();
    await first.ended;
    expect(first.events.map(({ kind }) => kind)).toContain("handed back");
    expect(await redis.client.llen("largebatch:sweep:wait")).toBe(1);
    await workerAt(redis.url, { execute: training, lockSeconds: 30 });
    await ended;
    const starts = ofKind(events, "started");
    expect(starts.length).toBe(2);
    expect(starts[1]?.from?.step).toBeGreaterThan(200);
    // Left in good order: no attempt was lost.
    expect(starts.map(({ attempt }) => attempt)).toEqual([1, 1]);

    const alone = await emptyStore();
    await attemptRun(run, {
      store: alone,
      measure: [],
      checkpointEvery: 60,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    expect(await numbersIn(store, run.id)).toEqual(await numbersIn(alone, run.id));
  });

  it("takes along the checkpoint that the coordinator's store has", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const run = longer({ epochs: 100 });
    const stop = new AbortController();
    await attemptRun(run, {
      store,
      measure: [],
      checkpointEvery: 60,
      signal: stop.signal,
      onProgress: ({ step }) => step > 200 && stop.abort(),
    });
    expect(await readFile(join(store.folderOf(run.id), CHECKPOINT_FILE))).toBeDefined();
    await workerAt(redis.url, { execute: training, lockSeconds: 30 });
    const { ended, events } = coordinatorAt(redis.url, [run], { store });
    await ended;
    expect(ofKind(events, "started")[0]?.from?.step).toBeGreaterThan(200);
    expect(await store.statusOf(run.id)).toBe("done");
  });

  it("has only its measures taken where the store has the rest", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const run = planned();
    await attemptRun(run, { store, measure: [], checkpointEvery: 60, signal: new AbortController().signal, onProgress: () => undefined });
    const before = await readFile(join(store.folderOf(run.id), "result.json"), "utf8");
    await workerAt(redis.url, { execute: training, lockSeconds: 30 });
    const { ended, events } = coordinatorAt(redis.url, [run], { store, measure: ["norms"] });
    await ended;
    const [done] = ofKind(events, "done");
    expect(done?.row.status).toBe("done");
    expect(ofKind(events, "started")).toEqual([]);
    expect(await readFile(join(store.folderOf(run.id), "result.json"), "utf8")).toBe(before);
    expect((await readdir(join(store.folderOf(run.id), "measures"))).join()).toMatch(/^norms-/);
  });

  it("is taken over where its worker is silent, and what the silent one says later is not heard", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const [run] = some(1);
    const { ended, events } = coordinatorAt(redis.url, [run as never], { store });
    await until("the run is in the queue", async () => (await redis.client.llen("largebatch:sweep:wait")) === 1);
    let silent: { key: string; token: string } | undefined;
    // A worker that takes a run and never says another word.
    const dead = new Worker(
      "sweep",
      async (job, token) => {
        silent = { key: job.id as string, token: token as string };
        await new Promise(() => undefined);
      },
      {
        connection: { port: redis.port, password: redis.password },
        prefix: "largebatch",
        lockDuration: 500,
        skipLockRenewal: true,
        skipStalledCheck: true,
      },
    );
    dead.on("error", () => undefined);
    await until("it has the run", () => silent !== undefined);
    await workerAt(redis.url, { lockSeconds: 0.5 });
    await ended;
    expect(ofKind(events, "retrying").map(({ error }) => error)).toEqual(["its worker died, hung or cannot be reached"]);
    const { key, token } = silent as never as { key: string; token: string };
    const keys = keysOf("sweep").of(key);
    const late = bundle({ kind: "failed", worker: "dead", attempts: 1, error: "late" }, new Map());
    expect(
      await putBundle(
        redis.client,
        { lock: keys.lock, holder: token, staging: keys.staging, target: keys.outcome },
        late,
        async () => undefined,
      ),
    ).toBe(false);
    expect(await redis.client.exists(keys.outcome)).toBe(0);
    await dead.close(true);
  });
});

describe.skipIf(noRedis)(titled("what the disk cannot take"), () => {
  it("stays in the queue where the coordinator's store cannot be written to, and the next one collects it", async () => {
    const redis = await redisHere();
    const folder = await temporaryFolder();
    // A file in the place of the store.
    await writeFile(join(folder, "runs"), "");
    await workerAt(redis.url);
    const runs = some(3);
    const failing = coordinatorAt(redis.url, runs, { store: openStore(join(folder, "runs")) });
    await expect(failing.ended).rejects.toThrow(/cannot be kept in .* stays in the queue/);
    await rm(join(folder, "runs"));
    await mkdir(join(folder, "runs"));
    const store = openStore(join(folder, "runs"));
    await coordinatorAt(redis.url, runs, { store }).ended;
    expect((await store.rows({ status: "done" })).length).toBe(3);
  });

  it("ends a worker that cannot write, without taking the run along", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const { ended, notices } = coordinatorAt(redis.url, some(1), { store });
    const broken = await workerAt(redis.url, { execute: async () => ({ kind: "unwritable", error: "ENOSPC: no space left" }) });
    await expect(broken.ended).rejects.toThrow("ENOSPC");
    await until("the coordinator heard of it", () => notices.some((text) => text.includes("ENOSPC")));
    await workerAt(redis.url);
    await ended;
    expect((await store.rows({ status: "done" })).length).toBe(1);
  });

  it("waits on the workers' disks while Redis is full", async () => {
    const redis = await redisHere({ settings: ["maxmemory 40mb"] });
    const store = await emptyStore();
    const runs = some(2);
    const { ended } = coordinatorAt(redis.url, runs, { store });
    const others: string[] = [];
    const used = async () => Number(/^used_memory:(\d+)/m.exec(await redis.client.info("memory"))?.[1]);
    while ((await used()) < 0.84 * 40 * 2 ** 20) {
      others.push(`other:${others.length}`);
      await redis.client.set(others.at(-1) as string, "x".repeat(2 ** 18));
    }
    const worker = await workerAt(redis.url);
    await until("it says so", () => worker.events.some((event) => event.kind === "notice" && /results wait on this disk/.test(event.text)));
    expect(await store.rows({ status: "done" })).toEqual([]);
    await redis.client.del(others);
    await ended;
    expect((await store.rows({ status: "done" })).length).toBe(2);
  });
});
