import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { packageDamage } from "../../scripts/setup/node-packages.mjs";
import { readPins } from "../../scripts/setup/python.mjs";

const machine = { platform: "linux", arch: "x64", libc: "glibc" };
const zod = { version: "4.6.7", resolved: "zod.tgz", integrity: "sha512-a" };
const native = { version: "1.0.0", optional: true, cpu: ["x64"], os: ["linux"], libc: ["glibc"] };
const wanted = {
  "": { name: "largebatch" },
  "scripts/tfjs-node-shim": { version: "4.22.0" },
  "node_modules/zod": zod,
  "node_modules/native-linux-x64": native,
  "node_modules/native-darwin-arm64": { ...native, cpu: ["arm64"], os: ["darwin"], libc: undefined },
  "node_modules/helper-of-wasm": { version: "1.0.0", optional: true },
};
const installed = { "node_modules/zod": zod, "node_modules/native-linux-x64": native };
const everyFolder = () => true;

describe("packageDamage", () => {
  it("accepts an installation that matches, whoever made it", () => {
    expect(packageDamage(wanted, installed, everyFolder, machine)).toBeNull();
  });

  it("finds a package that is not installed, and one of another version", () => {
    expect(packageDamage(wanted, { "node_modules/native-linux-x64": native }, everyFolder, machine)).toBe(
      "node_modules/zod is not installed",
    );
    const other = { ...installed, "node_modules/zod": { ...zod, version: "4.6.6" } };
    expect(packageDamage(wanted, other, everyFolder, machine)).toBe("node_modules/zod is another version");
  });

  it("finds a package whose folder was removed", () => {
    expect(packageDamage(wanted, installed, (folder: string) => folder !== "node_modules/zod", machine)).toBe(
      "node_modules/zod is missing",
    );
  });

  it("finds packages that were installed for another machine", () => {
    expect(packageDamage(wanted, installed, everyFolder, { platform: "darwin", arch: "arm64", libc: "musl" })).toBe(
      "node_modules/native-darwin-arm64 is not installed",
    );
  });
});

describe("readPins", () => {
  it("reads pins, and leaves out comments, markers and the rest", () => {
    expect(readPins("# tools\njupyterlab==4.6.6\nnbdime==4.0.4 ; python_version >= '3.10'\nplotly>=7\n")).toEqual([
      { name: "jupyterlab", version: "4.6.6" },
      { name: "nbdime", version: "4.0.4" },
    ]);
  });

  it("finds every line of requirements.txt pinned", () => {
    const text = readFileSync("requirements.txt", "utf8");
    expect(readPins(text)).toHaveLength(text.split("\n").filter((line) => line && !line.startsWith("#")).length);
  });
});
