import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CellResult, notebookFolder, outputsOf, printed, runNotebook, runSteps, type Step } from "./client";

const { folder, remove } = notebookFolder();
afterAll(remove);

/** Runs cells in one kernel and gives each result a name. */
async function runNamed<Name extends string>(steps: Record<Name, Step>): Promise<Record<Name, CellResult>> {
  const { results } = await runSteps(folder, Object.values<Step>(steps));
  return Object.fromEntries(Object.keys(steps).map((name, i) => [name, results[i]])) as Record<Name, CellResult>;
}

const display = (bundle: string): string => `({ [Symbol.for("Jupyter.display")]: async () => (${bundle}) })`;

describe("a cell that runs", () => {
  const steps = {
    value: { code: "const loss = { train: [0.5, 0.25] };\nloss" },
    nothing: { code: "const rate = 0.1;" },
    bundle: { code: display('{ "text/html": "<b>0.5</b>", "text/plain": "0.5" }') },
    empty: { code: display("{}") },
    lines: { code: "for (let i = 0; i < 5000; i++) console.log('line', i);" },
    mixed: { code: "console.log('a'); console.error('b'); console.log('c');" },
    callback: { code: "await new Promise<void>((resolve) => process.stdout.write('written', () => resolve()));" },
    late: { code: "Promise.reject(new Error('nobody caught this')); 'goes on'" },
    environment: { code: "const { isNullOrUndefined } = require('util');\n[process.env.TF_CPP_MIN_LOG_LEVEL, isNullOrUndefined(null)]" },
    folder: { code: "require('fs').mkdirSync('node_modules_new/inside', { recursive: true }); process.cwd()" },
    missing: { code: "import { later } from './later';" },
    create: { code: "require('fs').writeFileSync('later.ts', 'export const later = 1;')" },
    after: { code: "1 + 1" },
    displays: {
      code: `import { display, table } from "largebatch/dist/kernel/display/display";
const handle = display({ "text/html": "<i>1</i>", "text/plain": "1" });
handle.update({ "text/plain": "2" });
table({ columns: ["batch", "net"], values: [[32, "<F1>"]] });`,
    },
    many: { code: "for (let i = 0; i < 2000; i++) display({ 'text/plain': String(i) });" },
  } satisfies Record<string, Step>;
  let ran: Record<keyof typeof steps, CellResult>;
  beforeAll(async () => {
    ran = await runNamed(steps);
  });

  it("sends its input and its last value as a result", () => {
    expect(ran.value.outputs).toEqual([
      { type: "execute_input", code: steps.value.code, execution_count: 1 },
      { type: "execute_result", data: { "text/plain": "{ train: [ 0.5, 0.25 ] }" }, metadata: {}, execution_count: 1 },
    ]);
    expect(ran.value.reply).toMatchObject({ status: "ok", execution_count: 1 });
    expect(outputsOf(ran.nothing, "execute_result")).toEqual([]);
  });

  it("shows a value with a display method by its bundle, and nothing for an empty one", () => {
    expect(outputsOf(ran.bundle, "execute_result")).toMatchObject([{ data: { "text/html": "<b>0.5</b>", "text/plain": "0.5" } }]);
    expect(outputsOf(ran.empty, "execute_result")).toEqual([]);
  });

  it("loses no line of 5,000", () => {
    expect(printed(ran.lines)).toBe(Array.from({ length: 5000 }, (_, i) => `line ${i}\n`).join(""));
  });

  it("loses no output of 2,000 that come at once", () => {
    expect(outputsOf(ran.many, "display_data")).toHaveLength(2000);
  });

  it("keeps the order of what goes to stdout and stderr, and calls back", () => {
    expect(outputsOf(ran.mixed, "stream").map(({ name, text }) => [name, text])).toEqual([
      ["stdout", "a\n"],
      ["stderr", "b\n"],
      ["stdout", "c\n"],
    ]);
    expect(printed(ran.callback)).toBe("written");
  });

  it("reports a rejection nobody caught and goes on", () => {
    expect(outputsOf(ran.late, "error")).toMatchObject([{ ename: "Error", evalue: "nobody caught this" }]);
    expect(outputsOf(ran.late, "execute_result")).toHaveLength(1);
  });

  it("finds what TensorFlow needs", () => {
    expect(outputsOf(ran.environment, "execute_result")).toMatchObject([{ data: { "text/plain": "[ '2', true ]" } }]);
  });

  it("survives new folders and a file created after its import failed", () => {
    expect(ran.missing.reply).toMatchObject({ status: "error", ename: "TypeScriptError" });
    expect(outputsOf(ran.folder, "execute_result")).toMatchObject([{ data: { "text/plain": `'${folder}'` } }]);
    expect(outputsOf(ran.after, "execute_result")).toMatchObject([{ data: { "text/plain": "2" } }]);
  });

  it("displays several MIME types in one output, and updates it", () => {
    expect(ran.displays.reply.status).toBe("ok");
    const [first, update, second] = ran.displays.outputs.slice(1);
    expect(first).toMatchObject({ type: "display_data", data: { "text/html": "<i>1</i>", "text/plain": "1" } });
    expect(update).toMatchObject({ type: "update_display_data", data: { "text/plain": "2" }, transient: first?.transient as object });
    expect(second).toMatchObject({ type: "display_data", data: { "text/plain": "batch  net\n   32  <F1>" } });
    // The handle is the last value; it adds no output of its own.
    expect(ran.displays.outputs).toHaveLength(4);
  });
});

