import { describe, expect, it } from "vitest";
import {
  daysHere,
  daysInItsYear,
  daysOnCards,
  describeGoogLeNet,
  googLeNetOnK20,
  type TimeTables,
  timeClaims,
  timedTrainings,
  timeRows,
  usualUtilisation,
} from "../../src/claims/training-time";
import type { NetworkCount } from "../../src/model/imagenet";

const count = (name: string, multiplyAdds: number): NetworkCount => ({
  name,
  depth: 1,
  parameters: 1,
  buffers: 0,
  multiplyAdds,
  activationBytes: 1,
});
const trust = { source: "a test", mark: "verified" } as const;
const card = (name: string, year: number, teraflops: number) => ({ card: name, year, teraflops, what: "w", ...trust });
const report = (network: string, on: string, epochs: number | undefined, low: number, high = low) => ({
  network,
  year: 2014,
  card: on,
  devices: 2,
  epochs,
  days_low: low,
  days_high: high,
  ...trust,
});

// 6 · 1e9 · 864 images · 100 epochs = 5.184e14 operations; on two cards of 1e12 a second that is 259.2 s = 0.003 days.
const IMAGES = 864;
const tables: TimeTables = {
  hardware: [card("Old", 2010, 1), card("Tesla K20", 2012, 2), card("New", 2015, 4)],
  trainings: [report("GoogLeNet", "Old", 100, 0.01, 0.04), report("GoogLeNet", "Tesla K20", undefined, 21), report("Other", "Old", 10, 1)],
};
const counts = [count("GoogLeNet", 1e9)];

describe("published trainings", () => {
  it("imply a share of the peak rate", () => {
    const [only, ...rest] = timedTrainings(counts, IMAGES, tables);
    expect(rest).toEqual([]);
    expect(only?.atPeak).toBeCloseTo(0.003, 12);
    expect(only?.utilisation[0]).toBeCloseTo(0.003 / 0.04, 12);
    expect(only?.utilisation[1]).toBeCloseTo(0.003 / 0.01, 12);
  });

  it("are summarized by the geometric mean and the extremes", () => {
    const usual = usualUtilisation(timedTrainings(counts, IMAGES, tables));
    expect(usual.mean).toBeCloseTo(0.15, 12);
    expect([usual.low, usual.high]).toEqual([expect.closeTo(0.075, 12), expect.closeTo(0.3, 12)]);
    expect(() => usualUtilisation([])).toThrow("at least one training");
  });

  it("are told in a table", () => {
    expect(timeRows(timedTrainings(counts, IMAGES, tables))).toEqual([
      {
        network: "GoogLeNet",
        cards: "2 × Old",
        epochs: 100,
        "published days": "0.01 – 0.04",
        "days at the peak rate": expect.closeTo(0.003, 12),
        utilisation: "8 % – 30 %",
      },
    ]);
  });

  it("leave out what is only recalled, and refuse a card without a rate", () => {
    const recalled = { ...tables, trainings: tables.trainings.map((row) => ({ ...row, mark: "recalled" as const })) };
    expect(timedTrainings(counts, IMAGES, recalled)).toEqual([]);
    expect(() => timedTrainings(counts, IMAGES, { ...tables, hardware: [] })).toThrow('no rate of "Old"');
  });
});

describe("days", () => {
  const setting = { images: IMAGES, epochs: 100, utilisation: 0.5 };

  it("fall with the rate of the card", () => {
    const days = daysOnCards(counts, setting, tables.hardware).map((row) => row.days);
    expect(days).toEqual([0.012, 0.006, 0.003].map((value) => expect.closeTo(value, 12)));
  });

  it("of its year are those on the newest card that was out", () => {
    const at = (year: number) =>
      daysInItsYear([{ name: "GoogLeNet", year, multiplyAdds: 1e9 }], setting, tables.hardware).map((row) => row.card);
    expect([2009, 2010, 2014, 2015, 2020].map(at)).toEqual([[], ["Old"], ["Tesla K20"], ["New"], ["New"]]);
  });

  it("here come from the measured rate, with no share of it", () => {
    expect(daysHere(counts, { images: IMAGES, epochs: 100, rate: 1e12 }, "here")[0]).toEqual({
      network: "GoogLeNet",
      card: "here",
      days: expect.closeTo(0.006, 12),
    });
  });
});

describe("the 21 days", () => {
  const time = googLeNetOnK20(counts, IMAGES, tables);

  it("are predicted from the other trainings alone", () => {
    // One K20 of 2e12 at shares 0.15, 0.3 and 0.075: 5.184e14 / 2e12 = 259.2 s at the peak.
    expect(time?.days.usual).toBeCloseTo(0.003 / 0.15, 12);
    expect(time?.days.shortest).toBeCloseTo(0.003 / 0.3, 12);
    expect(time?.days.longest).toBeCloseTo(0.003 / 0.075, 12);
    expect(time?.utilisation).toBeCloseTo(0.003 / 21, 12);
    expect(time?.epochsAtUsual).toBeCloseTo((100 * 21 * 0.15) / 0.003, 6);
  });

  it("are told in words", () => {
    const words = {
      publishedDays: 21,
      epochs: 60,
      days: { usual: 8.704, shortest: 6.5, longest: 14.3 },
      utilisation: 0.114,
      epochsAtUsual: 144.8,
    };
    expect(describeGoogLeNet(words)).toBe(
      "Predicted: **8.7 days** (6.5 at the highest utilisation, 14.3 at the lowest). Published: 21 days. " +
        "That is 11 % of the peak rate if it was 60 epochs, or 145 epochs at the usual utilisation.",
    );
  });

  it("do not enter their own prediction, even where their epochs are known", () => {
    const known = tables.trainings.map((row) => (row.card === "Tesla K20" ? { ...row, epochs: 50 } : row));
    expect(googLeNetOnK20(counts, IMAGES, { ...tables, trainings: known })?.days).toEqual(time?.days);
  });

  it("are not predicted without the network or the report", () => {
    expect(googLeNetOnK20([], IMAGES, tables)).toBeUndefined();
    expect(googLeNetOnK20(counts, IMAGES, { ...tables, trainings: [] })).toBeUndefined();
  });

  const claims = (usual: number, shortest: number, longest: number) =>
    timeClaims([6, 90], { publishedDays: 21, epochs: 60, days: { usual, shortest, longest }, utilisation: 0.1, epochsAtUsual: 100 }).map(
      ({ verdict }) => verdict,
    );

  it("are reproduced where they lie in the range, in direction where they do not, and not at all under a day", () => {
    expect(claims(18, 10, 30)).toEqual(["reproduced", "reproduced"]);
    expect(claims(9, 7, 14)).toEqual(["reproduced", "direction only"]);
    expect(claims(0.5, 0.3, 0.9)).toEqual(["reproduced", "not reproduced"]);
    expect(timeClaims([0.1, 0.2], undefined).map(({ verdict }) => verdict)).toEqual(["not reproduced", "not tested"]);
    expect(timeClaims([], undefined).map(({ verdict }) => verdict)).toEqual(["not tested", "not tested"]);
  });

  it("are reported with the middle of the networks", () => {
    expect(timeClaims([6, 90, 20], undefined)[0]).toMatchObject({ estimate: 20, interval: [6, 90], n: 3 });
    expect(timeClaims([6, 90], undefined)[0]?.estimate).toBe(48);
  });
});
