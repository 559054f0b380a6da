import { appendFile, mkdir, readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appendIndex, type Entry, readIndex, rewriteIndex } from "../../../src/sweep/store/index-file";
import { type RunRow, rowOfConfig } from "../../../src/sweep/store/row";
import { temporaryFolder } from "../../data/helpers";

const idOf = (n: number) => n.toString(16).padStart(20, "0");
const entry = (n: number, seconds = n): Entry => ({
  seen: [n, 2, 3],
  row: { ...rowOfConfig(idOf(n), "done", { network: "F1", seed: n }, 1), seconds } as RunRow,
});
const newIndex = async () => join(await temporaryFolder(), "index.jsonl");
const ids = async (path: string) => [...(await readIndex(path)).entries.keys()].sort();

describe("the index", () => {
  it("gives back what was appended; the last line of a run counts", async () => {
    const path = await newIndex();
    await appendIndex(path, [entry(1), entry(2)]);
    await appendIndex(path, [entry(1, 77), entry(3)]);
    const { entries, dead } = await readIndex(path);
    expect([entries.get(idOf(1)), entries.get(idOf(2)), entries.get(idOf(3))]).toEqual([entry(1, 77), entry(2), entry(3)]);
    expect([entries.size, dead]).toEqual([3, 1]);
    await rewriteIndex(path, [...entries.values()] as Entry[]);
    expect(await readIndex(path)).toEqual({ entries, dead: 0 });
  });

  it("reads the runs that are asked for, and keeps the rows that are wanted", async () => {
    const path = await newIndex();
    await appendIndex(path, [entry(1), entry(2), entry(3)]);
    expect([...(await readIndex(path, { ids: new Set([idOf(2)]) })).entries.keys()]).toEqual([idOf(2)]);
    const { entries } = await readIndex(path, { keep: ({ seed }) => seed === 3 });
    expect([...entries].map(([id, kept]) => [id, kept?.row.seed])).toEqual([
      [idOf(1), undefined],
      [idOf(2), undefined],
      [idOf(3), 3],
    ]);
  });

  it("passes over the half line of a killed process, and the next line is whole", async () => {
    const path = await newIndex();
    await appendIndex(path, [entry(1), entry(2)]);
    await truncate(path, (await readFile(path)).length - 15);
    await appendIndex(path, [entry(3)]);
    expect(await ids(path)).toEqual([idOf(1), idOf(3)]);
    expect((await readIndex(path)).dead).toBe(1);
  });

  it("passes over a line whose numbers were changed, and lines that are none", async () => {
    const path = await newIndex();
    await appendIndex(path, [entry(1), entry(2)]);
    const text = await readFile(path, "utf8");
    await writeFile(path, `${text.replace('"seconds":2', '"seconds":9')}\n\0\xff{}\n${"x".repeat(3 << 20)}`);
    expect(await ids(path)).toEqual([idOf(1)]);
  });

  it("is read across the borders of its pieces", async () => {
    const path = await newIndex();
    // More than one piece of 4 MiB.
    const many = Array.from({ length: 40_000 }, (_, n) => entry(n));
    await appendIndex(path, many);
    expect((await readFile(path)).length).toBeGreaterThan(5e6);
    const { entries, dead } = await readIndex(path);
    expect([entries.size, dead]).toEqual([40_000, 0]);
    expect(entries.get(idOf(39_999))).toEqual(entry(39_999));
  });

  it("loses no line when many append at the same time", async () => {
    const path = await newIndex();
    const parts = Array.from({ length: 20 }, (_, part) => Array.from({ length: 50 }, (_, n) => entry(part * 50 + n)));
    await Promise.all(parts.map((part) => appendIndex(path, part)));
    expect((await readIndex(path)).entries.size).toBe(1000);
  });

  it("that cannot be written, or is no file, is none; and no link is followed", async () => {
    const folder = await temporaryFolder();
    await appendIndex(join(folder, "nowhere", "index.jsonl"), [entry(1)]);
    await mkdir(join(folder, "index.jsonl"));
    await appendIndex(join(folder, "index.jsonl"), [entry(1)]);
    expect(await ids(join(folder, "index.jsonl"))).toEqual([]);
    await appendFile(join(folder, "outside"), "mine\n");
    await symlink(join(folder, "outside"), join(folder, "linked"));
    await appendIndex(join(folder, "linked"), [entry(1)]);
    expect(await readFile(join(folder, "outside"), "utf8")).toBe("mine\n");
  });
});
