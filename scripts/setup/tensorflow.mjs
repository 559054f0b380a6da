/** Stage: TensorFlow's library, taken out of the wheels that Python users get. Nothing of TensorFlow runs in Python here. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { runLogged } from "./command.mjs";
import { Problem } from "./problem.mjs";
import { damage, hashFile, hashTexts, removeStamp, writeStamp } from "./stamp.mjs";
import { TENSORFLOW_VERSION, wheelsOf } from "./wheels.mjs";

const STAGE = "tensorflow";

/** What is kept of a wheel: the two libraries, the headers that the addon includes, and CUDA's libraries and assembler. */
const PATTERNS = [
  "tensorflow/libtensorflow_cc.so.2",
  "tensorflow/libtensorflow_framework.so.2",
  ...["tensorflow/c", "tensorflow/core/platform", "tsl/platform", "xla/tsl/c"].map((folder) => `tensorflow/include/${folder}/*.h`),
  "nvidia/*/lib/*.so*",
  "nvidia/cuda_nvcc/bin/*",
  "nvidia/cuda_nvcc/nvvm/*",
];

/** The folder of this machine's variant; `tensorflow/` and `nvidia/` lie in it side by side, as the libraries expect. */
export const variantFolder = (ctx) => join(ctx.paths.tensorflow, `${ctx.native.variant}-${TENSORFLOW_VERSION}`);

/** A hash of the wheels that this machine's TensorFlow comes from. */
export const wheelsHash = (ctx) => hashTexts(wheelsOf(ctx.native.variant, ctx.arch).map((wheel) => wheel.sha256));

const madeFrom = (ctx) => ({ "variant of TensorFlow": ctx.native.variant, "wheel of TensorFlow": wheelsHash(ctx) });

async function run(ctx, tell) {
  const folder = variantFolder(ctx);
  const wheels = wheelsOf(ctx.native.variant, ctx.arch);
  removeStamp(ctx, STAGE);
  if (!wheels.every((wheel) => isUnpacked(folder, wheel))) await unpackAll(ctx, folder, wheels, tell);
  writeStamp(ctx, STAGE, madeFrom(ctx), libraries(ctx));
  return `${TENSORFLOW_VERSION} (${ctx.native.variant}: ${ctx.native.why})`;
}

// Done beside the place and moved there when complete; what an earlier set-up left is used as far as it is whole.
async function unpackAll(ctx, folder, wheels, tell) {
  const part = `${folder}.part`;
  if (!existsSync(part) && existsSync(folder)) renameSync(folder, part);
  mkdirSync(part, { recursive: true });
  for (const [index, wheel] of wheels.entries()) {
    if (isUnpacked(part, wheel)) continue;
    const prefix = wheels.length > 1 ? `${index + 1} of ${wheels.length}: ` : "";
    const file = await download(ctx, wheel, (text, detail) => tell(prefix + text, detail));
    tell(`${prefix}unpacking ${wheel.name}`);
    const unpack = [ctx.paths.python, join(ctx.root, "scripts", "setup", "extract.py"), file, part, noteOf(wheel), ...PATTERNS];
    await runLogged(ctx, unpack, { stage: STAGE, what: `Unpacking ${wheel.name}` });
    rmSync(file);
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(part, folder);
}

const noteOf = (wheel) => `${wheel.name}-${wheel.version}.json`;

/** Whether `folder` holds what was unpacked of a wheel, every file with the content it had. */
function isUnpacked(folder, wheel) {
  try {
    const note = JSON.parse(readFileSync(join(folder, noteOf(wheel)), "utf8"));
    const whole = ([name, sha256]) => hashFile(join(folder, name)) === sha256;
    return note.wheel === wheel.sha256 && Object.entries(note.files).every(whole);
  } catch {
    return false;
  }
}

/** The libraries of this machine's TensorFlow, relative to the checkout. */
function libraries(ctx) {
  const folder = variantFolder(ctx);
  const notes = wheelsOf(ctx.native.variant, ctx.arch).map((wheel) => JSON.parse(readFileSync(join(folder, noteOf(wheel)), "utf8")));
  const names = notes.flatMap((note) => Object.keys(note.files)).filter((name) => name.includes(".so"));
  return names.map((name) => relative(ctx.root, join(folder, name)));
}

/** Folders of libraries under this machine's TensorFlow: its own first, then CUDA's. */
export const libraryFolders = (ctx) => [...new Set(libraries(ctx).map((file) => dirname(join(ctx.root, file))))];

/** Downloads a wheel with pip, which compares its SHA-256 with ours, and returns its path. */
async function download(ctx, wheel, tell) {
  const folder = join(ctx.paths.temporary, "wheel");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  tell(`downloading ${wheel.name} ${wheel.version}, ${wheel.megabytes} MB`, () => {
    const arrived = Math.round(largestFile(ctx.paths.temporary) / 1e6);
    return arrived > 0 ? ` ${arrived} MB` : "";
  });
  const list = join(folder, "wheel.txt");
  writeFileSync(list, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
  // any Python's wheel will do, for only the library is used; naming one makes the choice the same everywhere
  const choice = ["--no-deps", "--only-binary=:all:", "--python-version", "3.12", "--platform", wheel.platform];
  await runLogged(
    ctx,
    [
      ctx.paths.python,
      "-m",
      "pip",
      "download",
      "--no-input",
      "--progress-bar=off",
      ...choice,
      "--require-hashes",
      "-r",
      list,
      "-d",
      folder,
    ],
    { stage: STAGE, what: `Downloading ${wheel.name} ${wheel.version}`, env: { PIP_DISABLE_PIP_VERSION_CHECK: "1" } },
  );
  const file = readdirSync(folder).find((name) => name.endsWith(".whl"));
  if (!file) throw new Problem(`pip reported success but left no wheel of ${wheel.name}; see .setup/log/${STAGE}.log`);
  return join(folder, file);
}

// The file that pip is writing at this moment: it is the largest of its temporary ones.
function largestFile(folder) {
  let largest = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      largest = Math.max(largest, entry.isDirectory() ? largestFile(path) : statSync(path).size);
    }
  } catch {} // it may vanish while we look
  return largest;
}

/** Room for the wheels, what is kept of them, and pip's cache. */
const GIGABYTES = { cpu: 1.7, gpu: 10 };

/** The stage for this machine; only to be asked for where there is a variant. */
export const tensorflow = (ctx) => ({
  name: STAGE,
  title: "TensorFlow",
  needs: { pip: true, gigabytes: GIGABYTES[ctx.native.variant] },
  pending: () => damage(ctx, STAGE, madeFrom(ctx)),
  run,
});
