/** Stage: the addon that joins Node to TensorFlow's library, compiled from the sources that come with tfjs-node-gpu. */
import { mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { runLogged } from "./command.mjs";
import { findCompiler } from "./machine.mjs";
import { damage, hashTexts, readStamp, removeStamp, writeStamp } from "./stamp.mjs";
import { libraryFolders, variantFolder, wheelsHash } from "./tensorflow.mjs";

const STAGE = "addon";
const FLAGS = [
  "-O2",
  "-std=c++17",
  "-shared",
  "-fPIC",
  "-DNAPI_VERSION=8",
  "-DNODE_GYP_MODULE_NAME=tfjs_binding",
  "-DBUILDING_NODE_EXTENSION",
];
const OUTPUT = "node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node";

const packageFolder = (ctx) => join(ctx.root, "node_modules", "@tensorflow", "tfjs-node-gpu");

function madeFrom(ctx) {
  const binding = join(packageFolder(ctx), "binding");
  const headers = join(ctx.root, "node_modules", "node-api-headers", "package.json");
  const sources = [
    headers,
    ...readdirSync(binding)
      .sort()
      .map((name) => join(binding, name)),
  ];
  return {
    "variant of TensorFlow": ctx.native.variant,
    "wheel of TensorFlow": wheelsHash(ctx),
    "kind of processor": ctx.arch,
    "source of the addon": hashTexts(sources.map((file) => readFileSync(file, "utf8"))),
    "way to compile it": hashTexts(FLAGS),
  };
}

/** The part of Node's version that can break a compiled addon. */
const nodeMajor = (ctx) => ctx.node.split(".")[0];

const mustCompile = (ctx) => {
  try {
    return damage(ctx, STAGE, madeFrom(ctx));
  } catch {
    return "its source is not installed";
  }
};

function pending(ctx) {
  const reason = mustCompile(ctx);
  if (reason) return reason;
  return readStamp(ctx, STAGE).works?.[nodeMajor(ctx)] ? null : `not tried with Node ${nodeMajor(ctx)} yet`;
}

async function run(ctx, tell) {
  if (mustCompile(ctx)) await compile(ctx, tell);
  tell("multiplying two matrices");
  const check = join(ctx.root, "scripts", "setup", "check-addon.mjs");
  await runLogged(ctx, [ctx.nodePath, check], { stage: STAGE, what: "Loading the addon", env: { TF_CPP_MIN_LOG_LEVEL: "2" } });
  const works = { ...readStamp(ctx, STAGE).works, [nodeMajor(ctx)]: true };
  writeStamp(ctx, STAGE, madeFrom(ctx), [OUTPUT], { works });
  return "loads and multiplies";
}

/** One call of the compiler: no make, no node-gyp, and Node's headers come as a package. */
async function compile(ctx, tell) {
  tell("compiling with g++");
  removeStamp(ctx, STAGE);
  mkdirSync(dirname(ctx.paths.addon), { recursive: true });
  const binding = join(packageFolder(ctx), "binding");
  const sources = readdirSync(binding)
    .filter((name) => name.endsWith(".cc"))
    .map((name) => join(binding, name));
  const library = join(variantFolder(ctx), "tensorflow");
  const includes = [join(ctx.root, "node_modules", "node-api-headers", "include"), join(library, "include"), binding].flatMap((folder) => [
    "-I",
    folder,
  ]);
  const libraries = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"].map((name) => join(library, name));
  const part = `${ctx.paths.addon}.part`;
  rmSync(part, { force: true });
  const command = [findCompiler(ctx).command, ...FLAGS, ...includes, ...sources, "-o", part, ...libraries, ...searchPath(ctx)];
  await runLogged(ctx, command, { stage: STAGE, what: "Compiling the addon" });
  renameSync(part, ctx.paths.addon);
  writeStamp(ctx, STAGE, madeFrom(ctx), [OUTPUT]);
}

// Relative to the addon, so that the checkout can be moved; the old kind of tag (RPATH) is inherited by the libraries
// that TensorFlow opens while it runs, as CUDA's are.
function searchPath(ctx) {
  const from = realpathSync(dirname(ctx.paths.addon));
  const folders = libraryFolders(ctx).map((folder) => `$ORIGIN/${relative(from, realpathSync(folder))}`);
  return ["-Wl,--disable-new-dtags", `-Wl,-rpath,${folders.join(":")}`];
}

export const addon = {
  name: STAGE,
  title: "TensorFlow addon",
  needs: { compiler: true, gigabytes: 0.1 },
  needsNow: (ctx) => (mustCompile(ctx) ? addon.needs : {}),
  pending,
  run,
};
