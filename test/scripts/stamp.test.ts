import { mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pathsOf } from "../../scripts/setup/context.mjs";
import { damage, readStamp, removeStamp, writeStamp } from "../../scripts/setup/stamp.mjs";

let ctx: { root: string; paths: Record<string, string> };
const library = () => join(ctx.root, "library.so");
const madeFrom = { version: "2.21.0", variant: "cpu" };

beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), "stamp-"));
  ctx = { root, paths: pathsOf(root) };
  writeFileSync(library(), "0123456789");
  writeStamp(ctx, "stage", madeFrom, ["library.so"]);
});

afterEach(() => rmSync(ctx.root, { recursive: true, force: true }));

describe("damage", () => {
  it("finds nothing to do right after the stage was stamped", () => {
    expect(damage(ctx, "stage", madeFrom)).toBeNull();
  });

  it("finds a stage that was interrupted: it has no stamp, or half of one", () => {
    writeFileSync(join(ctx.paths.state ?? "", "stage.json"), '{"madeFrom": {"ver');
    expect(damage(ctx, "stage", madeFrom)).toBe("not done yet");
    removeStamp(ctx, "stage");
    expect(damage(ctx, "stage", madeFrom)).toBe("not done yet");
  });

  it("finds another version", () => {
    expect(damage(ctx, "stage", { ...madeFrom, version: "2.22.0" })).toBe("another version");
  });

  it("finds a deleted file", () => {
    rmSync(library());
    expect(damage(ctx, "stage", madeFrom)).toBe("library.so is missing");
  });

  it("finds a truncated file, also when its time is unchanged", () => {
    const { modified } = readStamp(ctx, "stage").outputs["library.so"];
    truncateSync(library(), 9);
    utimesSync(library(), modified, modified);
    expect(damage(ctx, "stage", madeFrom)).toBe("library.so is damaged");
  });

  it("finds a file of the same size and other content by its time", () => {
    writeFileSync(library(), "012345678X");
    utimesSync(library(), 1e9, 1e9);
    expect(damage(ctx, "stage", madeFrom)).toBe("library.so is damaged");
  });

  it("accepts a copy, whose time alone is another, and remembers that time", () => {
    utimesSync(library(), 1e9, 1e9);
    expect(damage(ctx, "stage", madeFrom)).toBeNull();
    expect(readStamp(ctx, "stage").outputs["library.so"].modified).toBe(1e9);
  });
});
