/** Stage, for the tests alone: a redis-server. The one on the path where there is one, else Debian's packages, unpacked without root. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { delimiter, join, relative } from "node:path";
import { ask, runLogged } from "./command.mjs";
import { Problem } from "./problem.mjs";
import { damage, readStamp, removeStamp, writeStamp } from "./stamp.mjs";

const STAGE = "redis";
/** The oldest that the queue works with. */
const OLDEST = [6, 2];
/** Minutes after which a machine that had none is looked at again. */
const AGAIN_MINUTES = 10;

const PACKAGES = ["redis-server", "redis-tools"];

/** Whether the tests of the queue are tried here; elsewhere they say why they are not. */
export const hasRedis = (ctx) => ctx.platform === "linux";

const folderOf = (ctx) => join(ctx.paths.state, "redis");

const madeFrom = (ctx) => ({ "choice of redis-server": ctx.env.LARGEBATCH_REDIS_SERVER ?? "" });

/** The version that a program tells, if it is new enough. */
function versionOf(program, libraries = []) {
  const env = libraries.length > 0 ? { ...process.env, LD_LIBRARY_PATH: libraries.join(delimiter) } : process.env;
  const [, major, minor] = /v=(\d+)\.(\d+)/.exec(ask([program, "--version"], { env }) ?? "") ?? [];
  if (major === undefined) return null;
  return Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1]) ? `${major}.${minor}` : null;
}

const onPath = (ctx) =>
  [ctx.env.LARGEBATCH_REDIS_SERVER, ...(ctx.env.PATH ?? "").split(delimiter).map((folder) => folder && join(folder, "redis-server"))].find(
    (program) => program && existsSync(program) && versionOf(program),
  );

function pending(ctx) {
  const why = damage(ctx, STAGE, madeFrom(ctx));
  if (why) return why;
  const { unavailable, when, server } = readStamp(ctx, STAGE);
  if (unavailable) return Date.now() - when < AGAIN_MINUTES * 60_000 || onPath(ctx) ? null : "there was none";
  return server || onPath(ctx) ? null : "it is not there any more";
}

async function run(ctx, tell) {
  removeStamp(ctx, STAGE);
  const there = onPath(ctx);
  if (there) {
    writeStamp(ctx, STAGE, madeFrom(ctx), []);
    return `${versionOf(there)}, ${there}`;
  }
  try {
    if (!ask(["apt-get", "--version"])) throw new Problem("this system has no apt-get");
    const server = await unpacked(ctx, tell);
    writeStamp(ctx, STAGE, madeFrom(ctx), [server.program], { server });
    return `${versionOf(join(ctx.root, server.program), absolute(ctx, server))} in .setup/redis`;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const installed = await install(ctx, tell);
    if (installed) {
      writeStamp(ctx, STAGE, madeFrom(ctx), []);
      return `${versionOf(installed)}, ${installed}`;
    }
    const unavailable = `${error.message.split("\n")[0]} Install it (Debian, Ubuntu: apt-get install redis-server), or name one in LARGEBATCH_REDIS_SERVER.`;
    writeStamp(ctx, STAGE, madeFrom(ctx), [], { unavailable, when: Date.now() });
    return `none, the tests of the queue are left out: ${unavailable}`;
  }
}

const absolute = (ctx, { libraries }) => libraries.map((folder) => join(ctx.root, folder));

/** Fetches Debian's packages with apt-get, which checks their signatures, and unpacks them beside each other. @throws Problem */
async function unpacked(ctx, tell) {
  const folder = folderOf(ctx);
  const part = `${folder}.part`;
  const archives = join(part, "archives");
  const root = join(part, "root");
  rmSync(part, { recursive: true, force: true });
  mkdirSync(archives, { recursive: true });
  mkdirSync(root, { recursive: true });
  const options = await listsFor(ctx, part, tell);
  const names = [...PACKAGES, ...librariesOf(options)];
  tell(`fetching ${names.length} packages`);
  await runLogged(ctx, ["apt-get", ...options, "download", ...names], { stage: STAGE, what: "Fetching redis-server", cwd: archives });
  for (const name of readdirSync(archives).filter((each) => each.endsWith(".deb"))) {
    await runLogged(ctx, ["dpkg-deb", "-x", join(archives, name), root], { stage: STAGE, what: `Unpacking ${name}` });
  }
  rmSync(archives, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(part, folder);
  const within = (path) => relative(ctx.root, join(folder, "root", path));
  const libraries = ["usr/lib", "lib"].flatMap((place) => tripletsIn(join(folder, "root", place)).map((name) => within(join(place, name))));
  const server = { program: within("usr/bin/redis-server"), libraries };
  if (!versionOf(join(ctx.root, server.program), absolute(ctx, server)))
    throw new Problem("Debian's redis-server was unpacked, but does not run here.");
  return server;
}

/** Folders like x86_64-linux-gnu. */
const tripletsIn = (folder) => (existsSync(folder) ? readdirSync(folder).filter((name) => /-linux-gnu/.test(name)) : []);

/** Libraries that the packages need, but for the C library, which every program here has. */
function librariesOf(options) {
  const text = ask(["apt-cache", ...options, "depends", "redis-tools"]) ?? "";
  const names = [...text.matchAll(/^ {2}Depends: (lib[a-z0-9.+-]+)$/gm)].map(([, name]) => name);
  return [...new Set(names)].filter((name) => !/^libc6/.test(name));
}

/** Options of apt that know the packages: the system's lists, else ones of our own, which need no root. */
async function listsFor(ctx, part, tell) {
  if (/Candidate: \d/.test(ask(["apt-cache", "policy", "redis-server"]) ?? "")) return [];
  tell("fetching the list of packages");
  const state = join(part, "apt");
  mkdirSync(join(state, "lists", "partial"), { recursive: true });
  mkdirSync(join(state, "cache", "archives", "partial"), { recursive: true });
  const options = [
    "-o",
    `Dir::State::lists=${join(state, "lists")}`,
    "-o",
    `Dir::Cache=${join(state, "cache")}`,
    "-o",
    "Debug::NoLocking=1",
  ];
  await runLogged(ctx, ["apt-get", ...options, "update"], { stage: STAGE, what: "Fetching the list of packages" });
  return options;
}

/** The last resort, where this is root: the package itself, without starting its service. */
async function install(ctx, tell) {
  if (process.getuid?.() !== 0) return null;
  tell("installing redis-server");
  const env = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  try {
    const command = ["apt-get", "install", "-y", "--no-install-recommends", "redis-server"];
    await runLogged(ctx, command, { stage: STAGE, what: "Installing redis-server", env });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
  return onPath(ctx) ?? null;
}

export const redis = { name: STAGE, title: "Redis for tests", needs: { gigabytes: 0.05 }, pending, run };
