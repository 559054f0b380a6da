import { expect, it } from "vitest";
import { findingRows } from "../../src/claims/machine";

it("shows no folder of this machine", () => {
  const findings = [
    { name: "data mnist", state: "ok" as const, value: "/home/ann/lab/data/cache/mnist" },
    { name: "pictures", state: "note" as const, value: "drawn by /home/ann/.cache/chromium", advice: "see /home/ann/lab/environment.md" },
  ];
  expect(findingRows(findings, { project: "/home/ann/lab", home: "/home/ann" })).toEqual([
    { what: "data mnist", state: "ok", found: "./data/cache/mnist", "what to do": "" },
    { what: "pictures", state: "note", found: "drawn by ~/.cache/chromium", "what to do": "see ./environment.md" },
  ]);
});

it("names the folder of a user's own data by its variable, wherever it lies", () => {
  const findings = [{ name: "data mnist", state: "ok" as const, value: "/home/ann/lab/own/mnist" }];
  const folders = { project: "/home/ann/lab", home: "/home/ann" };
  const found = (data: string) => findingRows(findings, { ...folders, data }).map((row) => row.found);
  expect(found("/home/ann/lab/own/")).toEqual(["$LARGEBATCH_DATA/mnist"]);
  expect(found("/")).toEqual(["./own/mnist"]);
});
