import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/data/files";
import { loadData } from "../../src/data/load";
import { loadMade } from "../../src/data/made";
import { place, temporaryFolder } from "./helpers";

/** Frozen: a change of these sums changes every result that was obtained with the data. */
const SUMS = {
  glyphs: "636e5b9b7983ca4823522dcca704e3e8ad483a9a5d60134a5d208ea087b778cd",
  "glyphs-100": "c5c6848031dd6bd160925896313f7ad53c34bceb8d1c76dc72eecfa84e29ea2a",
};

describe.each(["glyphs", "glyphs-100"] as const)("%s", (name) => {
  it("is drawn bit for bit as frozen, once, and kept", async () => {
    const cache = await temporaryFolder();
    let drawn = 0;
    const load = () => loadMade(name, cache, () => drawn++);
    const set = await load();
    const { train, test } = set;
    expect(sha256(Buffer.concat([train.images, train.labels, test.images, test.labels]))).toBe(SUMS[name]);
    const again = await load();
    expect(drawn).toBe(1);
    expect(sha256(again.test.images)).toBe(sha256(test.images));
    expect(again.train.labels).toEqual(train.labels);

    const size = set.shape[0] * set.shape[1] * set.shape[2];
    for (const split of [train, test]) expect([split.images.length, split.labels.length]).toEqual([split.count * size, split.count]);
    expect(Math.max(...train.labels)).toBe(set.classes - 1);
    expect(set.classNames.length).toBe(set.classes);
    expect("variant" in set).toBe(false);
  });
});

describe("the cache of glyphs", () => {
  it("is drawn anew when a byte is changed or the end is missing", async () => {
    const cache = await temporaryFolder();
    const whole = await loadData("glyphs", { cache });
    const path = join(cache, "glyphs.bin");
    const bytes = await readFile(path);
    const changed = Buffer.from(bytes);
    changed[4_000_000] = (changed[4_000_000] as number) ^ 1;
    for (const damaged of [changed, bytes.subarray(0, 1000)]) {
      await writeFile(path, damaged);
      expect(sha256((await loadData("glyphs", { cache })).test.images)).toBe(sha256(whole.test.images));
      expect(sha256(await readFile(path))).toBe(SUMS.glyphs);
    }
    expect(await readdir(cache)).toEqual(["glyphs.bin"]);
  });

  it("need not be writable", async () => {
    const folder = await temporaryFolder();
    await place(folder, { "a-file": "" });
    expect((await loadData("glyphs", { cache: join(folder, "a-file") })).train.count).toBe(2000);
  });

  it("has training and test images that differ", async () => {
    const { train, test } = await loadData("glyphs", { cache: await temporaryFolder() });
    const picture = (images: Uint8Array, i: number) => sha256(images.subarray(784 * i, 784 * (i + 1)));
    const all = [
      ...Array.from({ length: train.count }, (_, i) => picture(train.images, i)),
      ...Array.from({ length: test.count }, (_, i) => picture(test.images, i)),
    ];
    expect(new Set(all).size).toBe(6000);
  });
});
