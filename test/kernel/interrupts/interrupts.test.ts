import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { notebookFolder } from "../client";
import { type Action, cell, type Heard, type Talked, talk } from "../talk";

const { folder, remove } = notebookFolder();
afterAll(remove);

/** Runs a cell and interrupts it when it has printed something; then a second one, which must run. */
const interrupted = (as: string, code: string): Action[] => [
  { send: "execute_request", as, content: { code, silent: false, store_history: true, allow_stdin: true, stop_on_error: true } },
  { hear: "stream", of: as },
  { send: "interrupt_request", channel: "control", as: `stop ${as}` },
  { reply: `stop ${as}` },
  { reply: as },
  ...cell(`after ${as}`, "await sleep(5); 'alive'"),
];

const cells = {
  "an async loop": 'console.log("go");\nwhile (true) {\n  await sleep(10);\n}',
  "a loop without an await": 'console.log("go");\nwhile (true) {\n}',
  "a loop in a function": 'function turn() {\n  for (;;);\n}\nconsole.log("go");\nturn();',
  "a loop after an await": 'await sleep(1);\nconsole.log("go");\nwhile (true) {\n}',
  "a loop of microtasks": 'console.log("go");\nwhile (true) await null;',
  "a loop of microtasks in a library": 'console.log("go");\nawait new Function("return (async () => { for (;;) await null; })()")();',
  "a loop that prints": 'while (true) console.log("busy");',
  "a loop in an immediate":
    'setImmediate(() => {});\nsetImmediate(() => { console.log("go"); while (true); });\nsetImmediate(() => {});\nawait sleep(3_600_000);',
  "a loop in a timer": 'setTimeout(() => { console.log("go"); while (true); }, 1);\nawait sleep(3_600_000);',
  "a long wait": 'setTimeout(() => console.log("go"), 1);\ntry {\n  await sleep(3_600_000);\n} finally {\n  console.log("cleaned up");\n}',
  "a native call":
    'import { spawnSync } from "node:child_process";\nconsole.log("go");\nspawnSync("sleep", ["1"]);\nconsole.log("behind it");',
  "a cell that asks": 'console.log("go");\nprompt("name?");',
} as const;

describe("an interrupt", () => {
  let talked: Talked;
  beforeAll(async () => {
    talked = await talk(folder, [
      ...cell("define", "const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));"),
      ...Object.entries(cells).flatMap(([name, code]) => interrupted(name, code)),
    ]);
  });
  const errorOf = (name: string) => talked.results[name]?.iopub.find(({ type }) => type === "error")?.content;
  const printed = (name: string): string =>
    (talked.results[name]?.iopub ?? []).flatMap(({ type, content }) => (type === "stream" ? [content.text] : [])).join("");

  it.each(Object.keys(cells))("ends %s, and not the next cell", (name) => {
    expect(talked.results[name]?.reply).toMatchObject({ status: "error", ename: "Interrupted" });
    expect(errorOf(name)).toMatchObject({ ename: "Interrupted", evalue: "the cell was interrupted" });
    expect(talked.results[`after ${name}`]?.reply).toMatchObject({ status: "ok" });
  });

  it("is shown with the line at which the cell was", () => {
    const line = (name: string) => ((errorOf(name)?.traceback ?? []) as string[]).find((text) => text.startsWith("> "));
    expect(line("an async loop")).toBe("> 3 |   await sleep(10);");
    expect(line("a loop in a function")).toBe("> 2 |   for (;;);");
    expect(errorOf("a loop in a function")?.traceback).toContainEqual(expect.stringMatching(/^ {4}at turn \(cell \d+, line 2\)$/));
    expect(line("a loop of microtasks")).toBe("> 2 | while (true) await null;");
    expect(line("a long wait")).toBe("> 3 |   await sleep(3_600_000);");
  });

  it("lets the cell clean up, and runs no line behind a native call that has returned", () => {
    expect(printed("a long wait")).toBe("go\ncleaned up\n");
    expect(printed("a native call")).toBe("go\n");
  });
});

const textOf = (shown: Heard | undefined): string => String((shown?.content.data as Record<string, unknown> | undefined)?.["text/plain"]);

