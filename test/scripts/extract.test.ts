import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pathsOf, ROOT } from "../../scripts/setup/context.mjs";

const { python } = pathsOf(ROOT);
const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
let folder: string;
let wheel: string;

/** Writes a wheel with a library, a program, and a file that nobody asks for; each member's content is its name. */
const MAKE = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    for name, mode in ("tensorflow/lib.so.2", 0o644), ("nvidia/bin/ptxas", 0o744), ("tensorflow/python/big.py", 0o644), *((n, 0o644) for n in sys.argv[2:]):
        member = zipfile.ZipInfo(name)
        member.external_attr = mode << 16
        archive.writestr(member, name)
`;

const makeWheel = (...more: string[]) => spawnSync(python, ["-c", MAKE, wheel, ...more]);

const extract = () => {
  const script = join(ROOT, "scripts", "setup", "extract.py");
  return spawnSync(python, [script, wheel, folder, "note.json", "tensorflow/*.so*", "nvidia/*"], { encoding: "utf8" }).status;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "extract-"));
  wheel = join(folder, "some.whl");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("extract.py", () => {
  it("unpacks what matches and nothing else, and notes the contents", () => {
    makeWheel();
    expect(extract()).toBe(0);
    expect(readFileSync(join(folder, "tensorflow/lib.so.2"), "utf8")).toBe("tensorflow/lib.so.2");
    expect(existsSync(join(folder, "tensorflow/python"))).toBe(false);
    const files = { "tensorflow/lib.so.2": sha256("tensorflow/lib.so.2"), "nvidia/bin/ptxas": sha256("nvidia/bin/ptxas") };
    expect(JSON.parse(readFileSync(join(folder, "note.json"), "utf8"))).toEqual({ wheel: sha256(readFileSync(wheel)), files });
  });

  it.skipIf(process.platform === "win32")("lets everybody run the programs, and nobody the libraries", () => {
    makeWheel();
    extract();
    expect(statSync(join(folder, "nvidia/bin/ptxas")).mode & 0o111).toBe(0o111);
    expect(statSync(join(folder, "tensorflow/lib.so.2")).mode & 0o111).toBe(0);
  });

  it("fails and leaves no note when the wheel is damaged", () => {
    makeWheel();
    const bytes = readFileSync(wheel);
    bytes.writeUInt8(0x58, bytes.indexOf("tensorflow/lib.so.2", bytes.indexOf("tensorflow/lib.so.2") + 1)); // in the content
    writeFileSync(wheel, bytes);
    expect(extract()).not.toBe(0);
    expect(existsSync(join(folder, "note.json"))).toBe(false);
  });

  it("refuses a wheel whose member would land outside", () => {
    makeWheel("nvidia/../../outside");
    expect(extract()).not.toBe(0);
    expect(existsSync(join(folder, "..", "outside"))).toBe(false);
  });
});