describe("a cell that fails", () => {
  const steps = {
    define: {
      code: "interface Run { batch: number }\n\nfunction rateOf(run: Run): number {\n  // a comment\n  return (run as any).optimizer.rate;\n}",
    },
    thrown: { code: "const run: { batch: number } = { batch: 32 };\n\nrateOf(run);" },
    awaited: { code: "await Promise.resolve();\n\nthrow new RangeError('the rate is negative');" },
    string: { code: "throw 'a string';" },
    user: { code: 'import { UserError } from "largebatch/dist/errors";\nthrow new UserError("Expected a batch; got none.");' },
    types: { code: "const batch: number = 'big';\nnowhere;" },
    display: { code: '({ [Symbol.for("Jupyter.display")]() { throw new Error("in display"); } })' },
    exit: { code: "const kept = 'kept';\nprocess.exit(3);" },
    exitImported: { code: '(await import("node:process")).exit();' },
    // Timers of one length run in their order.
    exitLater: { code: "setTimeout(() => process.exit(4), 0);\nawait new Promise((resolve) => setTimeout(resolve, 0));\nkept" },
    exitCode: { code: "process.exitCode = 5;" },
    after: { code: "'alive'" },
  } satisfies Record<string, Step>;
  let ran: Record<keyof typeof steps, CellResult>;
  beforeAll(async () => {
    ran = await runNamed(steps);
  });

  it("sends an error message with cells and lines of their source, without frames of the kernel", () => {
    const [error] = outputsOf(ran.thrown, "error");
    expect(error).toMatchObject({ ename: "TypeError", evalue: "Cannot read properties of undefined (reading 'rate')" });
    expect(error?.traceback).toEqual([
      "TypeError: Cannot read properties of undefined (reading 'rate')",
      "    at rateOf (cell 1, line 5)",
      "    at cell 2, line 3",
      "",
      "  3 | function rateOf(run: Run): number {",
      "  4 |   // a comment",
      "> 5 |   return (run as any).optimizer.rate;",
      "  6 | }",
    ]);
  });

  it("says the same in the reply", () => {
    const { type: _, ...error } = outputsOf(ran.thrown, "error")[0] ?? { type: "" };
    expect(ran.thrown.reply).toEqual({ status: "error", execution_count: 2, ...error });
  });

  it("knows the line after an await", () => {
    expect(outputsOf(ran.awaited, "error")).toMatchObject([
      { ename: "RangeError", traceback: expect.arrayContaining(["    at cell 3, line 3"]) },
    ]);
  });

  it("reports what is no Error, errors for users, and errors of a display method", () => {
    expect(outputsOf(ran.string, "error")).toMatchObject([{ ename: "Thrown", evalue: "a string" }]);
    expect(outputsOf(ran.user, "error")).toMatchObject([{ ename: "UserError", evalue: "Expected a batch; got none." }]);
    expect(outputsOf(ran.user, "error")[0]?.traceback).toContain("    at cell 5, line 2");
    expect(printed(ran.display)).toContain("Error: in display");
    expect(outputsOf(ran.display, "execute_result")).toHaveLength(1);
  });

  it("reports what the compiler found, with positions in the cell", () => {
    expect(outputsOf(ran.types, "error")).toMatchObject([
      {
        ename: "TypeScriptError",
        evalue: "1:7 - TS2322: Type 'string' is not assignable to type 'number'.\n2:1 - TS2304: Cannot find name 'nowhere'.",
      },
    ]);
  });

  it("that asks the process to exit fails, and the kernel goes on", () => {
    const evalue = (code: number) =>
      `the cell asked to exit with code ${code}; the kernel goes on. To end it, restart it or shut it down from the menu.`;
    expect(ran.exit.reply).toMatchObject({ status: "error", ename: "ExitError", evalue: evalue(3) });
    expect(ran.exit.reply.traceback?.slice(0, 2)).toEqual([`ExitError: ${evalue(3)}`, expect.stringMatching(/^ {4}at cell \d+, line 2$/)]);
    expect(ran.exitImported.reply).toMatchObject({ ename: "ExitError", evalue: evalue(0) });
    expect(outputsOf(ran.exitLater, "error")).toMatchObject([{ ename: "ExitError", evalue: evalue(4) }]);
    expect(outputsOf(ran.exitLater, "execute_result")).toMatchObject([{ data: { "text/plain": "'kept'" } }]);
    expect(ran.exitCode.reply.status).toBe("ok");
  });

  it("leaves the kernel alive", () => {
    expect(outputsOf(ran.after, "execute_result")).toMatchObject([{ data: { "text/plain": "'alive'" } }]);
  });
});

