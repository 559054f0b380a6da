import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { PUBLISHED_NAMES, type PublishedName, published, quotable } from "../../src/claims/published";
import { UsageError, UserError } from "../../src/errors";
import { inProject } from "../../src/project";

const folder = mkdtempSync(path.join(tmpdir(), "published-"));
afterAll(() => rmSync(folder, { recursive: true }));

const whole = readFileSync(inProject("data", "published", "networks.csv"), "utf8");
const read = (text: string) => {
  writeFileSync(path.join(folder, "networks.csv"), text);
  return published("networks", folder);
};

describe("the published tables", () => {
  it.each(PUBLISHED_NAMES)("%s: every row has a source and a mark", (name) => {
    const rows = published(name);
    expect(rows.length).toBeGreaterThan(3);
    for (const { source, mark } of rows) {
      expect(source).not.toBe("");
      expect(["verified", "second-hand", "computed", "recalled"]).toContain(mark);
    }
  });

  it("have numbers as numbers, and undefined where something is not known", () => {
    expect(published("networks")[0]).toMatchObject({ network: "AlexNet", year: 2012, quantity: "layers", value: 8 });
    expect(published("imagenet").find(({ data }) => data === "LAION-5B")).toMatchObject({ images: 5.85e9, classes: undefined });
    expect(published("trainings").find(({ card }) => card === "Tesla K20")).toMatchObject({ days_low: 21, epochs: undefined });
  });

  it("name every card of a training among the rates", () => {
    const cards = published("hardware").map(({ card }) => card);
    for (const { card } of published("trainings")) expect(cards).toContain(card);
  });

  it("give a computed rate as cores × clock × 2", () => {
    for (const { what, teraflops, mark } of published("hardware").filter(({ mark }) => mark === "computed")) {
      const [cores = 0, clock = 0] = what.match(/[\d.]+/g)?.map(Number) ?? [];
      expect(mark).toBe("computed");
      expect(teraflops).toBeCloseTo((cores * clock * 2) / 1000, 2);
    }
  });
});

describe("a damaged table", () => {
  it.each([
    ["cut within a line", whole.slice(0, -20), /line \d+: the last line does not end: the file is cut short/],
    ["with another head", whole.replace("quantity", "what"), /line 1: expected the columns network,year,quantity,/],
    ["with a value too few", whole.replace("8,layers,", "8,"), /line 2: expected 7 values, got 6/],
    ["with an empty line", whole.replace("\n", "\n\n"), /line 2: expected 7 values, got 1 \(an empty line\)/],
    ["with a word for a number", whole.replace(",8,", ",eight,"), /line 2: value: expected a plain number, got "eight"/],
    ["with a number below zero", whole.replace(",8,", ",-8,"), /line 2: value: expected a positive number, got "-8"/],
    [
      "with an unknown mark",
      whole.replace("second-hand", "certain"),
      /line 2: mark: expected one of verified, second-hand, computed, recalled, got "certain"/,
    ],
    ["without a source", whole.replace(/"Krizhevsky[^"]*"/, ""), /line 2: source: expected a source, got nothing/],
    ["with a stray quote", whole.replace("AlexNet,", 'Alex"Net,'), /line 2: a quote or a carriage return/],
    ["with a row twice", `${whole}${whole.split("\n")[1]}\n`, /a second row for AlexNet, layers/],
    ["without rows", `${whole.split("\n")[0]}\n`, /line 2: expected rows, got none/],
    ["of Windows", whole.replaceAll("\n", "\r\n"), /line 1: expected the columns/],
  ])("%s is refused with its line and the way to restore it", (_, text, problem) => {
    expect(() => read(text)).toThrow(UserError);
    expect(() => read(text)).toThrow(problem);
    expect(() => read(text)).toThrow("Restore it: git checkout -- data/published/networks.csv");
  });

  it("that is not there is named", () => {
    expect(() => published("hardware", folder)).toThrow(UserError);
    expect(() => published("hardware", folder)).toThrow(/hardware\.csv cannot be used \(ENOENT/);
  });

  it("is told from a sound one", () => {
    expect(read(whole)).toEqual(published("networks"));
  });
});

it("knows its tables by name", () => {
  expect(() => published("records2" as PublishedName)).toThrow(UsageError);
  expect(() => published("toString" as PublishedName)).toThrow("Expected one of networks, imagenet, hardware, trainings, keskar");
});

it("quotes all but what is recalled", () => {
  expect(quotable({ mark: "second-hand" })).toBe(true);
  expect(quotable({ mark: "recalled" })).toBe(false);
});
