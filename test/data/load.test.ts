import { describe, expect, it } from "vitest";
import type { DataName } from "../../src/data/dataset";
import { fetchData, loadData } from "../../src/data/load";
import { readSources } from "../../src/data/sources";
import { place, temporaryFolder, tinyMnist, tinySources } from "./helpers";

describe("loadData", () => {
  it("refuses an unknown name and says which there are", async () => {
    await expect(loadData("imagenet" as DataName)).rejects.toThrow(
      'There is no data set "imagenet". Choose one of glyphs, glyphs-100, mnist, cifar-10.',
    );
  });

  it("refuses a data folder that is not there, where it is needed", async () => {
    await expect(loadData("mnist", { folder: "/not/there" })).rejects.toThrow(
      "The data folder /not/there is not there. Make it, or correct or unset LARGEBATCH_DATA.",
    );
  });

  it("takes trainSize examples for training and leaves the test alone", async () => {
    const folder = await temporaryFolder();
    const { files, source } = tinyMnist();
    await place(folder, files);
    const options = { folder, sources: await tinySources({ mnist: source }), offline: true };
    const whole = await loadData("mnist", options);
    const few = await loadData("mnist", { ...options, trainSize: 3 });
    expect(few.train.count).toBe(3);
    expect(Array.from(few.train.labels).sort()).toEqual([0, 1, 2]);
    expect(few.test).toEqual(whole.test);
    await expect(loadData("mnist", { ...options, trainSize: 6 })).rejects.toThrow("trainSize must be a whole number from 1 to 5");
  });

  it("holds examples out of training, and drops the test examples", async () => {
    const folder = await temporaryFolder();
    const { files, source } = tinyMnist();
    await place(folder, files);
    const options = { folder, sources: await tinySources({ mnist: source }), offline: true };
    const set = await loadData("mnist", { ...options, validation: 2 });
    expect(set).toMatchObject({ validation: 2, train: { count: 3 }, test: { count: 2 } });
    const whole = await loadData("mnist", options);
    expect(whole.validation).toBeUndefined();
    expect(Buffer.from(whole.test.images).includes(Buffer.from(set.test.images.subarray(0, 12)))).toBe(false);
    expect(Buffer.from(whole.train.images).includes(Buffer.from(set.test.images.subarray(0, 12)))).toBe(true);
    expect((await loadData("mnist", { ...options, validation: 2, trainSize: 1 })).train.count).toBe(1);
    await expect(loadData("mnist", { ...options, validation: 2, trainSize: 4 })).rejects.toThrow("from 1 to 3");
  });
});

describe("fetchData", () => {
  it("makes what is missing and says so", async () => {
    const lines: string[] = [];
    const cache = await temporaryFolder();
    await fetchData("glyphs", (line) => lines.push(line), { cache });
    await fetchData("glyphs", (line) => lines.push(line), { cache });
    expect(lines).toEqual(["Drawing glyphs"]);
  });
});

describe("data/sources.json", () => {
  it("is a manifest of the official dimensions, by https wherever the host has it", () => {
    const { mnist, "cifar-10": cifar } = readSources();
    expect([mnist.train.count, mnist.test.count, mnist.shape, mnist.classNames.length]).toEqual([60_000, 10_000, [28, 28, 1], 10]);
    expect([cifar.train.count, cifar.test.count, cifar.shape, cifar.classNames.length]).toEqual([50_000, 10_000, [32, 32, 3], 10]);
    for (const { urls } of [mnist.train.images, mnist.train.labels, mnist.test.images, mnist.test.labels, cifar.archive]) {
      expect(urls.length).toBeGreaterThan(1);
      expect(urls[0]).toMatch(/^https:/);
    }
  });
});
