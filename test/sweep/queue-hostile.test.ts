import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import { deflateRawSync } from "node:zlib";
import { Queue } from "bullmq";
import fc from "fast-check";
import type { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/data/files";
import { UserError } from "../../src/errors";
import { JOB } from "../../src/sweep/queue/bull";
import { keysOf, orderKey } from "../../src/sweep/queue/names";
import { bundleAt, manifestAt } from "../../src/sweep/queue/parcel";
import { coordinatorAt, emptyStore, noRedis, pretending, redisHere, titled, until, workerAt } from "./queue/helpers";
import { ofKind, planned } from "./small-runs";

const { of } = keysOf("sweep");

/** The name under which the coordinator sends a run, once it is in the queue. */
async function sentKey(client: Redis): Promise<string> {
  await until("the run is in the queue", async () => (await client.llen("largebatch:sweep:wait")) === 1);
  return (await client.lindex("largebatch:sweep:wait", 0)) as string;
}

const manifest = (files: { name: string; bytes: number; sha256: string }[], changes: object = {}) =>
  JSON.stringify({ format: "largebatch bundle 1", kind: "done", worker: "w", attempts: 1, files, ...changes });
const piece = (content: string) => deflateRawSync(Buffer.from(content));
const file = (name: string, content: string) => ({ name, bytes: content.length, sha256: sha256(Buffer.from(content)) });

describe.skipIf(noRedis)(titled("a coordinator"), () => {
  const HOSTILE: [string, (client: Redis, key: string) => Promise<unknown>][] = [
    [
      "a path out of the store",
      (client, key) => client.hset(key, { manifest: manifest([file("../../evil.json", "x")]), "0:0": piece("x") }),
    ],
    ["another run's result", (client, key) => client.hset(key, { manifest: manifest([file("result.json", "{}")]), "0:0": piece("{}") })],
    ["a wrong hash", (client, key) => client.hset(key, { manifest: manifest([file("result.json", "{}")]), "0:0": piece("[]") })],
    [
      "a bomb",
      (client, key) =>
        client.hset(key, {
          manifest: manifest([{ name: "result.json", bytes: 10, sha256: "0".repeat(64) }]),
          "0:0": deflateRawSync(new Uint8Array(3e8)),
        }),
    ],
    [
      "a piece of a megabyte",
      (client, key) =>
        client.hset(key, {
          manifest: manifest([{ name: "result.json", bytes: 10, sha256: "0".repeat(64) }]),
          "0:0": Buffer.alloc(2 ** 20),
        }),
    ],
    ["a list of files of a megabyte", (client, key) => client.hset(key, { manifest: "x".repeat(2 ** 20) })],
    [
      "no pieces",
      (client, key) => client.hset(key, { manifest: manifest([{ name: "weights.safetensors", bytes: 2 ** 30, sha256: "0".repeat(64) }]) }),
    ],
    ["unknown fields", (client, key) => client.hset(key, { manifest: manifest([], { run: "rm -rf /" }) })],
    ["no hash at all", (client, key) => client.set(key, "hello")],
    ["a checkpoint in a result's place", (client, key) => client.hset(key, { manifest: manifest([], { kind: "checkpoint" }) })],
  ];

  it.each(HOSTILE)("refuses %s, says so, and has the run done again", async (_what, plant) => {
    const redis = await redisHere();
    const store = await emptyStore();
    const run = planned();
    const { ended, notices, events } = coordinatorAt(redis.url, [run], { store, lookAgainMs: 200 });
    const key = await sentKey(redis.client);
    await plant(redis.client, of(key).outcome);
    await until("it was refused", () => notices.some((text) => /refused/.test(text)));
    await workerAt(redis.url);
    await ended;
    expect(ofKind(events, "done").map(({ id }) => id)).toEqual([run.id]);
    expect(await readdir(store.folder)).toEqual(expect.arrayContaining([run.id]));
    expect((await readdir(dirname(store.folder))).join()).not.toContain("evil");
  });

  it("gives a run up when what comes back is refused again and again", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const run = planned();
    const { ended, events } = coordinatorAt(redis.url, [run], { store, lookAgainMs: 100 });
    const { outcome } = of(await sentKey(redis.client));
    let over = false;
    const planting = (async () => {
      while (!over) {
        await redis.client.hset(outcome, { manifest: "nonsense" });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    await ended;
    over = true;
    await planting;
    expect(ofKind(events, "failed")).toEqual([expect.objectContaining({ id: run.id, error: expect.stringContaining("refused") })]);
  });

  it("does not listen to messages that are none, or of other runs", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const run = planned();
    const { ended, events } = coordinatorAt(redis.url, [run], { store });
    const key = await sentKey(redis.client);
    const say = (jobId: string, data: string) =>
      redis.client.xadd("largebatch:sweep:events", "*", "event", "progress", "jobId", jobId, "data", data);
    for (const data of [
      "1",
      '"x"',
      "{}",
      '{"kind":"done"}',
      '{"kind":"progress","step":"x"}',
      '{"kind":"failed","error":"x"}',
      "[]",
      "null",
    ])
      await say(key, data);
    await say("__proto__", '{"kind":"retrying","attempt":2,"error":"x"}');
    await say(orderKey(run.id, [], "c".repeat(64)), '{"kind":"retrying","attempt":2,"error":"x"}');
    await say(key, '{"kind":"retrying","attempt":2,"error":"\\u001b[2J"}');
    await until("the one message is heard", () => ofKind(events, "retrying").length === 1);
    expect(ofKind(events, "retrying")[0]?.error).toBe("?[2J");
    await workerAt(redis.url);
    await ended;
    expect(events.map(({ kind }) => kind)).toEqual(["retrying", "started", "done"]);
  });

  it("reads anything in Redis as a bundle or refuses it as a user's error", async () => {
    const redis = await redisHere();
    const field = fc.constantFrom("manifest", "upload", "0:0", "0:1", "1:0");
    const value = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc.constant(Buffer.from(manifest([file("result.json", "{}")]))),
      fc.constant(piece("{}")),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, value), { minLength: 1, maxLength: 5 }), async (fields) => {
        await redis.client.del("k");
        for (const [name, bytes] of fields) await redis.client.hset("k", name, bytes);
        try {
          const found = await bundleAt(redis.client, "k");
          for (const content of found?.files.values() ?? []) expect(Buffer.from(content).toString()).toBe("{}");
          await manifestAt(redis.client, "k");
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe.skipIf(noRedis)(titled("a worker"), () => {
  it("refuses jobs that are no runs, says so, and goes on", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const run = planned();
    const bull = new Queue("sweep", { connection: { port: redis.port, password: redis.password }, prefix: "largebatch" });
    const worker = await workerAt(redis.url, { execute: pretending });
    const names = [
      "run-../../../etc-passwd",
      "x",
      "__proto__",
      "run-",
      orderKey("0".repeat(20), [], "a".repeat(64)),
      "constructor",
      "run-0-0",
      "\u0000",
    ];
    const hostile = [
      {},
      null,
      [],
      "text",
      { run: { network: "mlp" } },
      { run: { __proto__: { network: "mlp" } } },
      { run: "x".repeat(1e6) },
      { command: "rm" },
    ];
    for (const [i, data] of hostile.entries()) await bull.add(JOB, data, { jobId: names[i] as string });
    await until(
      "all are refused",
      () => worker.events.filter((event) => event.kind === "notice" && /no run of a sweep/.test(event.text)).length === hostile.length,
    );
    const { ended, events } = coordinatorAt(redis.url, [run], { store });
    await ended;
    expect(ofKind(events, "done").length).toBe(1);
    expect(worker.events.map(({ kind }) => kind).filter((kind) => kind !== "notice")).toEqual(["started", "done"]);
    await bull.close();
  });

  it.each([{ data: "{no json", opts: "{}" }, { data: "{}", opts: "{no json" }, { data: "{}" }, { opts: "{}" }, {}])(
    "is not stopped by a job that BullMQ itself cannot read: %j",
    async (fields) => {
      const redis = await redisHere();
      const store = await emptyStore();
      await redis.client.hset("largebatch:sweep:run-bad", { name: "run", timestamp: "0", ...fields });
      await redis.client.lpush("largebatch:sweep:wait", "run-bad");
      await redis.client.zadd("largebatch:sweep:marker", 0, "0");
      const worker = await workerAt(redis.url, { lockSeconds: 0.5 });
      const { ended, events } = coordinatorAt(redis.url, [planned()], { store });
      await ended;
      expect(ofKind(events, "done").length).toBe(1);
      await until("it is gone", async () => (await redis.client.exists("largebatch:sweep:run-bad")) === 0);
      expect(worker.events.some(({ kind }) => kind === "notice")).toBe(true);
    },
  );

  it("goes on without a checkpoint that cannot be used", async () => {
    const redis = await redisHere();
    const store = await emptyStore();
    const { ended } = coordinatorAt(redis.url, [planned()], { store });
    const key = await sentKey(redis.client);
    const content = "no checkpoint";
    await redis.client.hset(of(key).checkpoint, {
      manifest: manifest([file("checkpoint.safetensors", content)], { kind: "checkpoint", step: 1000 }),
      "0:0": piece(content),
    });
    const worker = await workerAt(redis.url);
    await ended;
    expect(worker.events).toContainEqual({ kind: "notice", text: expect.stringContaining("cannot be used, the run goes on without it") });
    expect((await store.rows({ status: "done" })).length).toBe(1);
  });
});
