import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../src/data/files";
import { type LoadOptions, loadData } from "../../src/data/load";
import type { Sources } from "../../src/data/sources";
import { UserError } from "../../src/errors";
import { noise, place, ranged, serve, tarGzip, temporaryFolder, tinyCifar, tinySources } from "./helpers";

let tiny: Awaited<ReturnType<typeof tinyCifar>>;
let folder: string;
let cache: string;
let sources: Sources;
beforeEach(async () => {
  tiny = await tinyCifar(await temporaryFolder());
  folder = await temporaryFolder();
  cache = await temporaryFolder();
  sources = await tinySources({ "cifar-10": tiny.source });
});
const load = (options: LoadOptions = {}) => loadData("cifar-10", { folder, cache, sources, offline: true, ...options });
const note = (files: Record<string, Uint8Array>, name = "cifar-10") =>
  JSON.stringify({
    name,
    variant: "seen through a keyhole",
    sha256: Object.fromEntries(Object.entries(files).map(([file, bytes]) => [file, sha256(bytes)])),
  });

describe("CIFAR-10 from the archive", () => {
  it("is unpacked into the cache, batches in order, channels last", async () => {
    await place(folder, { "tiny.tar.gz": tiny.archive });
    const set = await load();
    expect(set).toMatchObject({ name: "cifar-10", shape: [2, 2, 3], classes: 3, source: "a tiny CIFAR-10" });
    expect("variant" in set).toBe(false);
    expect(Array.from(set.train.labels)).toEqual([0, 1, 2, 2, 1, 0]);
    expect(Array.from(set.train.images.subarray(36, 48))).toEqual([60, 64, 68, 61, 65, 69, 62, 66, 70, 63, 67, 71]);
    expect(Array.from(set.test.images.subarray(0, 3))).toEqual([120, 124, 128]);
    expect((await readdir(join(cache, "cifar-10"))).sort()).toEqual(["one.bin", "test.bin", "two.bin", "unpacked.json"]);

    const later = await load({ folder: undefined });
    expect(later).toEqual(set);
  });

  it("is found in the cache folder, and in the usual folder at hand", async () => {
    for (const path of [join(cache, "cifar-10"), join(folder, "bins")]) {
      await place(path, { "tiny.tar.gz": tiny.archive });
      expect((await load({ cache: path === join(folder, "bins") ? await temporaryFolder() : cache })).train.count).toBe(6);
    }
  });

  it("is unpacked again when a file in the cache is damaged", async () => {
    await place(folder, { "tiny.tar.gz": tiny.archive });
    const set = await load();
    await place(join(cache, "cifar-10"), { "two.bin": noise(39) });
    expect(await load()).toEqual(set);
    await place(join(cache, "cifar-10"), { "two.bin": noise(39) });
    await expect(load({ folder: await temporaryFolder() })).rejects.toThrow(/CIFAR-10 is missing or damaged. Place tiny.tar.gz in/);
  });

  it("is refused when any byte of the archive is changed, before anything is unpacked", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(tiny.archive.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        await place(folder, { "tiny.tar.gz": Uint8Array.from(tiny.archive, (byte, i) => (i === at ? byte ^ change : byte)) });
        await expect(load()).rejects.toThrow(/tiny.tar.gz is damaged: it should have SHA-256/);
      }),
      { numRuns: 30 },
    );
    expect(await readdir(cache)).toEqual([]);
  });

  it("does not trust a cache that came out of another archive", async () => {
    await place(folder, { "tiny.tar.gz": tiny.archive });
    await load();
    tiny.source.archive.sha256 = "0".repeat(64);
    await expect(load({ folder: await temporaryFolder() })).rejects.toThrow(UserError);
  });
});

describe("CIFAR-10 from loose files", () => {
  it("needs a dataset.json, whose sentence the set carries", async () => {
    await place(join(folder, "bins"), tiny.files);
    await expect(load()).rejects.toThrow(
      /cannot be checked: nothing beside them says what they are. Place the official archive tiny.tar.gz there instead/,
    );
    await place(join(folder, "bins"), { "dataset.json": note(tiny.files) });
    expect(await load()).toMatchObject({ variant: "seen through a keyhole", train: { count: 6 } });
  });

  it("is refused when a byte of any file is changed", async () => {
    await place(folder, { "dataset.json": note(tiny.files) });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(tiny.files)), fc.nat(1000), fc.nat(255), async (name, at, change) => {
        const bytes = tiny.files[name] as Uint8Array;
        const where = at % bytes.length;
        const broken = change === 0 ? bytes.subarray(0, where) : Uint8Array.from(bytes, (byte, i) => (i === where ? byte ^ change : byte));
        await place(folder, { ...tiny.files, [name]: broken });
        await expect(load()).rejects.toThrow(UserError);
      }),
    );
  });

  it("is refused where a label is no class, though its sum is as stated", async () => {
    const files = { ...tiny.files, "one.bin": Uint8Array.from(tiny.files["one.bin"] as Uint8Array, (byte, i) => (i === 13 ? 3 : byte)) };
    await place(folder, { ...files, "dataset.json": note(files) });
    await expect(load()).rejects.toThrow("one.bin has the label 3 at record 1; labels run from 0 to 2");
  });

  it("must be complete, and of this name", async () => {
    await place(folder, { "one.bin": tiny.files["one.bin"] as Uint8Array });
    await expect(load()).rejects.toThrow("still missing: two.bin, test.bin");
    await place(folder, { ...tiny.files, "dataset.json": note(tiny.files, "mnist") });
    await expect(load()).rejects.toThrow(/describes the data set mnist, but cifar-10 was asked for/);
  });

  it("gives way to the official archive beside it", async () => {
    await place(folder, { ...tiny.files, "dataset.json": note(tiny.files), "tiny.tar.gz": tiny.archive });
    expect((await load()).variant).toBeUndefined();
  });
});

describe("CIFAR-10 downloaded", () => {
  it("is unpacked from the second source when the first sends something else, and the archive is not kept", async () => {
    const other = await tarGzip(await temporaryFolder(), "bins", { ...tiny.files, "one.bin": noise(39) });
    const { url, requests } = await serve({ "/a": ranged(other.subarray(0, tiny.archive.length)), "/b": ranged(tiny.archive) });
    tiny.source.archive.urls = [`${url}/a`, `${url}/b`];
    const lines: string[] = [];
    const set = await load({ offline: false, onProgress: (line) => lines.push(line) });
    expect(Array.from(set.test.labels)).toEqual([1, 2]);
    expect(requests).toEqual(["/a", "/b"]);
    expect(lines.at(-1)).toBe("Checking and unpacking tiny.tar.gz");
    expect((await readdir(join(cache, "cifar-10"))).sort()).toEqual(["one.bin", "test.bin", "two.bin", "unpacked.json"]);
    expect(await load()).toEqual(set);
  });

  it("says which file to place where when nothing answers", async () => {
    tiny.source.archive.urls = ["http://127.0.0.1:1/tiny.tar.gz"];
    await expect(load({ offline: false })).rejects.toThrow(
      new RegExp(
        `Cannot download tiny.tar.gz[^]*fetch failed[^]*Place tiny.tar.gz in ${join(cache, "cifar-10")}, or in ${folder} \\(LARGEBATCH_DATA\\)`,
      ),
    );
  });

  it("passes on what is no fault of the data", async () => {
    const { url } = await serve({ "/a": ranged(tiny.archive) });
    tiny.source.archive.urls = [`${url}/a`];
    await mkdir(join(cache, "cifar-10", "one.bin"), { recursive: true });
    await expect(load({ offline: false })).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  });
});
