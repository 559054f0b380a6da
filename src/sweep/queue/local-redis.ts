/** A Redis of its own on this machine: for tests, and to try the queue at home. Loopback, a password, a file of all that was written (AOF). */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { Redis } from "ioredis";
import { UserError } from "../../errors";
import { inProject } from "../../project";

export interface RedisServer {
  program: string;
  /** Folders of its libraries, where they are not the system's. */
  libraries: string[];
}

/** A `redis-server` that runs: the one that LARGEBATCH_REDIS_SERVER names, else the system's, else the one that the set-up for tests fetched. */
export function findRedisServer(env: NodeJS.ProcessEnv = process.env): RedisServer | undefined {
  const path = (env.PATH ?? "").split(delimiter).filter(Boolean);
  const programs = [env.LARGEBATCH_REDIS_SERVER, ...path.map((folder) => join(folder, "redis-server"))];
  const candidates: RedisServer[] = [
    ...programs
      .filter((program) => program !== undefined && existsSync(program))
      .map((program) => ({ program: program as string, libraries: [] })),
    ...fetched(),
  ];
  return candidates.find(runs);
}

/** What the set-up noted. */
function fetched(): RedisServer[] {
  try {
    const { server } = JSON.parse(readFileSync(inProject(".setup", "redis.json"), "utf8")) as { server?: RedisServer };
    return server ? [{ program: inProject(server.program), libraries: server.libraries.map((folder) => inProject(folder)) }] : [];
  } catch {
    return [];
  }
}

const runs = (server: RedisServer): boolean =>
  spawnSync(server.program, ["--version"], { env: environment(server), timeout: 10_000 }).status === 0;

function environment({ libraries }: RedisServer): NodeJS.ProcessEnv {
  if (libraries.length === 0) return process.env;
  const search = [...libraries, ...(process.env.LD_LIBRARY_PATH ? [process.env.LD_LIBRARY_PATH] : [])];
  return { ...process.env, LD_LIBRARY_PATH: search.join(delimiter) };
}

export interface LocalRedis {
  /** With the password. */
  url: string;
  password: string;
  port: number;
  /** Of the server, while it runs. */
  readonly pid: number | undefined;
  /** SIGKILL, at once. */
  kill(): Promise<void>;
  /** Starts it again with what it had written, after `kill`. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface LocalOptions {
  /** For its files; made. */
  folder: string;
  /** Addresses to listen on. Default: loopback. */
  bind?: string[];
  /** Put in front of the program, e.g. to run it in a network namespace. */
  prefix?: string[];
  port?: number;
  /** Writes everything to the disk before it answers; else within a second. Default true. */
  alwaysSync?: boolean;
  /** More lines of its configuration. */
  settings?: string[];
}

/** Milliseconds that it may take to come up. */
const START_MS = 20_000;

/** @throws UserError where there is no redis-server, or it does not come up */
export async function startLocalRedis(options: LocalOptions, server = findRedisServer()): Promise<LocalRedis> {
  if (!server) throw new UserError("There is no redis-server on this machine. Debian and Ubuntu: apt-get install redis-server");
  const { folder, bind = ["127.0.0.1"], prefix = [], alwaysSync = true, settings = [] } = options;
  const port = options.port ?? (await freePort());
  const password = randomBytes(16).toString("hex");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "redis.conf");
  const lines = [
    `bind ${bind.join(" ")}`,
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${folder}`,
    "appendonly yes",
    `appendfsync ${alwaysSync ? "always" : "everysec"}`,
    'save ""',
    "maxmemory-policy noeviction",
    "loglevel warning",
    `logfile ${join(folder, "redis.log")}`,
    ...settings,
  ];
  await writeFile(file, `${lines.join("\n")}\n`, { mode: 0o600 });
  const [program = "", ...args] = [...prefix, server.program, file];
  let child: ChildProcess | undefined;
  let over: Promise<unknown> = Promise.resolve();
  const host = bind[0] as string;
  const end = async (signal: NodeJS.Signals) => {
    const dying = child;
    child = undefined;
    dying?.kill(signal);
    await over;
  };
  const onExit = () => void child?.kill("SIGKILL");
  const start = async () => {
    const started = spawn(program, args, { env: environment(server), stdio: "ignore" });
    child = started;
    over = new Promise((resolve) => {
      started.once("exit", resolve);
      started.once("error", resolve);
    });
    if (prefix.length === 0) await answers({ host, port, password }, started, join(folder, "redis.log"));
  };
  process.on("exit", onExit);
  await start();
  return {
    url: `redis://:${password}@${host}:${port}`,
    password,
    port,
    get pid() {
      return child?.pid;
    },
    kill: () => end("SIGKILL"),
    start,
    async stop() {
      process.off("exit", onExit);
      await end("SIGKILL");
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @throws UserError where it ends, or gives no answer in time */
async function answers(at: { host: string; port: number; password: string }, child: ChildProcess, log: string): Promise<void> {
  const client = new Redis({ ...at, lazyConnect: true, maxRetriesPerRequest: null, retryStrategy: () => 20 });
  client.on("error", () => undefined);
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => reject(new UserError(`${child.spawnfile} ${why}. See ${log}.`));
      timer = setTimeout(() => fail("gave no answer"), START_MS);
      child.once("exit", (code) => fail(`ended with ${code}`));
      child.once("error", (error) => fail(`could not be started: ${error.message}`));
      client.once("ready", resolve);
      client.connect().catch(() => undefined);
    });
  } finally {
    clearTimeout(timer);
    client.disconnect();
  }
}
