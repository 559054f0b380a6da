import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../src/data/files";
import { type LoadOptions, loadData } from "../../src/data/load";
import type { Sources } from "../../src/data/sources";
import { UserError } from "../../src/errors";
import { cutter, idx, noise, place, ranged, serve, temporaryFolder, tinyMnist, tinySources } from "./helpers";

let { source, files } = tinyMnist();
let folder: string;
let cache: string;
let sources: Sources;
beforeEach(async () => {
  ({ source, files } = tinyMnist());
  folder = await temporaryFolder();
  cache = await temporaryFolder();
  sources = await tinySources({ mnist: source });
});
const load = (options: LoadOptions = {}) => loadData("mnist", { folder, cache, sources, offline: true, ...options });
const note = (sums: Record<string, Uint8Array>, name = "mnist") =>
  JSON.stringify({
    name,
    variant: "every pixel inverted",
    sha256: Object.fromEntries(Object.entries(sums).map(([file, bytes]) => [file, sha256(bytes)])),
  });

describe("MNIST at hand", () => {
  it("is read from its folder, plain or compressed, as the bytes that are there", async () => {
    await place(join(folder, "mnist"), { ...files, "train-images.gz": gzipSync(noise(3)) });
    const set = await load();
    expect(set).toMatchObject({ name: "mnist", shape: [4, 3, 1], classes: 3, classNames: ["a", "b", "c"], source: "a tiny MNIST" });
    expect(set.train.images).toEqual(noise(60));
    expect(Array.from(set.train.labels)).toEqual([0, 1, 2, 0, 1]);
    expect(set.test.images).toEqual(noise(48, 2));
    expect([set.train.count, set.test.count]).toEqual([5, 4]);
    expect("variant" in set).toBe(false);

    const direct = await temporaryFolder();
    await place(direct, Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)])));
    expect(await load({ folder: direct })).toEqual(set);
    expect(await readdir(cache)).toEqual([]);
  });

  it("is found through LARGEBATCH_DATA", async () => {
    await place(join(folder, "mnist"), files);
    const before = process.env.LARGEBATCH_DATA;
    process.env.LARGEBATCH_DATA = folder;
    try {
      expect((await load({ folder: undefined })).train.count).toBe(5);
    } finally {
      if (before === undefined) delete process.env.LARGEBATCH_DATA;
      else process.env.LARGEBATCH_DATA = before;
    }
  });

  it("must be complete", async () => {
    await place(folder, { "train-images": files["train-images"] as Uint8Array, "test-labels": files["test-labels"] as Uint8Array });
    await expect(load()).rejects.toThrow(`${folder} has a part of MNIST; still missing: train-labels, test-images.`);
  });

  it("is refused when any byte of any file is changed, or its end is missing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(files)), fc.nat(200), fc.nat(255), async (name, at, change) => {
        const bytes = files[name] as Uint8Array;
        const where = at % bytes.length;
        const broken = change === 0 ? bytes.subarray(0, where) : Uint8Array.from(bytes, (byte, i) => (i === where ? byte ^ change : byte));
        await place(folder, { ...files, [name]: broken });
        await expect(load()).rejects.toThrow(UserError);
      }),
    );
  });

  it("says what differs when a pixel does, and what to do", async () => {
    const images = Uint8Array.from(files["test-images"] as Uint8Array);
    images[20] = (images[20] as number) ^ 1;
    await place(folder, { ...files, "test-images": images });
    await expect(load()).rejects.toThrow(
      `${join(folder, "test-images")} is damaged or not the official file: its content should have SHA-256 ${source.test.images.sha256}, got ${sha256(images)}. Replace it, or`,
    );
  });

  it("is refused when two files are exchanged", async () => {
    await place(folder, { ...files, "test-images": files["train-labels"] as Uint8Array });
    await expect(load()).rejects.toThrow(/test-images is cut short/);
  });
});

