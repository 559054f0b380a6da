import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { create } from "tar";
import { describe, expect, it } from "vitest";
import { readMembers } from "../../src/data/archive";
import { UserError } from "../../src/errors";
import { noise, place, tarGzip, temporaryFolder } from "./helpers";

describe("readMembers", () => {
  it("takes what was asked for and leaves the rest", async () => {
    const folder = await temporaryFolder();
    await place(folder, { "x.tar.gz": await tarGzip(folder, "in", { one: noise(100_000), other: "text", two: noise(10, 2) }) });
    const got = await readMembers(join(folder, "x.tar.gz"), new Map([["in/one", 100_000], ["in/two", 10]])); // biome-ignore format: one call
    expect(Array.from(got.keys())).toEqual(["in/one", "in/two"]);
    expect(got.get("in/one")).toEqual(noise(100_000));
  });

  it("refuses a member that is missing, or of another size", async () => {
    const folder = await temporaryFolder();
    await place(folder, { "x.tar.gz": await tarGzip(folder, "in", { one: noise(100) }) });
    const read = (members: [string, number][]) => readMembers(join(folder, "x.tar.gz"), new Map(members));
    await expect(read([["in/two", 100]])).rejects.toThrow("x.tar.gz is not the archive that was expected: it has no in/two.");
    await expect(read([["in/one", 99]])).rejects.toThrow("in/one should have 99 bytes, has 100");
  });

  it("refuses a link in the place of a file", async () => {
    const folder = await temporaryFolder();
    await place(folder, { "in/target": "secret" });
    await symlink("target", join(folder, "in", "one"));
    await create({ file: join(folder, "x.tar"), cwd: folder }, ["in/one"]);
    await expect(readMembers(join(folder, "x.tar"), new Map([["in/one", 0]]))).rejects.toThrow("in/one is a SymbolicLink, not a file");
  });

  it("refuses what is no archive, or only the beginning of one", async () => {
    const folder = await temporaryFolder();
    const whole = await tarGzip(folder, "in", { one: noise(100_000) });
    const plain = gunzipSync(whole);
    for (const bytes of [
      plain.subarray(0, 50_000),
      plain.subarray(0, 99_000),
      noise(5000),
      gzipSync(noise(5000)),
      whole.subarray(0, 50_000),
      new Uint8Array(0),
    ]) {
      await writeFile(join(folder, "x.tar.gz"), bytes);
      await expect(readMembers(join(folder, "x.tar.gz"), new Map([["in/one", 100_000]]))).rejects.toThrow(UserError);
    }
  });
});