describe("what an interrupted cell started", () => {
  it("does not go on: timers, awaits, loops in libraries", async () => {
    const library =
      'new Function("return (async () => { for (let turn = 0; ; turn++) { globalThis.turns = turn; await new Promise((r) => setTimeout(r, 5)); } })()")';
    const { results } = await talk(folder, [
      ...cell(
        "define",
        "const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));\nconst counts = globalThis as any;\ncounts.ticks = counts.own = 0;\nconst seen = () => [counts.ticks, counts.own, counts.turns];",
      ),
      ...interrupted(
        "all",
        `setInterval(() => counts.ticks++, 5);\n(async () => { for (;;) { counts.own++; await sleep(5); } })();\nsetTimeout(() => console.log("go"), 50);\nawait ${library}();`,
      ),
      ...cell("compare", "const before = seen();\nawait sleep(100);\nJSON.stringify([before, seen()])"),
    ]);
    const [shown] = results.compare?.iopub.filter(({ type }) => type === "execute_result") ?? [];
    const [before, after] = JSON.parse(textOf(shown).slice(1, -1));
    expect(before.every((count: number) => count > 0)).toBe(true);
    expect(after).toEqual(before);
  });

  it("is ended if it blocks the kernel while no cell runs", async () => {
    const { results } = await talk(folder, [
      ...cell("start", 'setTimeout(() => { console.log("blocks"); while (true); }, 30);'),
      { hear: "stream", of: "start" },
      { send: "interrupt_request", channel: "control", as: "stop" },
      { reply: "stop" },
      ...cell("next", "'alive'"),
    ]);
    expect(results.next?.reply).toMatchObject({ status: "ok" });
    const errors = results.start?.iopub.filter(({ type, content }) => type === "stream" && content.name === "stderr");
    expect(errors?.[0]?.content.text).toContain("Interrupted: the cell was interrupted\n    at ");
  });
});

describe("a comm's handler that does not end", () => {
  it("is interrupted like a cell, and its front end hears that the kernel is idle again", async () => {
    const { results } = await talk(folder, [
      ...cell(
        "register",
        'import { registerTarget } from "largebatch/dist/kernel/comms";\nregisterTarget("stuck", () => { console.log("in"); for (;;); });',
      ),
      { send: "comm_open", as: "open", content: { comm_id: "c1", target_name: "stuck", data: {} } },
      { hear: "stream", of: "open" },
      { send: "interrupt_request", channel: "control", as: "stop" },
      { reply: "stop" },
      ...cell("next", "'alive'"),
    ]);
    expect(results.next?.reply).toMatchObject({ status: "ok" });
    const states = results.open?.iopub.flatMap(({ type, content }) => (type === "status" ? [content.execution_state] : []));
    expect(states).toEqual(["busy", "idle"]);
  });
});

describe("kernel.signal", () => {
  it("is aborted for the cell that runs, and new for the next", async () => {
    const { results } = await talk(folder, [
      ...cell("import", 'import { kernel } from "largebatch";\nconst sleep = async (_: number) => {};'),
      ...interrupted(
        "waits",
        'const { signal } = kernel;\nsetTimeout(() => console.log("go"), 1);\nconst kept = await new Promise((resolve) => {\n  signal.addEventListener("abort", () => resolve("brought home"));\n});',
      ),
      ...cell("kept", "[kept, signal.aborted, kernel.signal.aborted]"),
    ]);
    expect(results.waits?.reply).toMatchObject({ ename: "Interrupted" });
    const [shown] = results.kept?.iopub.filter(({ type }) => type === "execute_result") ?? [];
    expect(shown?.content.data).toEqual({ "text/plain": "[ 'brought home', true, false ]" });
  });

  it("stops a training between two calls, and its state is kept", async () => {
    const { results } = await talk(folder, [
      ...cell(
        "import",
        'import { loadData, parseRun, train } from "largebatch";\nconst sleep = async (_: number) => {};\nconst data = await loadData("glyphs");',
      ),
      ...interrupted(
        "train",
        'const run = parseRun({ network: "mlp", data: "glyphs", batch: 20, epochs: 1_000_000, until: "epochs" });\nconst result = await train(run, data, { onEpoch: ({ epoch }) => { if (epoch === 1) console.log("go"); } });',
      ),
      ...cell("kept", "[result.ending, result.weights.length > 0]"),
    ]);
    expect(results.train?.reply).toMatchObject({ ename: "Interrupted" });
    const [shown] = results.kept?.iopub.filter(({ type }) => type === "execute_result") ?? [];
    expect(shown?.content.data).toEqual({ "text/plain": "[ 'interrupted', true ]" });
  });
});

it("what a cell declared before it was interrupted or threw is there afterwards", async () => {
  const { results } = await talk(folder, [
    ...cell("sleep", "const sleep = async (_: number) => {};"),
    ...interrupted("counts", 'import { basename } from "node:path";\nlet turns = 0;\nconsole.log("go");\nwhile (true) turns++;'),
    ...cell("throws", "const rate = 0.5;\nthrow new Error();"),
    ...cell("kept", "[turns > 0, rate, basename('a/b')]"),
  ]);
  const [shown] = results.kept?.iopub.filter(({ type }) => type === "execute_result") ?? [];
  expect(textOf(shown)).toBe("[ true, 0.5, 'b' ]");
});

it("SIGINT interrupts too", async () => {
  const { results } = await talk(folder, [
    ...cell("loop", 'process.kill(process.pid, "SIGINT");\nwhile (true);'),
    ...cell("next", "'alive'"),
  ]);
  expect(results.loop?.reply).toMatchObject({ ename: "Interrupted" });
  expect(results.next?.reply).toMatchObject({ status: "ok" });
});
