import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../src/figure/browser";
import { type NotebookEvent, type RunResult, runNotebooks } from "../../src/notebook/run";
import { inProject } from "../../src/project";
import { notebookFolder } from "../kernel/client";
import { writeNotebook } from "./notebooks";

const { folder, remove } = notebookFolder();
afterAll(remove);
const out = path.join(folder, "out");

writeNotebook(folder, "01-good", [
  "# A figure",
  'import { show } from "largebatch/dist/figure/show";\nconsole.log(process.env.SCALE);',
  '// the figure\nawait show({ data: [{ y: [1, 2] }], layout: { title: { text: "</script>" } } }, { alt: "A line <up>." });',
]);
const DRAW = 'import { stillPng } from "largebatch/dist/figure/still";\nawait stillPng({ data: [{ y: [1, 2] }], layout: {} });';
writeNotebook(folder, "04-draws", [DRAW]);
writeNotebook(folder, "05-draws-and-waits", [DRAW, "await new Promise((resolve) => setTimeout(resolve, 3_600_000));"]);
writeNotebook(folder, "07-scale", ["console.log(process.env.SCALE)"]);
writeNotebook(folder, "02-bad", [
  "console.log('before')",
  "const rate = -1;\nthrow new RangeError('rate ' + rate);",
  "console.log('never')",
]);
const pidFile = path.join(folder, "pid");
writeNotebook(folder, "03-slow", [
  `console.log("begun"); require("fs").writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));`,
  "await new Promise((resolve) => setTimeout(resolve, 3_600_000));",
]);

interface Executed {
  cells: { metadata: object; outputs?: { output_type: string; text?: string[]; data?: object }[] }[];
}
const read = (name: string): Executed => JSON.parse(readFileSync(path.join(out, name), "utf8")) as Executed;

/** A temporary folder of its own for each run, to see what is left there. */
const made: string[] = [];
const temporary = (): string => {
  const each = mkdtempSync(path.join(tmpdir(), "t-"));
  made.push(each);
  return each;
};
afterAll(() => {
  for (const each of made) rmSync(each, { recursive: true, force: true });
});

/** Runs the command as the command line does. */
const commandIn = (TMPDIR: string, ...args: string[]) =>
  spawn(
    process.execPath,
    [
      "-e",
      `const program = new (require("commander").Command)();
       require("./dist/notebook/command").registerNotebooksCommand(program);
       program.parseAsync(["node", "largebatch", "notebooks", ...process.argv.slice(1)]);`,
      ...args,
      "--folder",
      folder,
      "--out",
      out,
    ],
    { cwd: inProject(), stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, TMPDIR } },
  );
const command = (...args: string[]) => commandIn(temporary(), ...args);

describe("a notebook that runs", () => {
  const events: NotebookEvent[] = [];
  let result: RunResult;
  beforeAll(async () => {
    result = await runNotebooks({ names: ["01"], scale: "smoke", out, folder, onEvent: (event) => events.push(event) });
  });

  it("is written with its outputs and as a page", () => {
    expect(result).toEqual({ written: [path.join(out, "01-good.ipynb"), path.join(out, "01-good.html")], stopped: false });
    const outputs = read("01-good.ipynb").cells.flatMap((cell) => cell.outputs ?? []);
    expect(outputs.map((output) => output.output_type)).toEqual(["stream", "display_data"]);
    expect(outputs[0]?.text).toEqual(["smoke\n"]);
    expect(Object.keys(outputs[1]?.data ?? {})).toContain("image/png");
  });

  it("tells of each cell", () => {
    const at = { notebook: "01-good", total: 2 };
    expect(events.slice(0, 5)).toEqual([
      { event: "notebook started", ...at },
      { event: "cell started", ...at, index: 1, line: 'import { show } from "largebatch/dist/figure/show";' },
      { event: "cell finished", ...at, index: 1, line: 'import { show } from "largebatch/dist/figure/show";' },
      { event: "cell started", ...at, index: 2, line: "// the figure" },
      { event: "cell finished", ...at, index: 2, line: "// the figure" },
    ]);
  });

  it("carries no times and no paths", () => {
    const executed = readFileSync(path.join(out, "01-good.ipynb"), "utf8");
    expect(read("01-good.ipynb").cells.map((cell) => cell.metadata)).toEqual([{}, {}, {}]);
    expect(executed).not.toContain(folder);
    expect(executed).not.toMatch(/\d{4}-\d\d-\d\dT/);
  });

  it("becomes a page that is interactive offline and keeps its picture", async () => {
    const browser = await launchBrowser();
    try {
      const page = await (await browser.newContext({ offline: true })).newPage();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).protocol));
      await page.goto(`file://${path.join(out, "01-good.html")}`);
      await page.locator(".js-plotly-plot").waitFor();
      expect(await page.locator(".js-plotly-plot").count()).toBe(1);
      // Its text speaks of other runs than those of smoke, and the page says so.
      expect(await page.getByText("Scale smoke:").count()).toBe(1);
      expect(await page.locator(".figure > img").getAttribute("alt")).toBe("A line <up>.");
      expect(await page.locator(".figure > img").isHidden()).toBe(true);
      expect(asked.filter((protocol) => protocol.startsWith("http"))).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

it("a failing notebook stops the run; the command says where and why, and what was written", async () => {
  const child = command("02-bad.ipynb", "01");
  const [printed, said, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once("exit", resolve)),
  ]);
  expect(code).toBe(1);
  expect(said).toContain("02-bad, cell 2 failed:\n    const rate = -1;\n    throw new RangeError('rate ' + rate);\nRangeError: rate -1\n");
  expect(said).not.toContain("01-good");
  expect(printed).toContain(path.relative(inProject(), path.join(out, "02-bad.html")));
  expect(read("02-bad.ipynb").cells.map((cell) => cell.outputs?.map((output) => output.output_type))).toEqual([["stream"], ["error"], []]);
});

