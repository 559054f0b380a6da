import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { UsageError, UserError } from "../../src/errors";
import { findNotebooks, listNotebooks } from "../../src/notebook/names";
import { inProject } from "../../src/project";
import { notebookFolder } from "../kernel/client";

const { folder, remove } = notebookFolder();
afterAll(remove);
for (const file of ["04-flat-and-sharp.ipynb", "00-setup.ipynb", "05-sharpness.ipynb", "notes.txt"])
  writeFileSync(path.join(folder, file), "");

const find = (...names: string[]): string[] => findNotebooks(names, folder).map((file) => path.basename(file));

describe("findNotebooks", () => {
  it("finds all, in order", () => {
    expect(listNotebooks(folder)).toEqual(["00-setup", "04-flat-and-sharp", "05-sharpness"]);
    expect(find()).toEqual(["00-setup.ipynb", "04-flat-and-sharp.ipynb", "05-sharpness.ipynb"]);
  });

  it.each(["04", "04-flat-and-sharp", "04-flat-and-sharp.ipynb", path.join(folder, "04-flat-and-sharp.ipynb"), "04-flat"])(
    "understands %s",
    (name) => {
      expect(find(name)).toEqual(["04-flat-and-sharp.ipynb"]);
    },
  );

  it("keeps the order of the names and drops repetitions", () => {
    expect(find("05", "00", "05-sharpness")).toEqual(["05-sharpness.ipynb", "00-setup.ipynb"]);
  });

  it("lists what there is for an unknown name", () => {
    expect(() => find("07")).toThrow(UsageError);
    expect(() => find("07")).toThrow('There is no notebook "07". Choose from:\n  00-setup\n  04-flat-and-sharp\n  05-sharpness');
    expect(() => find("0")).toThrow(UsageError);
  });

  it.each(["/nowhere/04-flat-and-sharp.ipynb", "nowhere/04", "../04"])("does not take its own notebook for %s", (name) => {
    expect(() => find(name)).toThrow(UsageError);
    expect(() => find(name)).toThrow(`"${name}" is not in ${folder}. Use --folder ${path.dirname(name)}`);
  });

  it("takes a path from here", () => {
    const [file] = findNotebooks(["notebooks/04-flat-and-sharp.ipynb"], inProject("notebooks"));
    expect(file).toBe(inProject("notebooks", "04-flat-and-sharp.ipynb"));
  });

  it.each(["elsewhere", "notes.txt"])("says when there are none at all (%s)", (name) => {
    expect(() => findNotebooks([], path.join(folder, name))).toThrow(UserError);
  });
});
