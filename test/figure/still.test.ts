import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { inflateSync } from "node:zlib";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors";
import { describeBrowser, findBrowser } from "../../src/figure/browser";
import type { Figure } from "../../src/figure/figure";
import { closeStills, stillPng, stillSvg } from "../../src/figure/still";
import { inProject } from "../../src/project";

const curve: Figure = { data: [{ x: [1, 2, 3], y: [0.5, 0.1, 0.4], name: "loss" }], layout: { title: { text: "A curve" } } };
const surface: Figure = {
  data: [
    {
      type: "surface",
      z: Array.from({ length: 20 }, (_, i) => Float32Array.from({ length: 20 }, (_, j) => Math.sin(i / 4) * Math.cos(j / 4))),
    },
  ],
  layout: {},
};

/** Width and height, and how many different bytes the pixels hold: a blank picture has one or two. */
function describePng(png: Buffer): { width: number; height: number; values: number } {
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const chunks: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") chunks.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), values: new Set(inflateSync(Buffer.concat(chunks))).size };
}

afterAll(closeStills);

describe("the browser of the system", () => {
  it("draws a PNG of the size asked for", async () => {
    const { values, ...size } = describePng(await stillPng(curve, { width: 300, height: 200, scale: 2 }));
    expect(size).toEqual({ width: 600, height: 400 });
    expect(values).toBeGreaterThan(20);
  });

  it("takes the size of the layout, else 760 by 460", async () => {
    expect(describePng(await stillPng(curve, { scale: 1 }))).toMatchObject({ width: 760, height: 460 });
    expect(describePng(await stillPng({ ...curve, layout: { width: 320, height: 240 } }, { scale: 1 }))).toMatchObject({
      width: 320,
      height: 240,
    });
  });

  it("draws a surface in three dimensions", async () => {
    const options = { width: 300, height: 300, scale: 1 };
    const empty = describePng(await stillPng({ data: [{ type: "surface", z: [] }], layout: {} }, options));
    // Shaded colours use the whole range of bytes; axes alone do not.
    expect(describePng(await stillPng(surface, options)).values).toBeGreaterThan(Math.max(200, empty.values));
  });

  it("gives equal SVG for equal figures, with ids of their own for others", async () => {
    const [first, second, other] = [await stillSvg(curve), await stillSvg({ ...curve }), await stillSvg({ ...curve, layout: {} })];
    expect(first).toMatch(/^<svg /);
    expect(first).toContain("A curve");
    expect(second).toBe(first);
    const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids(first).length).toBeGreaterThan(0);
    expect(ids(other).filter((id) => ids(first).includes(id))).toEqual([]);
  });

  it("draws figures that are asked for at the same time", async () => {
    const both = await Promise.all([stillPng(curve, { width: 200, scale: 1 }), stillPng(curve, { width: 220, scale: 1 })]);
    expect(both.map((png) => describePng(png).width)).toEqual([200, 220]);
  });

  it("starts again after it was closed", async () => {
    await closeStills();
    expect(describePng(await stillPng(curve, { width: 200, scale: 1 })).width).toBe(200);
  });
});

describe("LARGEBATCH_BROWSER", () => {
  afterEach(() => {
    delete process.env.LARGEBATCH_BROWSER;
  });

  it("must name a program", () => {
    process.env.LARGEBATCH_BROWSER = "/nowhere/chromium";
    expect(findBrowser).toThrow(UserError);
    expect(findBrowser).toThrow('"/nowhere/chromium" is no program');
  });

  it.runIf(process.platform === "linux" && process.arch === "x64")(
    "=bundled uses the browser of the npm package, surfaces included",
    async () => {
      process.env.LARGEBATCH_BROWSER = "bundled";
      expect(describeBrowser().path).toContain("@sparticuz/chromium");
      await closeStills();
      expect(describePng(await stillPng(surface, { width: 300, height: 300, scale: 1 })).values).toBeGreaterThan(200);
      await closeStills();
    },
  );
});

/** Draws one picture in a process of its own, prints the browser's process id, then does `last`. */
const script = (last: string): string => `
  let browser;
  require("node:diagnostics_channel").subscribe("child_process", (message) => { browser = message.process; });
  require("./dist/figure/still").stillPng(${JSON.stringify(curve)}).then((png) => {
    console.log(browser.pid, png.length, browser.spawnfile);
    ${last}
  });
`;

describe("the end of the process ends the browser", () => {
  it.each([
    ["by itself", "", undefined],
    ["by process.exit", "process.exit(0)", undefined],
    ["by Ctrl-C", "setInterval(() => {}, 1000)", "SIGINT"],
    ["by a signal that cannot be handled", "setInterval(() => {}, 1000)", "SIGKILL"],
  ] as const)("%s", async (_, last, signal) => {
    const temporary = mkdtempSync(path.join(tmpdir(), "t-"));
    const env = { ...process.env, TMPDIR: temporary };
    const child = spawn(process.execPath, ["-e", script(last)], { cwd: inProject(), stdio: ["ignore", "pipe", "inherit"], env });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    let pid = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      pid = Number(line.split(" ")[0]);
      if (signal) child.kill(signal);
    }
    await ended;
    expect(pid).toBeGreaterThan(1);
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
    // No program can clean up after a signal that cannot be handled.
    if (signal !== "SIGKILL") expect(readdirSync(temporary)).toEqual([]);
    rmSync(temporary, { recursive: true, force: true });
  });

  it("works with a temporary folder whose path is too long for the browser", async () => {
    const temporary = mkdtempSync(path.join(tmpdir(), "t-".padEnd(100, "x")));
    const env = { ...process.env, TMPDIR: temporary };
    const child = spawn(process.execPath, ["-e", script("process.exit(0)")], {
      cwd: inProject(),
      stdio: ["ignore", "pipe", "inherit"],
      env,
    });
    const printed = await text(child.stdout);
    rmSync(temporary, { recursive: true, force: true });
    const found = findBrowser();
    // Not with another one, to which it would turn if the first does not start.
    expect(printed).toContain(found.kind === "system" ? `${found.executable}\n` : "chromium\n");
  });
});

function isAlive(pid: number): boolean {
  if (process.platform === "linux") return existsSync(`/proc/${pid}`);
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
