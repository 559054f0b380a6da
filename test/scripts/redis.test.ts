import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { pathsOf } from "../../scripts/setup/context.mjs";
import { redis } from "../../scripts/setup/redis.mjs";
import { readStamp, writeStamp } from "../../scripts/setup/stamp.mjs";

let root: string;
let bin: string;
const tell = () => undefined;

/** A context with a path of its own, on which there are only the programs of the test. */
const context = () => ({ root, env: { PATH: bin }, paths: pathsOf(root), platform: "linux" });

function program(name: string, text: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(bin, name), 0o755);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "largebatch-redis-"));
  bin = join(root, "bin");
  mkdirSync(bin);
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
});

it("takes the redis-server on the path, and looks no further", async () => {
  program("redis-server", 'echo "Redis server v=7.2.1 sha=0"');
  const ctx = context();
  expect(redis.pending(ctx)).toBe("not done yet");
  expect(await redis.run(ctx, tell)).toBe(`7.2, ${join(bin, "redis-server")}`);
  expect(redis.pending(ctx)).toBeNull();
  rmSync(join(bin, "redis-server"));
  expect(redis.pending(ctx)).toBe("it is not there any more");
});

it("does not take one that is too old, or does not run", async () => {
  for (const text of ['echo "Redis server v=6.0.16 sha=0"', "exit 1"]) {
    program("redis-server", text);
    writeStamp(context(), "redis", { "choice of redis-server": "" }, []);
    expect(redis.pending(context())).toBe("it is not there any more");
  }
});

it("is done again where what was fetched is damaged, and where another one is named", async () => {
  const ctx = context();
  const file = join(root, ".setup/redis/server");
  mkdirSync(join(root, ".setup/redis"), { recursive: true });
  writeFileSync(file, "a program");
  writeStamp(ctx, "redis", { "choice of redis-server": "" }, [".setup/redis/server"], {
    server: { program: ".setup/redis/server", libraries: [] },
  });
  expect(redis.pending(ctx)).toBeNull();
  writeFileSync(file, "another");
  expect(redis.pending(ctx)).toBe(".setup/redis/server is damaged");
  expect(redis.pending({ ...ctx, env: { ...ctx.env, LARGEBATCH_REDIS_SERVER: "/x" } })).toBe("another choice of redis-server");
});

it("is looked for again some minutes after there was none, and as soon as there is one", () => {
  const ctx = context();
  const none = (when: number) => writeStamp(ctx, "redis", { "choice of redis-server": "" }, [], { unavailable: "no network", when });
  none(Date.now());
  expect(redis.pending(ctx)).toBeNull();
  none(Date.now() - 3_600_000);
  expect(redis.pending(ctx)).toBe("there was none");
  expect(readStamp(ctx, "redis").unavailable).toBe("no network");
});
