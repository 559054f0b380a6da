import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors";
import { checkNotebook, checkOut } from "../../src/notebook/check";
import { runNotebooks } from "../../src/notebook/run";
import { inProject } from "../../src/project";
import { notebookFolder } from "../kernel/client";
import { writeNotebook } from "./notebooks";

const { folder, remove } = notebookFolder();
const ran = path.join(folder, "ran");
afterAll(remove);
beforeAll(() => {
  writeNotebook(folder, "01-marks", [`require("fs").writeFileSync(${JSON.stringify(ran)}, "")`]);
});

describe("a damaged notebook", () => {
  const whole = readFileSync(writeNotebook(folder, "whole", ["1"]), "utf8");
  it.each([
    ["truncated", whole.slice(0, -20), /JSON/],
    ["empty", "", /the file is empty/],
    ["a list", "[1]", /expected object, received array/],
    ["without cells", JSON.stringify({ ...JSON.parse(whole), cells: undefined }), /cells: .*expected array/],
    ["of an old format", JSON.stringify({ ...JSON.parse(whole), nbformat: 3 }), /nbformat: .*expected 4/],
    ["with a cell without source", whole.replace('"source"', '"sauce"'), /cells\.0\.source: expected a text or a list of lines/],
  ])("%s: is refused before anything runs", async (name, content, problem) => {
    const file = path.join(folder, `02-${name.replaceAll(" ", "-")}.ipynb`);
    writeFileSync(file, content);
    const run = runNotebooks({ names: ["01", path.basename(file)], folder, out: path.join(folder, "out") });
    await expect(run).rejects.toThrow(UserError);
    await expect(run).rejects.toThrow(`${path.basename(file)} is no notebook (`);
    await expect(run).rejects.toThrow(problem);
    expect(existsSync(ran)).toBe(false);
  });

  it("is told from the sound ones", () => {
    checkNotebook(path.join(folder, "whole.ipynb"));
    for (const name of readdirSync(inProject("notebooks")).filter((each) => each.endsWith(".ipynb")))
      checkNotebook(inProject("notebooks", name));
  });
});

describe("the folder to write to", () => {
  const file = path.join(folder, "file");
  writeFileSync(file, "");
  it.each([
    ["a device", "/dev/null"],
    ["a file", file],
    ["below a file", path.join(file, "x")],
    ["in /proc", "/proc/x"],
  ])("%s is refused in one line before the first cell", async (_, out) => {
    const run = runNotebooks({ names: ["01"], folder, out });
    await expect(run).rejects.toThrow(UserError);
    await expect(run).rejects.toThrow(/^Expected a folder .* Choose another with --out\.$/);
    expect(existsSync(ran)).toBe(false);
  });

  it("is made, and left as it is", () => {
    const out = path.join(folder, "new", "out");
    checkOut(out);
    expect(readdirSync(out)).toEqual([]);
    mkdirSync(path.join(out, "kept"));
    checkOut(out);
    expect(readdirSync(out)).toEqual(["kept"]);
  });
});
