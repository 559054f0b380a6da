import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { collectGarbage } from "../../../src/sweep/store/collect";
import { readIndex } from "../../../src/sweep/store/index-file";
import { FILES, INDEX_FILE } from "../../../src/sweep/store/paths";
import { lockAt } from "../../../src/train/lock";
import { place } from "../../data/helpers";
import { first, madeStore } from "./made-runs";

/** A lock of a process that is dead: it bears our number, and another birth. */
async function staleLock(folder: string): Promise<void> {
  const path = join(folder, FILES.lock);
  await lockAt(path, "mlp").take();
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, "utf8")), born: "an earlier process" }));
}

const PART = ".0123456789ab.part";
const all = { olderMs: 0 };
const paths = async (folder: string, options: Parameters<typeof collectGarbage>[1] = all) =>
  (await collectGarbage(folder, options)).garbage.map(({ path }) => path.slice(folder.length + 1)).sort();

describe("gc", () => {
  it("takes what was left over, and only says so in a dry run", async () => {
    const { store, ids, folder } = await madeStore(2);
    const [a = "", b = ""] = ids;
    await place(folder, {
      [`${a}/${FILES.weights}${PART}`]: "half",
      [`${a}/measures/keskar-0123456789ab.json${PART}`]: "half",
      [`${a}/measures/landscape-0123456789ab.partial`]: "goes on from here",
      [`${a}/courses/0123456789ab/measures/phiAlong-0123456789ab.json${PART}`]: "half",
      [`${b}/${FILES.checkpoint}`]: "of a finished run",
      [`${INDEX_FILE}${PART}`]: "half",
      [`${"c".repeat(20)}${PART}/config.json`]: "of a run that was being deleted",
      [`${"d".repeat(20)}/${FILES.checkpoint}`]: "of a stopped run",
      "notes.part": "not ours",
    });
    await staleLock(join(folder, b));
    const rows = await store.rows();
    const expected = [
      `${a}/${FILES.weights}${PART}`,
      `${a}/measures/keskar-0123456789ab.json${PART}`,
      `${a}/courses/0123456789ab/measures/phiAlong-0123456789ab.json${PART}`,
      `${b}/${FILES.checkpoint}`,
      `${b}/${FILES.lock}`,
      `${INDEX_FILE}${PART}`,
      `${"c".repeat(20)}${PART}`,
    ].sort();
    expect(await paths(folder, { ...all, dryRun: true })).toEqual(expected);
    expect(await paths(folder)).toEqual(expected);
    expect(await paths(folder)).toEqual([]);
    expect(await store.rows()).toEqual(rows);
    expect((await readdir(folder)).filter((name) => name !== INDEX_FILE).sort()).toEqual([...ids, "d".repeat(20), "notes.part"].sort());
    expect(await readdir(join(folder, "d".repeat(20)))).toEqual([FILES.checkpoint]);
  });

  it("leaves what is young, unless told", async () => {
    const { ids, folder } = await madeStore(1);
    const part = join(folder, first(ids), `${FILES.weights}${PART}`);
    await writeFile(part, "being written");
    expect(await paths(folder, {})).toEqual([]);
    expect(await paths(folder, { olderMs: 0, dryRun: true })).toHaveLength(1);
    const old = Date.now() / 1000 - 3700;
    await utimes(part, old, old);
    expect(await paths(folder, {})).toHaveLength(1);
    expect(await readdir(join(folder, first(ids)))).not.toContain(`${FILES.weights}${PART}`);
  });

  it("leaves a run alone that a living process has", async () => {
    const { ids, folder } = await madeStore(1);
    const run = join(folder, first(ids));
    await place(run, { [FILES.checkpoint]: "x", [`${FILES.weights}${PART}`]: "x" });
    const lock = lockAt(join(run, FILES.lock), "mlp");
    await lock.take();
    await rm(join(run, FILES.result));
    expect(await paths(folder, { olderMs: 0, runs: ["stopped", "done", "damaged", "failed"], oldVersions: true })).toEqual([]);
    await lock.release();
    expect(await paths(folder, { olderMs: 0, runs: ["stopped"] })).toEqual([first(ids)]);
  });

  it("takes whole runs of the statuses that are named, and no other", async () => {
    const { store, ids, folder } = await madeStore(4);
    const [done, stopped, failed, damaged] = ids as [string, string, string, string];
    await rm(join(folder, stopped, FILES.result));
    await rm(join(folder, failed, FILES.result));
    await place(join(folder, failed), { [FILES.failure]: '{"error": "no memory"}' });
    await writeFile(join(folder, damaged, FILES.result), "{");
    expect(await paths(folder)).toEqual([]);
    expect(await collectGarbage(folder, { ...all, runs: ["failed"], dryRun: true })).toMatchObject({
      garbage: [{ path: join(folder, failed), why: "failed: no memory", bytes: expect.any(Number) as number }],
    });
    expect(await paths(folder, { ...all, runs: ["failed", "damaged"] })).toEqual([failed, damaged].sort());
    expect((await store.rows()).map(({ id }) => id).sort()).toEqual([done, stopped].sort());
    expect(await paths(folder, { ...all, runs: ["done"] })).toEqual([done]);
    expect((await readdir(folder)).sort()).toEqual([stopped, INDEX_FILE].sort());
  });

  it("says what could not be deleted", async () => {
    const { folder, ids } = await madeStore(1);
    const run = join(folder, first(ids));
    // A lock that is a folder can be neither read nor taken over.
    await mkdir(join(run, FILES.lock));
    const { garbage, kept } = await collectGarbage(folder, all);
    expect(garbage).toEqual([]);
    expect(kept).toEqual([{ path: join(run, FILES.lock), why: expect.stringContaining("EISDIR") as string }]);
  });

  it("makes the index small again", async () => {
    const { store, ids, folder } = await madeStore(2);
    for (let i = 0; i < 5; i++) for (const id of ids) await store.noteDone(id);
    expect((await readIndex(join(folder, INDEX_FILE))).dead).toBe(8);
    await collectGarbage(folder);
    const { entries, dead } = await readIndex(join(folder, INDEX_FILE));
    expect([entries.size, dead]).toEqual([2, 0]);
  });
});
