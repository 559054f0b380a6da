import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { notebookFolder } from "./client";
import { type Action, cell, type Talked, talk } from "./talk";

const { folder, remove } = notebookFolder();
afterAll(remove);

/** Code that keeps the kernel's thread busy until the client has created `file`. */
const untilCreated = (file: string): string => `while (!require("node:fs").existsSync("${file}"));`;
const begin = (as: string, code: string): Action => cell(as, code)[0] as Action;

describe("what a cell publishes", () => {
  let talked: Talked;
  beforeAll(async () => {
    // What comes too late is waited for in vain: the thread is busy until it was heard.
    talked = await talk(folder, [
      ...cell("trivial", "1 + 1"),
      ...cell("printing", "console.log('first');\nkernel.display({ 'text/plain': 'second' });\nconsole.log('third');\n'last'"),
      ...cell("failing", "console.log('before');\nthrow new RangeError('late')"),
      begin("busy", `console.log("while it runs");\n${untilCreated("heard")}\n"its value"`),
      { hear: "status", of: "busy" },
      { hear: "execute_input", of: "busy" },
      { hear: "stream", of: "busy" },
      { create: "heard" },
      { reply: "busy" },
      begin("silently busy", untilCreated("begun")),
      { hear: "execute_input", of: "silently busy" },
      { create: "begun" },
      { reply: "silently busy" },
      begin("displaying", `kernel.display({ "text/plain": "shown" });\n${untilCreated("shown")}`),
      { hear: "display_data", of: "displaying" },
      { create: "shown" },
      { reply: "displaying" },
      // What the cell has started keeps the thread busy before the cell has come to its end.
      begin("starting", `setImmediate(() => { ${untilCreated("seen")} });\n42`),
      { hear: "execute_result", of: "starting" },
      { create: "seen" },
      { reply: "starting" },
    ]);
  });

  const heard = (name: string): string[] =>
    (talked.results[name]?.iopub ?? []).map(({ type, content }) => (type === "status" ? String(content.execution_state) : type));

  it("is busy, its input, its value, idle", () => {
    expect(heard("trivial")).toEqual(["busy", "execute_input", "execute_result", "idle"]);
    expect(talked.results.trivial?.reply).toMatchObject({ status: "ok", execution_count: 1 });
  });

  it("keeps its order between text, displays, value and error", () => {
    expect(heard("printing")).toEqual(["busy", "execute_input", "stream", "display_data", "stream", "execute_result", "idle"]);
    expect(heard("failing")).toEqual(["busy", "execute_input", "stream", "error", "idle"]);
  });

  it("is there before its code runs, and at once while that keeps the thread busy", () => {
    expect(heard("busy")).toEqual(["busy", "execute_input", "stream", "execute_result", "idle"]);
    expect(heard("silently busy")).toEqual(["busy", "execute_input", "idle"]);
    expect(heard("displaying")).toEqual(["busy", "execute_input", "display_data", "idle"]);
  });

  it("includes its value before what it started comes to an end", () => {
    expect(heard("starting")).toEqual(["busy", "execute_input", "execute_result", "idle"]);
  });
});
