/** The store on disks that are full or cannot be written to: small file systems of their own, which need the right to mount. */
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { makeRuns } from "../../../src/bench/sweep-store";
import { parseRun } from "../../../src/config";
import type { DataSet } from "../../../src/data/dataset";
import { runId } from "../../../src/sweep/identity";
import { openStore } from "../../../src/sweep/store";
import { collectGarbage } from "../../../src/sweep/store/collect";
import { exportCsv, runsTable } from "../../../src/sweep/store/export";
import { FILES, INDEX_FILE } from "../../../src/sweep/store/paths";
import { verifyStore } from "../../../src/sweep/store/verify";
import type { TrainResult } from "../../../src/train/loop";
import { saveRun } from "../../../src/train/run-folder";

const home = mkdtempSync(join(tmpdir(), "largebatch-mount-"));
const does = (...command: string[]) => spawnSync(command[0] as string, command.slice(1)).status === 0;
const mounted = process.platform === "linux" && does("mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", home);

afterAll(async () => {
  if (mounted) does("umount", "--lazy", home);
  await rm(home, { recursive: true, force: true });
});

const run = parseRun({ network: "mlp", seed: 99 });
const id = runId(run);
const store = openStore(join(home, "runs"));

async function fill(): Promise<void> {
  await writeFile(join(home, "filler"), Buffer.alloc(1 << 20)).catch(() => undefined);
}

/** A result as a training gives it. */
const result: TrainResult = {
  run,
  evaluatedOn: "test",
  ending: "epochs",
  epochs: 1,
  steps: 1,
  train: { loss: 1, accuracy: 0 },
  test: { loss: 1, accuracy: 0 },
  history: [],
  weights: new Float32Array(5000),
  start: new Float32Array(5000),
  statistics: new Float32Array(0),
  seconds: 1,
  stepMs: 1,
  backend: "none",
};
const split = { images: new Uint8Array(1), labels: new Uint8Array(1), count: 1 };
const data: DataSet = { name: "glyphs", shape: [1, 1, 1], classes: 1, classNames: [], train: split, test: split, source: "" };

describe.skipIf(!mounted)(`a small disk${mounted ? "" : " (skipped: this process may not mount one)"}`, () => {
  beforeEach(async () => {
    does("mount", "-o", "remount,rw", home);
    await rm(join(home, "filler"), { force: true });
    await rm(store.folder, { recursive: true, force: true });
  });

  it("that is full: what is done stays done and is listed, what is not is said, and the next attempt goes through", async () => {
    const ids = await makeRuns(store.folder, 5);
    await store.noteDone(ids[0] as string);
    const rows = await store.rows();
    await rm(join(store.folder, INDEX_FILE));
    await fill();
    expect(await store.rows()).toEqual(rows);
    expect(await store.noteDone(ids[1] as string), "it is whole, but for the checksums beside it").toMatchObject({ status: "done" });
    await expect(saveRun(store.folderOf(id), result, data)).rejects.toThrow(/cannot be kept in .*ENOSPC/);
    expect(await store.statusOf(id)).not.toBe("done");
    await expect(store.noteFailure(id, run, { error: "why.", attempts: 2 })).rejects.toThrow(
      new RegExp(`That the run ${id} failed cannot be kept in .*(config|failure)\\.json: ENOSPC.*It failed with: why\\. Make room`),
    );
    await expect(exportCsv(join(home, "runs.csv"), runsTable([...rows, ...rows, ...rows, ...rows]))).rejects.toThrow(/runs\.csv: ENOSPC/);
    expect((await verifyStore(store.folder)).damage).toEqual([]);
    expect((await readdir(home)).sort(), "nothing half written stays").toEqual(["filler", "runs"]);
    await rm(join(home, "filler"));
    await saveRun(store.folderOf(id), result, data);
    expect(await store.noteDone(id)).toMatchObject({ id, status: "done" });
    await store.noteDone(ids[1] as string);
    expect(await store.rows()).toHaveLength(6);
    expect(JSON.parse(await readFile(join(store.folderOf(ids[1] as string), FILES.result), "utf8"))).toHaveProperty("checksums");
    expect((await verifyStore(store.folder)).damage).toEqual([]);
  });

  it("that is filled while runs are noted: every one that was reported done is done, checked and listed", async () => {
    const reported: string[] = [];
    const ids = await makeRuns(store.folder, 8);
    for (const each of ids) {
      await store.noteDone(each);
      reported.push(each);
      if (reported.length === 4) await fill();
    }
    expect(await store.rows({ id: reported })).toHaveLength(8);
    expect(await verifyStore(store.folder)).toMatchObject({ runs: 8, damage: [] });
  });

  it("that is read-only: runs are listed and checked; what would write says which file", async () => {
    const ids = await makeRuns(store.folder, 3);
    await writeFile(join(store.folderOf(ids[0] as string), `${FILES.weights}.0123456789ab.part`), "half");
    expect(does("mount", "-o", "remount,ro", home)).toBe(true);
    const rows = await store.rows();
    expect(rows).toHaveLength(3);
    expect(await store.rowsOf(ids)).toEqual(new Map(rows.map((row) => [row.id, row])));
    expect(await verifyStore(store.folder)).toMatchObject({ runs: 3, damage: [] });
    await expect(store.noteFailure(id, run, { error: "why.", attempts: 2 })).rejects.toThrow(
      /cannot be kept in .*EROFS.*give another folder/,
    );
    const { garbage, kept } = await collectGarbage(store.folder, { olderMs: 0 });
    expect(garbage).toEqual([]);
    expect(kept).toEqual([{ path: expect.stringMatching(/\.part$/) as string, why: expect.stringContaining("EROFS") as string }]);
  });
});
