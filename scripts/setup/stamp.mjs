/** A stamp tells what a stage was made from and what it left; comparing it with the disk tells whether to do the stage again. */
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const stampFile = (ctx, stage) => join(ctx.paths.state, `${stage}.json`);

/** SHA-256 of a file of any size, in hexadecimal. */
export function hashFile(file) {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(1 << 20);
  const handle = openSync(file, "r");
  try {
    for (let bytes = readSync(handle, buffer); bytes > 0; bytes = readSync(handle, buffer)) hash.update(buffer.subarray(0, bytes));
  } finally {
    closeSync(handle);
  }
  return hash.digest("hex");
}

/** SHA-256 over texts, each kept apart from the next. */
export const hashTexts = (texts) => createHash("sha256").update(JSON.stringify(texts)).digest("hex");

/** Writes `text` to `file` so that a reader, or an interruption, never meets half of it. */
export function writeWhole(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

/** The stamp of a stage, or null when there is none that can be read. */
export function readStamp(ctx, stage) {
  try {
    return JSON.parse(readFileSync(stampFile(ctx, stage), "utf8"));
  } catch {
    return null;
  }
}

/** Takes the stamp away: until the next one is written, the stage counts as not finished. */
export const removeStamp = (ctx, stage) => rmSync(stampFile(ctx, stage), { force: true });

/**
 * Stamps a stage.
 * @param {object} madeFrom named versions and hashes that the result depends on
 * @param {string[]} outputs files that must be there, relative to the checkout
 * @param {object} [more] whatever else the stage wants to remember
 */
export function writeStamp(ctx, stage, madeFrom, outputs, more = {}) {
  const described = outputs.map((output) => {
    const file = join(ctx.root, output);
    return [output, { ...sizeAndTime(file), sha256: hashFile(file) }];
  });
  writeWhole(stampFile(ctx, stage), `${JSON.stringify({ madeFrom, outputs: Object.fromEntries(described), ...more }, null, 2)}\n`);
}

/**
 * Why a stage must be done again, in a few words, or null when it need not.
 * Costs a look at each file's size and time. A file with another time (a copied checkout) is judged by its content.
 */
export function damage(ctx, stage, madeFrom) {
  const stamp = readStamp(ctx, stage);
  if (!stamp?.madeFrom || !stamp.outputs) return "not done yet";
  for (const [name, value] of Object.entries(madeFrom)) if (stamp.madeFrom[name] !== value) return `another ${name}`;
  let touched = false;
  for (const [output, expected] of Object.entries(stamp.outputs)) {
    const file = join(ctx.root, output);
    const found = sizeAndTime(file);
    if (!found) return `${output} is missing`;
    if (found.bytes !== expected.bytes) return `${output} is damaged`;
    if (found.modified === expected.modified) continue;
    if (hashFile(file) !== expected.sha256) return `${output} is damaged`;
    stamp.outputs[output] = { ...expected, ...found };
    touched = true;
  }
  if (touched) rewrite(ctx, stage, stamp);
  return null;
}

// Whole seconds: archives and image layers keep no more of a file's time.
function sizeAndTime(file) {
  try {
    const { size, mtimeMs } = statSync(file);
    return { bytes: size, modified: Math.floor(mtimeMs / 1000) };
  } catch {
    return null;
  }
}

// Only saves hashing the file again next time: a checkout that cannot be written does without.
function rewrite(ctx, stage, stamp) {
  try {
    writeWhole(stampFile(ctx, stage), `${JSON.stringify(stamp, null, 2)}\n`);
  } catch {}
}
