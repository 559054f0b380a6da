import { stat } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { DataName } from "../../src/data/dataset";
import { describeData } from "../../src/data/describe";
import { loadData } from "../../src/data/load";
import { noise, place, temporaryFolder, tinyCifar, tinyMnist, tinySources } from "./helpers";

async function setting() {
  const cifar = await tinyCifar(await temporaryFolder());
  const mnist = tinyMnist();
  const folder = await temporaryFolder();
  const cache = await temporaryFolder();
  const sources = await tinySources({ mnist: mnist.source, "cifar-10": cifar.source });
  const about = async (name: DataName) => {
    const row = (await describeData({ folder, cache, sources })).find((each) => each.name === name);
    if (!row) throw new Error(`no row of ${name}`);
    return row;
  };
  return { cifar, mnist, folder, cache, sources, about };
}

describe("describeData", () => {
  it("says what is absent, where it would lie and how to get it, also without the folder that was named", async () => {
    const { cache, sources } = await setting();
    const rows = await describeData({ folder: "/not/there", cache, sources });
    expect(rows.map(({ name, present, bytes }) => [name, present, bytes])).toEqual([
      ["glyphs", false, 0],
      ["glyphs-100", false, 0],
      ["mnist", false, 0],
      ["cifar-10", false, 0],
    ]);
    expect(rows.map(({ path }) => path)).toEqual(["glyphs.bin", "glyphs-100.bin", "mnist", "cifar-10"].map((name) => join(cache, name)));
    expect(rows[0]?.how).toContain("drawn on first use");
    expect(rows[3]?.how).toContain(`Place tiny.tar.gz in ${join(cache, "cifar-10")}, or in /not/there (LARGEBATCH_DATA)`);
  });

  it("sees glyphs in the cache, by their size", async () => {
    const { cache, about } = await setting();
    await loadData("glyphs", { cache });
    expect(await about("glyphs")).toMatchObject({ present: true, bytes: (await stat(join(cache, "glyphs.bin"))).size });
    await place(cache, { "glyphs.bin": noise(100) });
    expect(await about("glyphs")).toMatchObject({ present: false, bytes: 100 });
  });

  it("sees files at hand, their variant, and what is wrong with them", async () => {
    const { cifar, mnist, folder, about } = await setting();
    await place(join(folder, "mnist"), mnist.files);
    const total = Object.values(mnist.files).reduce((sum, { length }) => sum + length, 0);
    expect(await about("mnist")).toMatchObject({ present: true, path: join(folder, "mnist"), bytes: total });
    expect("variant" in (await about("mnist"))).toBe(false);

    await place(join(folder, "mnist"), { "test-labels": noise(3) });
    expect(await about("mnist")).toMatchObject({
      present: false,
      how: expect.stringContaining("test-labels should have 12 bytes, has 3."),
    });

    await place(join(folder, "bins"), cifar.files);
    expect(await about("cifar-10")).toMatchObject({ present: false, how: expect.stringContaining("says what its files are.") });
    await place(join(folder, "bins"), { "dataset.json": JSON.stringify({ name: "cifar-10", variant: "smaller", sha256: {} }) });
    expect(await about("cifar-10")).toMatchObject({ present: true, variant: "smaller", path: join(folder, "bins") });
    await place(join(folder, "bins"), { "dataset.json": "{" });
    expect(await about("cifar-10")).toMatchObject({ present: false, how: expect.stringContaining("dataset.json should be") });
  });

  it("sees a part as a part, and compressed files as present", async () => {
    const { mnist, cache, about } = await setting();
    const { "train-images": images, ...rest } = mnist.files;
    await place(join(cache, "mnist"), rest);
    expect(await about("mnist")).toMatchObject({ present: false, how: expect.stringContaining("train-images is missing.") });
    await place(join(cache, "mnist"), { "train-images.gz": gzipSync(images as Uint8Array) });
    expect(await about("mnist")).toMatchObject({ present: true, path: join(cache, "mnist") });
  });

  it("sees the archive of CIFAR-10, before and after it was unpacked", async () => {
    const { cifar, folder, cache, sources, about } = await setting();
    await place(folder, { "tiny.tar.gz": cifar.archive.subarray(1) });
    expect(await about("cifar-10")).toMatchObject({
      present: false,
      how: expect.stringContaining(`It should have ${cifar.archive.length} bytes.`),
    });
    await place(folder, { "tiny.tar.gz": cifar.archive });
    expect(await about("cifar-10")).toMatchObject({ present: true, path: join(folder, "tiny.tar.gz") });
    await loadData("cifar-10", { folder, cache, sources, offline: true });
    const [, , , later] = await describeData({ folder: await temporaryFolder(), cache, sources });
    expect(later).toMatchObject({ present: true, path: join(cache, "cifar-10") });
    expect(later && "variant" in later).toBe(false);
  });
});
