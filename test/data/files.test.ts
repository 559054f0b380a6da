import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locate, readExactly, sha256, sha256OfFile, writeWhole } from "../../src/data/files";
import { UserError } from "../../src/errors";
import { noise, place, temporaryFolder } from "./helpers";

describe("SHA-256", () => {
  it("is the one of the standard's example, from memory and from a file", async () => {
    const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const folder = await temporaryFolder();
    await place(folder, { abc: "abc" });
    expect(sha256(Buffer.from("abc"))).toBe(abc);
    expect(await sha256OfFile(join(folder, "abc"))).toBe(abc);
  });
});

describe("writeWhole", () => {
  it("replaces a file and leaves nothing else behind", async () => {
    const folder = join(await temporaryFolder(), "new");
    await writeWhole(join(folder, "file"), "old");
    await writeWhole(join(folder, "file"), "new");
    expect(await readFile(join(folder, "file"), "utf8")).toBe("new");
    expect(await readdir(folder)).toEqual(["file"]);
  });

  it("leaves no temporary file where the renaming fails", async () => {
    const folder = await temporaryFolder();
    await place(folder, { "taken/inside": "" });
    await expect(writeWhole(join(folder, "taken"), "x")).rejects.toThrow();
    expect(await readdir(folder)).toEqual(["taken"]);
  });
});

describe("readExactly", () => {
  const content = noise(5000);

  it("reads plain and compressed files alike", async () => {
    const folder = await temporaryFolder();
    await place(folder, { plain: content, zipped: gzipSync(content) });
    for (const name of ["plain", "zipped"]) expect((await readExactly(join(folder, name), 5000)).content).toEqual(content);
  });

  it("stops a bomb at the expected size", async () => {
    const folder = await temporaryFolder();
    await place(folder, { bomb: gzipSync(new Uint8Array(50_000_000)) });
    await expect(readExactly(join(folder, "bomb"), 5000)).rejects.toThrow("bomb unpacks to more than the expected 5000 bytes");
  });

  it("does not even read a file that is far too large", async () => {
    const folder = await temporaryFolder();
    await place(folder, { huge: new Uint8Array(1_000_000) });
    await expect(readExactly(join(folder, "huge"), 5000)).rejects.toThrow(
      /huge is too large: expected 5000 bytes \(or fewer, compressed\), got 1000000/,
    );
  });

  it("says when a file is cut short or too long", async () => {
    const folder = await temporaryFolder();
    await place(folder, { short: content.subarray(0, 4999), long: noise(5001), zipped: gzipSync(content.subarray(1)) });
    await expect(readExactly(join(folder, "short"), 5000)).rejects.toThrow("short is cut short: expected 5000 bytes of content, got 4999");
    await expect(readExactly(join(folder, "long"), 5000)).rejects.toThrow("long is too large: expected 5000 bytes of content, got 5001");
    await expect(readExactly(join(folder, "zipped"), 5000)).rejects.toThrow("zipped is cut short");
  });

  it("never takes a truncated or changed compressed file for the content", async () => {
    const folder = await temporaryFolder();
    const zipped = gzipSync(content);
    await fc.assert(
      fc.asyncProperty(fc.nat(zipped.length - 1), fc.integer({ min: 0, max: 255 }), async (at, change) => {
        const broken = change === 0 ? zipped.subarray(0, at) : Uint8Array.from(zipped, (byte, i) => (i === at ? byte ^ change : byte));
        await place(folder, { broken });
        try {
          // A changed time stamp or system byte of the gzip header does not touch the content.
          expect((await readExactly(join(folder, "broken"), 5000)).content).toEqual(content);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});

describe("locate", () => {
  it("takes the first folder that has any of the files, plain before compressed, and says what is missing", async () => {
    const folder = await temporaryFolder();
    await place(folder, { "b/one": "", "b/one.gz": "", "b/two.gz": "", "c/one": "", "c/two": "", "c/three": "" });
    const found = await locate(
      ["a", "b", "c"].map((name) => join(folder, name)),
      ["one", "two", "three"],
    );
    expect(found?.folder).toBe(join(folder, "b"));
    expect(Object.fromEntries(found?.paths ?? [])).toEqual({ one: join(folder, "b/one"), two: join(folder, "b/two.gz") });
    expect(found?.missing).toEqual(["three"]);
    expect(await locate([join(folder, "a")], ["one"])).toBeUndefined();
  });
});