it("Ctrl-C stops everything and writes what was done", async () => {
  const child = command("03");
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const printed = text(child.stdout);
  for await (const line of createInterface({ input: child.stderr })) if (line.includes("cell 2/2")) child.kill("SIGINT");
  expect(await ended).toBe(130);
  expect(await printed).toContain(path.relative(inProject(), path.join(out, "03-slow.html")));
  expect(read("03-slow.ipynb").cells.map((cell) => cell.outputs?.[0]?.text)).toEqual([["begun\n"], undefined]);
  expect(existsSync(path.join(out, "03-slow.html"))).toBe(true);
  await expect.poll(() => existsSync(`/proc/${readFileSync(pidFile, "utf8")}`), { timeout: 20_000 }).toBe(false);
});

it("the death of the command ends the kernel too", async () => {
  const child = command("03");
  const ended = new Promise((resolve) => child.once("exit", resolve));
  for await (const line of createInterface({ input: child.stderr })) if (line.includes("cell 2/2")) child.kill("SIGKILL");
  await ended;
  await expect.poll(() => existsSync(`/proc/${readFileSync(pidFile, "utf8")}`), { timeout: 30_000 }).toBe(false);
});

it("what an earlier run put out is not taken for this one's", async () => {
  const file = writeNotebook(folder, "06-fails", ["throw new Error('no')", "1"]);
  const notebook = JSON.parse(readFileSync(file, "utf8")) as Executed;
  for (const cell of notebook.cells) cell.outputs = [{ output_type: "stream", text: ["old"], name: "stdout" } as never];
  writeFileSync(file, JSON.stringify(notebook));
  await runNotebooks({ names: ["06"], out, folder });
  expect(read("06-fails.ipynb").cells.map((cell) => cell.outputs?.map((output) => output.output_type))).toEqual([["error"], []]);
});

describe("the temporary folder is empty again", () => {
  it.each([
    ["after a run", "04", undefined],
    ["after Ctrl-C", "05", "SIGINT"],
    ["after the death of the command", "05", "SIGKILL"],
  ] as const)("%s", async (_, name, signal) => {
    const here = temporary();
    const child = commandIn(here, name);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    let seen = false;
    for await (const line of createInterface({ input: child.stderr })) {
      if (!line.includes(signal ? "cell 2/2" : "cell 1/1")) continue;
      seen = true;
      if (signal) child.kill(signal);
    }
    await ended;
    expect(seen).toBe(true);
    await expect.poll(() => readdirSync(here), { timeout: 30_000 }).toEqual([]);
  });
});

describe("SCALE of the environment", () => {
  const cli = (SCALE: string, ...args: string[]) => {
    const child = spawn(process.execPath, [inProject("dist", "cli.js"), "notebooks", ...args, "--folder", folder, "--out", out], {
      env: { ...process.env, SCALE },
    });
    const code = new Promise((resolve) => child.once("close", resolve));
    return Promise.all([text(child.stderr), code]).then(([said, code]) => ({ said, code }));
  };

  it("is the default of --scale", async () => {
    expect(await cli("smoke", "07")).toMatchObject({ code: 0 });
    expect(read("07-scale.ipynb").cells[0]?.outputs?.[0]?.text).toEqual(["smoke\n"]);
    expect(await cli("smoke", "07", "--scale", "paper")).toMatchObject({ code: 0 });
    expect(read("07-scale.ipynb").cells[0]?.outputs?.[0]?.text).toEqual(["paper\n"]);
  });

  it("must be a scale", async () => {
    const { said, code } = await cli("huge", "07");
    expect(code).toBe(2);
    expect(said).toContain("'huge' from env 'SCALE' is invalid. Allowed choices are smoke, small, paper.");
  });
});
