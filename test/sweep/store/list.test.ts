import { mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "../../../src/sweep/store";
import { readIndex } from "../../../src/sweep/store/index-file";
import { rowsById } from "../../../src/sweep/store/list";
import { FILES, INDEX_FILE } from "../../../src/sweep/store/paths";
import { resolveId } from "../../../src/sweep/store/resolve";
import { temporaryFolder } from "../../data/helpers";
import { damage, first, madeStore } from "./made-runs";

describe("the rows of a store", () => {
  it("are the same with the index, without it, and with a damaged one", async () => {
    const { store, folder } = await madeStore(45);
    const index = join(folder, INDEX_FILE);
    const rows = await store.rows();
    expect(rows).toHaveLength(45);
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(["done"]));
    expect((await readIndex(index)).entries.size).toBe(45);
    expect(await store.rows()).toEqual(rows);
    await damage(index);
    expect(await store.rows()).toEqual(rows);
    expect((await readIndex(index)).entries.size).toBe(45);
    await writeFile(index, "\xff\0 no index");
    expect(await store.rows()).toEqual(rows);
    await rm(index);
    expect(await openStore(folder).rows()).toEqual(rows);
  });

  it("come from the index as long as a result is as it was", async () => {
    const { store, ids, folder } = await madeStore(2);
    const before = await store.rows();
    const path = join(folder, first(ids), FILES.result);
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace(/"seconds": [\d.]+/, '"seconds": 4711'));
    const after = (await store.rows()).find(({ id }) => id === first(ids));
    expect(after?.seconds).toBe(4711);
    await damage(path);
    expect((await store.rows()).find(({ id }) => id === first(ids))?.status).toBe("damaged");
    await writeFile(path, text);
    expect(await store.rows()).toEqual(before);
  });

  it("say of runs asked for by id when their weights are gone or cut short, whatever the index says", async () => {
    const { store, ids, folder } = await madeStore(3);
    await store.rows();
    await rm(join(folder, first(ids), FILES.weights));
    await truncate(join(folder, ids[1] as string, FILES.weights), 10);
    const rows = await store.rowsOf(ids);
    expect(ids.map((id) => rows.get(id)?.status)).toEqual(["damaged", "damaged", "done"]);
  });

  it("cannot be asked for where the store is no folder", async () => {
    await expect(openStore("/dev/null/runs").rowsOf(["0".repeat(20)])).rejects.toThrow(/Runs cannot be kept in \/dev\/null\/runs/);
  });

  it("show new, changed and removed runs to a store that was opened before", async () => {
    const { store, ids, folder } = await madeStore(3);
    await store.rows();
    await rm(join(folder, first(ids)), { recursive: true });
    await rm(join(folder, ids[1] as string, FILES.result));
    const rows = await store.rows();
    expect(rows.map(({ id, status }) => [id, status]).sort()).toEqual([[ids[1], "stopped"], [ids[2], "done"]].sort()); // biome-ignore format: one line
  });

  it("are seen anew when a measure is added", async () => {
    const { store, ids, folder } = await madeStore(1);
    await store.rows();
    await mkdir(join(folder, first(ids), "measures"));
    await utimes(join(folder, first(ids), "measures"), 1, 1);
    await store.rows();
    expect((await readIndex(join(folder, INDEX_FILE))).entries.get(first(ids))?.seen[2]).toBe(1000);
  });

  it("are filtered, the settings of runs that are not wanted unread", async () => {
    const { store, folder } = await madeStore(40);
    await store.rows();
    const rows = await store.rows({ network: ["F1", "C1"], batch: 64 });
    expect(rows.map(({ network, batch }) => `${network} ${batch}`).sort()).toEqual(["C1 64", "C1 64", "F1 64", "F1 64"]);
    expect(await store.rows({ network: "F1", status: "failed" })).toEqual([]);
    expect(await store.rows({ seed: 1, status: ["done", "failed"] })).toHaveLength(20);
    expect(await openStore(folder).rows({ network: "nothing" })).toEqual([]);
  });

  it("pass over all that is no run", async () => {
    const { store, folder } = await madeStore(1);
    await mkdir(join(folder, "my notes"));
    await mkdir(join(folder, "a".repeat(20)));
    await writeFile(join(folder, "b".repeat(20)), "a file");
    await writeFile(join(folder, ".hidden"), "");
    expect(await store.rows()).toHaveLength(1);
  });
});

describe("rows of known runs", () => {
  it("are found with the index and without", async () => {
    const { store, ids, folder } = await madeStore(20);
    const rows = await store.rows();
    const wanted = [...ids.slice(3, 7), "f".repeat(20)];
    const expected = new Map(rows.filter(({ id }) => wanted.includes(id)).map((row) => [row.id, row]));
    expect(expected.size).toBe(4);
    for (const indexBytes of [0, Number.POSITIVE_INFINITY]) expect(await rowsById(folder, wanted, indexBytes)).toEqual(expected);
    expect(await store.rowsOf(wanted)).toEqual(expected);
    expect(await store.rowsOf([])).toEqual(new Map());
  });

  it("are not believed from the index where the run has changed", async () => {
    const { store, ids, folder } = await madeStore(2);
    await store.rows();
    await rm(join(folder, first(ids), FILES.result));
    expect((await rowsById(folder, ids, 0)).get(first(ids))?.status).toBe("stopped");
  });
});

describe("a run by the beginning of its id", () => {
  it("is found, or it is said which ones there are", async () => {
    const { ids, folder } = await madeStore(30);
    const id = first(ids);
    expect(await resolveId(folder, id)).toBe(id);
    const alone = Array.from({ length: 20 }, (_, i) => id.slice(0, i + 1)).find(
      (start) => ids.filter((each) => each.startsWith(start)).length === 1,
    );
    expect(await resolveId(folder, alone as string)).toBe(id);
    const digits = [..."0123456789abcdef"];
    const several = digits.find((digit) => ids.filter((each) => each.startsWith(digit)).length > 1) as string;
    const names = ids.filter((each) => each.startsWith(several)).sort();
    await expect(resolveId(folder, several)).rejects.toThrow(
      `${names.length} runs begin with ${several}: ${names.slice(0, 10).join(", ")}`,
    );
    await expect(resolveId(folder, "f".repeat(19))).rejects.toThrow(/There is no run f+… in .*npx largebatch runs/);
    for (const bad of ["", "../x", "F1", "0".repeat(21)])
      await expect(resolveId(folder, bad)).rejects.toThrow(/is no run's id or its beginning/);
  });

  it("makes no folder for a store that is not there", async () => {
    const home = await temporaryFolder();
    expect(await openStore(join(home, "runs")).rows()).toEqual([]);
    await expect(resolveId(join(home, "runs"), "a")).rejects.toThrow(/There is no run a/);
    expect(await readdir(home)).toEqual([]);
  });
});
