import { describe, expect, it } from "vitest";
import { dataClaims, grownData, imagenetTrainingImages } from "../../src/claims/growth-of-data";
import { grownNetworks, memoryRows, networkClaims, networkRows } from "../../src/claims/growth-of-networks";
import { published } from "../../src/claims/published";
import type { NetworkCount } from "../../src/model/imagenet";

const count = (name: string, depth: number, parameters = 1e6): NetworkCount => ({
  name,
  depth,
  parameters,
  buffers: 0,
  multiplyAdds: 2e9,
  activationBytes: 4e6,
});
const counts = [count("AlexNet", 8), count("ResNet-50", 50, 25_557_032), count("ResNet-152", 152)];
const verdicts = (from: NetworkCount[]) => Object.fromEntries(networkClaims(grownNetworks(from)).map(({ id, verdict }) => [id, verdict]));

describe("the growth of networks", () => {
  it("sets published figures beside the counted ones, in the same units", () => {
    const [alexNet] = grownNetworks(counts);
    expect(alexNet).toMatchObject({
      name: "AlexNet",
      year: 2012,
      depth: 8,
      published: { layers: 8, parameters: 60e6, "top-5 error": 16.4 },
    });
    expect(networkRows(grownNetworks(counts))[0]).toMatchObject({
      network: "AlexNet",
      "multiply-adds (G)": 2,
      "parameters, published (M)": 60,
    });
  });

  it("says how many images fit beside weights, gradients and momentum", () => {
    // 1e9 bytes less three times 4e6, over 4e6 an image
    expect(memoryRows(counts, 1)[0]).toEqual({
      network: "AlexNet",
      "parameters (MB)": 4,
      "batch norm's means and variances (MB)": 0,
      "outputs of all layers, one image (MB)": 4,
      "images in 1 GB": 247,
    });
    expect(memoryRows([count("AlexNet", 8, 1e9)], 1)[0]).toMatchObject({ "images in 1 GB": 0 });
  });

  it("leaves out what is only recalled", () => {
    const recalled = {
      network: "AlexNet",
      year: 2012,
      quantity: "layers",
      value: 9,
      unit: "layers",
      source: "s",
      mark: "recalled",
    } as const;
    expect(grownNetworks([count("AlexNet", 8)], [recalled])[0]?.published).toEqual({});
  });

  it("refuses a network of which nothing is published", () => {
    expect(() => grownNetworks([count("LeNet", 5)])).toThrow('Nothing is published of "LeNet"');
  });

  it("reproduces the document's numbers, and other counts do not", () => {
    expect(new Set(Object.values(verdicts(counts)))).toEqual(new Set(["reproduced"]));
    expect(verdicts([count("AlexNet", 9), count("ResNet-50", 51, 27e6), count("ResNet-152", 151)])).toEqual({
      "alexnet-depth": "not reproduced",
      "resnet-152-depth": "not reproduced",
      "four-years": "reproduced",
      "resnet-50-depth": "not reproduced",
      "resnet-50-parameters": "not reproduced",
    });
  });

  it("counts four calendar years with the first and the last, and says that three lie between", () => {
    const claimOf = (last: number) => {
      const networks = grownNetworks(counts).map((network) => (network.name === "ResNet-152" ? { ...network, year: last } : network));
      return networkClaims(networks).find(({ id }) => id === "four-years");
    };
    expect([2014, 2015, 2016].map((year) => claimOf(year)?.verdict)).toEqual(["not reproduced", "reproduced", "not reproduced"]);
    expect(claimOf(2015)?.statement).toBe(
      "From 8 to 152 layers within four calendar years, the first and the last counted (three years between)",
    );
    expect(claimOf(2015)?.test.effect).toMatch(/first and last counted/);
  });

  it("does not judge a network that was not built", () => {
    expect(verdicts([count("AlexNet", 8)])).toMatchObject({
      "alexnet-depth": "reproduced",
      "resnet-152-depth": "not tested",
      "four-years": "not tested",
    });
  });
});

describe("the growth of data", () => {
  it("adds up the splits, in the order of the years", () => {
    const sets = grownData();
    expect(sets[0]).toMatchObject({ data: "MNIST", images: 70_000 });
    expect(sets.find(({ data }) => data === "ImageNet-1k")).toMatchObject({ images: 1_431_167, classes: 1000 });
    expect(sets.map(({ year }) => year)).toEqual(sets.map(({ year }) => year).sort((a, b) => a - b));
    expect(imagenetTrainingImages()).toBe(1_281_167);
  });

  it("counts 150,000 images outside the training set, of two splits, and does not say that they are test images", () => {
    expect(dataClaims().map(({ verdict }) => verdict)).toEqual(["reproduced", "reproduced", "reproduced"]);
    expect(dataClaims()[1]).toMatchObject({
      estimate: 150_000,
      statement: "ImageNet has 150,000 images outside its training set, which the document calls test images",
    });
    const splits = published("imagenet");
    const outside = splits.flatMap((each) => (each.data === "ImageNet-1k" && each.split !== "train" ? [[each.split, each.images]] : []));
    expect(Object.fromEntries(outside)).toEqual({ validation: 50_000, test: 100_000 });
    const grown = splits.map((each) => (each.split === "test" ? { ...each, images: 150_000 } : each));
    expect(dataClaims(grown)[1]).toMatchObject({ verdict: "not reproduced", estimate: 200_000 });
  });

  it("does not judge without the table's rows", () => {
    expect(dataClaims([]).map(({ verdict }) => verdict)).toEqual(["not tested", "not tested", "not tested"]);
  });
});