it("aborts the cells sent together with a failing one, and only those", async () => {
  const { results } = await runSteps(folder, [{ at_once: ["throw new Error('first')", "1", "2"] }, { code: "3" }]);
  expect(results.map(({ reply }) => reply.status)).toEqual(["error", "aborted", "aborted", "ok"]);
  expect(results[1]?.outputs).toEqual([]);
});

it("ends an async cell on an interrupt and answers the next one", async () => {
  const { results } = await runSteps(folder, [
    // Node loses a signal that comes in the very moment in which the synchronous part of a cell ends, so this one prints later.
    {
      code: "await null; setTimeout(() => console.log('waiting'), 0); await new Promise((resolve) => setTimeout(resolve, 3_600_000));",
      interrupt: true,
    },
    { code: "while (true) console.log('busy');", interrupt: true },
    { code: "'next'" },
  ]);
  expect(results.map(({ reply }) => [reply.status, reply.ename])).toEqual([
    ["error", "Interrupted"],
    ["error", "Interrupted"],
    ["ok", undefined],
  ]);
});

it("shuts down at once although a timer is pending", async () => {
  const { shutdown_seconds } = await runSteps(folder, [{ code: "setInterval(() => {}, 1000); undefined" }]);
  // Jupyter waits five seconds before it kills a kernel that does not end by itself.
  expect(shutdown_seconds).toBeLessThan(4);
});

describe("nbclient", () => {
  const cells = ["console.log('one')", "const rate = -1;\nthrow new RangeError('rate ' + rate);", "'three'"];

  it("stops at the failing cell and reports its message", async () => {
    const { failure, outputs } = await runNotebook(folder, cells, false);
    expect(failure).toContain("RangeError: rate -1");
    expect(failure).toContain("cell 2, line 2");
    expect(outputs.map((each) => each.length)).toEqual([1, 1, 0]);
  });

  it("runs every cell if errors are allowed", async () => {
    const { failure, outputs } = await runNotebook(folder, cells, true);
    expect(failure).toBeNull();
    expect(outputs.map((each) => each.map((output) => output.output_type))).toEqual([["stream"], ["error"], ["execute_result"]]);
  });
});

it("shows a figure as one output: interactive, picture and words; its browser ends with the kernel", async () => {
  const { results } = await runSteps(folder, [
    { code: 'import { show } from "largebatch/dist/figure/show";' },
    {
      code: "import channel from 'node:diagnostics_channel';\nlet browser: any;\nchannel.subscribe('child_process', (message: any) => { browser = message.process; });",
    },
    { code: 'await show({ data: [{ y: [1, 2.123456789, NaN] }], layout: {} }, { alt: "A rising line." });' },
    { code: "({ pid: browser.pid })" },
  ]);
  const [, ...outputs] = results[2]?.outputs ?? [];
  expect(outputs).toHaveLength(1);
  const data = outputs[0]?.data as Record<string, unknown>;
  expect(Object.keys(data).sort()).toEqual(["application/vnd.plotly.v1+json", "image/png", "text/plain"]);
  expect(data["application/vnd.plotly.v1+json"]).toEqual({ data: [{ y: [1, 2.12346, null] }], layout: {} });
  expect(data["text/plain"]).toBe("A rising line.");
  const png = Buffer.from(String(data["image/png"]), "base64");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.length).toBeLessThanOrEqual(150_000);
  expect(outputs[0]?.metadata).toEqual({ "image/png": { width: 760, height: 460 } });
  const [, pid] = /pid: (\d+)/.exec(JSON.stringify(results[3]?.outputs)) ?? [];
  expect(Number(pid)).toBeGreaterThan(1);
  await expect.poll(() => existsSync(path.join("/proc", String(pid))), { timeout: 20_000 }).toBe(false);
});
