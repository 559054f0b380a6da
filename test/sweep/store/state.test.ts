import { spawn } from "node:child_process";
import { mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { canonicalJson, parseRun } from "../../../src/config";
import { runId } from "../../../src/sweep/identity";
import { openStore } from "../../../src/sweep/store";
import { FILES } from "../../../src/sweep/store/paths";
import { stateOf } from "../../../src/sweep/store/state";
import { lockAt } from "../../../src/train/lock";
import { encodeSealed } from "../../../src/train/safetensors";
import { temporaryFolder } from "../../data/helpers";
import { damage, first, madeStore } from "./made-runs";

const run = parseRun({ network: "mlp", seed: 7 });
const id = runId(run);

/** The folder of a run in which nothing is yet. */
async function begun(files: Record<string, string | Uint8Array> = {}) {
  const store = openStore(await temporaryFolder());
  const folder = store.folderOf(id);
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return { store, folder };
}

const config = `${canonicalJson(run)}\n`;

describe("the status of a run", () => {
  it("is none where nothing was begun", async () => {
    const { store, folder } = await begun({ [FILES.environment]: "{}" });
    expect(await store.statusOf(id)).toBeUndefined();
    expect(await store.rows()).toEqual([]);
    await rm(folder, { recursive: true });
    expect(await store.statusOf(id)).toBeUndefined();
  });

  it("is stopped where it was begun and nobody has it, failed where failure.json says so", async () => {
    const { store, folder } = await begun({ [FILES.config]: config });
    expect(await store.statusOf(id)).toBe("stopped");
    await store.noteFailure(id, run, { error: "the loss is no number", attempts: 3 });
    expect(await store.rows()).toMatchObject([
      { id, status: "failed", error: "the loss is no number", attempts: 3, network: "mlp", seed: 7 },
    ]);
    await rm(join(folder, FILES.failure));
    expect(await store.statusOf(id)).toBe("stopped");
  });

  it("is running while the lock of its checkpoint is held, whatever an earlier attempt left", async () => {
    const { store, folder } = await begun({ [FILES.failure]: "{}" });
    const lock = lockAt(join(folder, FILES.lock), "mlp");
    await lock.take();
    expect(await store.statusOf(id)).toBe("running");
    await writeFile(join(folder, FILES.result), "{");
    expect(await store.statusOf(id)).toBe("running");
    await lock.release();
    expect(await store.statusOf(id)).toBe("damaged");
    await rm(join(folder, FILES.result));
    expect(await store.statusOf(id)).toBe("failed");
  });

  it("is stopped when the process that had it was killed", async () => {
    const { store, folder } = await begun({ [FILES.config]: config });
    const lock = join(folder, FILES.lock);
    await lockAt(lock, "mlp").take();
    const child = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => child.once("exit", resolve));
    await writeFile(lock, JSON.stringify({ ...JSON.parse(await readFile(lock, "utf8")), pid: child.pid }));
    expect(await store.statusOf(id)).toBe("stopped");
  });

  it("is done for a whole result, also while another process measures it", async () => {
    const { store, ids } = await madeStore(1);
    const lock = lockAt(join(store.folderOf(first(ids)), FILES.lock), "measures");
    await lock.take();
    expect(await store.statusOf(first(ids))).toBe("done");
    await lock.release();
  });
});

describe("a damaged run", () => {
  it("says which file, and what is wrong", async () => {
    const { store, ids } = await madeStore(5);
    const at = (i: number, name: string) => join(store.folderOf(ids[i] as string), name);
    await damage(at(0, FILES.result));
    await damage(at(1, FILES.weights), (text) => text.slice(0, 20));
    await rm(at(2, FILES.weights));
    await damage(at(3, FILES.result), (text) => text.replace(/"seed": \d+/, '"seed": 99'));
    await damage(at(4, FILES.result), () => '{"ending": "epochs"}');
    const rows = await store.rowsOf(ids);
    const errors = ids.map((id) => [rows.get(id)?.status, rows.get(id)?.error]);
    expect(errors).toEqual([
      ["damaged", "result.json is no JSON"],
      ["damaged", "weights.safetensors is cut short: 20 bytes, at least 32 are needed for 4 weights"],
      ["damaged", "weights.safetensors is not there"],
      ["damaged", expect.stringMatching(/^result\.json is of another run than [0-9a-f]{20}/)],
      ["damaged", expect.stringMatching(/^result\.json is of another run than/)],
    ]);
    expect(rows.get(first(ids)), "settings are still known").toMatchObject({ network: "mlp", batch: 32 });
    for (const id of ids) await expect(store.load(id)).rejects.toThrow(/cannot be loaded from .*: it is damaged: .*Give its sweep/);
  });

  it("says how its data differ from the official files, as its checkpoint has it", async () => {
    const checkpoint = (variant: string) => encodeSealed({ tensors: {}, metadata: { run: canonicalJson(run), variant } });
    const { store, folder } = await begun({ [FILES.config]: config, [FILES.checkpoint]: checkpoint("re-encoded images") });
    expect((await store.rows())[0]?.variant).toBe("re-encoded images");

    await writeFile(join(folder, FILES.checkpoint), checkpoint(""));
    expect((await openStore(store.folder).rows())[0]).not.toHaveProperty("variant");
  });

  it("has the settings that any of its files still knows", async () => {
    const metadata = { format: "largebatch checkpoint", run: canonicalJson(run) };
    const { store, folder } = await begun({ [FILES.config]: "{}", [FILES.checkpoint]: encodeSealed({ tensors: {}, metadata }) });
    expect(await store.rows()).toMatchObject([{ id, status: "stopped", network: "mlp", seed: 7 }]);
    await writeFile(join(folder, FILES.checkpoint), encodeSealed({ tensors: {}, metadata: { run: canonicalJson({ ...run, seed: 8 }) } }));
    expect((await store.rows())[0], "those of another run are not believed").not.toHaveProperty("seed");
  });
});

describe("a folder that is none", () => {
  it("behind a link is refused, and not listed", async () => {
    const { store, ids, folder } = await madeStore(1);
    const real = store.folderOf(first(ids));
    await rename(real, join(folder, "elsewhere"));
    await symlink(join(folder, "elsewhere"), real);
    expect(() => store.folderOf(first(ids))).toThrow(/is a link: runs are not kept behind links/);
    expect(await store.rows()).toEqual([]);
    expect(await stateOf(real, first(ids))).toBeUndefined();
  });

  it("is refused as an id", async () => {
    const { store } = await begun();
    for (const bad of ["", "..", "../../etc/passwd", "/etc", `${id}/..`, `${id}\n`, id.toUpperCase(), `${id}0`, "a\0b"]) {
      expect(() => store.folderOf(bad), bad).toThrow(/is no run's id/);
      await expect(store.rowsOf([bad])).rejects.toThrow(/is no run's id/);
    }
    for (const bad of [[id], null, 5, { toString: () => id }])
      expect(() => store.folderOf(bad as unknown as string)).toThrow(/is no run's id/);
  });

  it("in place of the store is said", async () => {
    const file = join(await temporaryFolder(), "file");
    await writeFile(file, "");
    await expect(openStore(file).rows()).rejects.toThrow(/cannot be read from .*ENOTDIR.*Correct LARGEBATCH_RUNS/);
    expect(await openStore(join(file, "..", "nothing")).rows()).toEqual([]);
  });
});