describe("MNIST that is not the official one", () => {
  const inverted = () => ({
    ...files,
    "test-images": idx(
      0x803,
      [4, 4, 3],
      noise(48, 2).map((byte) => 255 - byte),
    ),
  });

  it("is used with a dataset.json that says what it is, and carries the sentence", async () => {
    await place(folder, { ...inverted(), "dataset.json": note(inverted()) });
    const set = await load();
    expect(set.variant).toBe("every pixel inverted");
    expect(set.test.images[0]).toBe(255 - (noise(48, 2)[0] as number));
  });

  it("names compressed files as they lie there", async () => {
    const zipped = Object.fromEntries(Object.entries(inverted()).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));
    await place(folder, { ...zipped, "dataset.json": note(zipped) });
    expect((await load()).variant).toBe("every pixel inverted");
  });

  it("is refused where the dataset.json is of another set, lacks a file, or has another sum", async () => {
    await place(folder, { ...inverted(), "dataset.json": note(inverted(), "cifar-10") });
    await expect(load()).rejects.toThrow(/dataset.json describes the data set cifar-10, but mnist was asked for/);

    const three = Object.fromEntries(Object.entries(inverted()).filter(([name]) => name !== "train-labels"));
    await place(folder, { "dataset.json": note(three) });
    await expect(load()).rejects.toThrow(/dataset.json has no SHA-256 of train-labels/);

    await place(folder, { "dataset.json": note(files) });
    await expect(load()).rejects.toThrow(/test-images is damaged: .*dataset.json gives SHA-256/);
  });

  it("is refused where the dataset.json is none", async () => {
    for (const [text, why] of [
      ["{", /should be \{"name".*but: /],
      [JSON.stringify({ name: "mnist", variant: " ", sha256: {} }), /variant/],
      [JSON.stringify({ name: "mnist", variant: "x", sha256: { a: "12" } }), /sha256/],
    ] as const) {
      await place(folder, { ...inverted(), "dataset.json": text });
      await expect(load()).rejects.toThrow(why);
      await expect(load()).rejects.toThrow(UserError);
    }
  });

  it("keeps the official files official, whatever lies beside them", async () => {
    await place(folder, { ...files, "dataset.json": note(files) });
    expect((await load()).variant).toBeUndefined();
  });

  it("must have the dimensions of the set all the same", async () => {
    const smaller = { ...files, "test-labels": idx(0x801, [3], [0, 1, 2]) };
    await place(folder, { ...smaller, "dataset.json": note(smaller) });
    await expect(load()).rejects.toThrow(UserError);
  });
});

describe("MNIST downloaded", () => {
  /** Lets every file come from a server; returns what was asked. */
  async function online(
    handlers: (name: string, zipped: Uint8Array) => Parameters<typeof serve>[0][string] = (_, zipped) => ranged(zipped),
  ) {
    const zipped = Object.entries(files).map(([name, bytes]) => [name, gzipSync(bytes)] as const);
    const { url, requests } = await serve(Object.fromEntries(zipped.map(([name, bytes]) => [`/${name}.gz`, handlers(name, bytes)])));
    for (const split of [source.train, source.test]) {
      for (const file of [split.images, split.labels]) file.urls = [`${url}/gone/${file.name}.gz`, `${url}/${file.name}.gz`];
    }
    return requests;
  }

  it("is kept uncompressed in the cache, and not asked for again", async () => {
    const requests = await online();
    const lines: string[] = [];
    const set = await load({ offline: false, onProgress: (line) => lines.push(line) });
    expect(set.train.images).toEqual(noise(60));
    expect((await readdir(join(cache, "mnist"))).sort()).toEqual(Object.keys(files).sort());
    expect(new Uint8Array(await readFile(join(cache, "mnist", "train-images")))).toEqual(files["train-images"]);
    expect(lines[0]).toMatch(/^Downloading train-images: \d\.\d of \d\.\d MB$/);
    expect(requests.length).toBe(8);
    expect(await load()).toEqual(set);
    expect(requests.length).toBe(8);
  });

  it("goes on after a cut", async () => {
    const cuts = cutter(40);
    const requests = await online((name, zipped) => ranged(zipped, name === "train-images" ? { cuts } : {}));
    // The line of the first piece comes when it lies on disk.
    await load({ offline: false, onProgress: () => cuts.onProgress(40) });
    expect(requests).toContain('/train-images.gz bytes=40- "v1"');
  });

  it("replaces a damaged file in the cache, but offline it only says so", async () => {
    await place(join(cache, "mnist"), { ...files, "train-labels": idx(0x801, [5], [0, 1, 2, 0, 2]) });
    const requests = await online();
    await expect(load()).rejects.toThrow(/train-labels is damaged: its content should have SHA-256/);
    expect(Array.from((await load({ offline: false })).train.labels)).toEqual([0, 1, 2, 0, 1]);
    expect(requests).toEqual(["/gone/train-labels.gz", "/train-labels.gz"]);
  });

  it("says which files to place where when it is offline or nothing answers", async () => {
    const where = new RegExp(
      `Place train-images, train-labels, test-images, test-labels \\(as they are or with .gz\\) in ${join(cache, "mnist")}, or in ${folder}`,
    );
    await expect(load()).rejects.toThrow(where);
    await expect(load()).rejects.toThrow(/MNIST is not complete: train-images is missing/);
    await online(() => (_, response) => void response.writeHead(503).end());
    await expect(load({ offline: false })).rejects.toThrow(where);
    await expect(load({ offline: false })).rejects.toThrow(/Cannot download train-images of MNIST.*\n.*answered 404\n.*answered 503/);
  });

  it("takes files that were placed in the cache, compressed or not", async () => {
    const { "test-images": images, ...others } = files;
    await place(join(cache, "mnist"), { ...others, "test-images.gz": gzipSync(images as Uint8Array) });
    expect((await load()).test.count).toBe(4);
  });

  it("does not take wrong bytes, even under the right address", async () => {
    await online(() => ranged(gzipSync(idx(0x803, [5, 4, 3], noise(60, 77)))));
    await expect(load({ offline: false })).rejects.toThrow(/is damaged: its content should have SHA-256/);
    expect(await readdir(join(cache, "mnist"))).toEqual([]);
  });
});
