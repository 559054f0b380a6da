import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { notebookFolder } from "./client";
import { type Action, ask, cell, type Talked, talk } from "./talk";

const { folder, remove } = notebookFolder();
afterAll(remove);

const execute = (as: string, code: string, options: object = {}): Action => cell(as, code, options)[0] as Action;

describe("requests", () => {
  let talked: Talked;
  const reply = (name: string) => talked.results[name]?.reply;
  const types = (name: string): string[] =>
    (talked.results[name]?.iopub ?? []).filter(({ type }) => type !== "status").map(({ type }) => type);
  const states = (name: string): unknown[] =>
    (talked.results[name]?.iopub ?? []).filter(({ type }) => type === "status").map(({ content }) => content.execution_state);

  beforeAll(async () => {
    talked = await talk(folder, [
      ...ask("info", "kernel_info_request"),
      ...cell("silent", "console.log('quiet'); 1 + 1", { silent: true }),
      ...cell("silent error", "throw new Error('quiet')", { silent: true }),
      ...cell("unstored", "'not kept'", { store_history: false }),
      ...cell("first", "'first'"),
      ...cell("expressions", "const batch = 32;", {
        user_expressions: { value: "batch * 2", missing: "nowhere", thrown: "(() => { throw new RangeError('no'); })()" },
      }),
      ...cell("no code", "", { code: 7 }),
      ...ask("history", "history_request", { hist_access_type: "tail", n: 10, output: true, raw: true }),
      ...ask("complete", "complete_request", { code: "'😀'.toUpp", cursor_pos: 9 }),
      ...ask("inspect", "inspect_request", { code: "batch", cursor_pos: 5, detail_level: 0 }),
      ...ask("inspect arguments", "inspect_request", { code: "Math.max(1, ", cursor_pos: 12, detail_level: 0 }),
      ...ask("inspect nothing", "inspect_request", { code: "  ", cursor_pos: 1, detail_level: 0 }),
      ...ask("connect", "connect_request", {}, "control"),
      ...ask("create subshell", "create_subshell_request", {}, "control"),
      ...ask("delete subshell", "delete_subshell_request", { subshell_id: "1" }, "control"),
      ...ask("list subshell", "list_subshell_request", {}, "control"),
      ...ask("debug", "debug_request", { seq: 3, type: "request", command: "initialize", arguments: {} }, "control"),
      { send: "no_such_request" },
      execute("long", "await new Promise((resolve) => setTimeout(resolve, 1500)); 'long'"),
      { hear: "execute_input", of: "long" },
      ...ask("meanwhile", "complete_request", { code: "Math.sq", cursor_pos: 7 }),
      { reply: "long" },
    ]);
  });

  it("kernel_info: language, versions, no features that are not there", () => {
    expect(reply("info")).toMatchObject({
      type: "kernel_info_reply",
      status: "ok",
      protocol_version: "5.5",
      implementation: "tslab",
      implementation_version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      language_info: { name: "typescript", version: "5.0.4", mimetype: "text/typescript", file_extension: ".ts" },
      supported_features: [],
      debugger: false,
    });
    const { help_links, banner } = reply("info") as { help_links?: { text: string; url: string }[]; banner?: string };
    expect(help_links?.every(({ text, url }) => text !== "" && url.startsWith("https://"))).toBe(true);
    expect(banner).toContain("TypeScript 5.0.4");
  });

  it("silent: nothing but the state is heard, and it does not count", () => {
    expect(types("silent")).toEqual([]);
    expect(states("silent")).toEqual(["busy", "idle"]);
    expect(reply("silent")).toMatchObject({ status: "ok", execution_count: 0 });
    expect(types("silent error")).toEqual([]);
    expect(reply("silent error")).toMatchObject({ status: "error", ename: "Error", evalue: "quiet" });
  });

  it("store_history false: heard, but not counted and not kept", () => {
    expect(types("unstored")).toEqual(["execute_input", "execute_result"]);
    expect(reply("first")).toMatchObject({ execution_count: 1 });
    const kept = reply("history") as unknown as { history: [number, number, [string, string | null]][] };
    const codes = kept.history.map(([, number, [code, shown]]) => [number, code, shown]);
    expect(codes).toEqual([
      [1, "'first'", "'first'"],
      [2, "const batch = 32;", null],
    ]);
  });

  it("user_expressions: each has its value or its error", () => {
    expect(reply("expressions")?.user_expressions).toMatchObject({
      value: { status: "ok", data: { "text/plain": "64" }, metadata: {} },
      missing: { status: "error", ename: "TypeScriptError" },
      thrown: { status: "error", ename: "RangeError", evalue: "no" },
    });
  });

  it("an execute_request without code is answered with an error", () => {
    expect(reply("no code")).toMatchObject({ status: "error", ename: "TypeError" });
  });

  it("complete and inspect count characters, not UTF-16 units", () => {
    expect(reply("complete")).toMatchObject({ status: "ok", matches: ["toUpperCase"], cursor_start: 4, cursor_end: 9 });
    expect(reply("inspect")).toMatchObject({
      status: "ok",
      found: true,
      data: { "text/plain": expect.stringContaining("const batch: 32") },
    });
  });

  it("inspect inside the arguments of a call tells of the function; of nothing it finds nothing", () => {
    expect(reply("inspect arguments")).toMatchObject({
      found: true,
      data: { "text/plain": expect.stringContaining("max(...values: number[])") },
    });
    expect(reply("inspect nothing")).toMatchObject({ status: "ok", found: false });
  });

  it("connect gives the ports; subshells and the debugger are said not to be there", () => {
    expect(reply("connect")).toMatchObject({ type: "connect_reply", shell_port: expect.any(Number), hb_port: expect.any(Number) });
    for (const name of ["create subshell", "delete subshell", "list subshell"]) {
      expect(reply(name)).toMatchObject({ status: "error", evalue: "This kernel has no subshells." });
    }
    expect(reply("debug")).toMatchObject({ type: "debug_reply", success: false, request_seq: 3, command: "initialize" });
  });

  it("answers other requests while a cell waits, and says again that the cell runs", () => {
    expect(reply("meanwhile")).toMatchObject({ status: "ok", matches: expect.arrayContaining(["sqrt"]) });
    expect(reply("long")).toMatchObject({ status: "ok" });
    expect(states("long")).toEqual(["busy", "busy", "idle"]);
  });
});

describe("comms", () => {
  let talked: Talked;
  const base64 = (...bytes: number[]): string => Buffer.from(bytes).toString("base64");

  beforeAll(async () => {
    talked = await talk(folder, [
      ...cell(
        "register",
        `import { openComm, registerTarget } from "largebatch/dist/kernel/comms";
registerTarget("echo", (comm, data, metadata, buffers) => {
  comm.send({ opened: data, metadata }, buffers);
  comm.onMessage((data, buffers) => {
    console.log("got", JSON.stringify(data));
    comm.send({ echo: data }, [Uint8Array.from([...buffers[0]!].reverse()), new Float32Array([1])]);
  });
  comm.onClose((data) => console.log("closed", JSON.stringify(data)));
});`,
      ),
      {
        send: "comm_open",
        as: "open",
        content: { comm_id: "c1", target_name: "echo", data: { n: 1 } },
        metadata: { m: 2 },
        buffers: [base64(7)],
      },
      { hear: "comm_msg", of: "open" },
      { send: "comm_msg", as: "message", content: { comm_id: "c1", data: { n: 2 } }, buffers: [base64(0, 128, 255)] },
      { hear: "comm_msg", of: "message" },
      ...cell("own", `const own = openComm("front", { a: 1 }, { version: "2" }, [Uint8Array.of(9)]); own.send({ b: 2 });`),
      ...ask("info", "comm_info_request"),
      ...ask("info of echo", "comm_info_request", { target_name: "echo" }),
      { send: "comm_close", as: "close", content: { comm_id: "c1", data: { bye: true } } },
      { hear: "stream", of: "close" },
      { send: "comm_msg", as: "after", content: { comm_id: "c1", data: {} } },
      { send: "comm_open", as: "unknown", content: { comm_id: "c2", target_name: "nobody", data: {} } },
      { hear: "comm_close", of: "unknown" },
      ...cell("throwing", `registerTarget("throwing", () => { throw new RangeError("in the handler"); });`),
      { send: "comm_open", as: "thrown", content: { comm_id: "c3", target_name: "throwing", data: {} } },
      { hear: "error", of: "thrown" },
      ...cell("closed", "own.close(); own.close(); own.send({});"),
      ...ask("info at the end", "comm_info_request"),
    ]);
  });
  const heard = (name: string, type: string) => (talked.results[name]?.iopub ?? []).filter((each) => each.type === type);

  it("opened by the front end: data, metadata and binary buffers arrive, and the answer has the message as its parent", () => {
    expect(heard("open", "comm_msg")).toMatchObject([
      { content: { comm_id: "c1", data: { opened: { n: 1 }, metadata: { m: 2 } } }, buffers: [base64(7)] },
    ]);
    expect(heard("message", "comm_msg")).toMatchObject([
      { content: { data: { echo: { n: 2 } } }, buffers: [base64(255, 128, 0), base64(0, 0, 128, 63)] },
    ]);
    expect(heard("message", "stream")).toMatchObject([{ content: { text: 'got {"n":2}\n' } }]);
    expect(heard("close", "stream")).toMatchObject([{ content: { text: 'closed {"bye":true}\n' } }]);
  });

  it("opened by a cell: the front end hears of it", () => {
    const [open] = heard("own", "comm_open");
    expect(open).toMatchObject({ content: { target_name: "front", data: { a: 1 } }, metadata: { version: "2" }, buffers: [base64(9)] });
    expect(heard("own", "comm_msg")).toMatchObject([{ content: { comm_id: open?.content.comm_id, data: { b: 2 } } }]);
  });

  it("comm_info lists the open ones, of one target or of all", () => {
    const comms = (name: string): unknown[] => Object.values(talked.results[name]?.reply?.comms as object);
    expect(comms("info")).toHaveLength(2);
    expect(talked.results["info of echo"]?.reply?.comms).toEqual({ c1: { target_name: "echo" } });
    expect(comms("info at the end")).toEqual([]);
  });

  it("of an unknown target is closed; an error in a handler is shown; a closed one does not send", () => {
    expect(heard("unknown", "comm_close")).toMatchObject([{ content: { comm_id: "c2" } }]);
    expect(heard("thrown", "error")).toMatchObject([{ content: { ename: "RangeError", evalue: "in the handler" } }]);
    expect(talked.results.closed?.reply).toMatchObject({ status: "error", evalue: expect.stringContaining("is closed") });
    expect(heard("closed", "comm_close")).toHaveLength(1);
  });
});

describe("prompt", () => {
  let talked: Talked;
  const asking = { allow_stdin: true };

  beforeAll(async () => {
    talked = await talk(folder, [
      execute("asked", 'console.log("before"); prompt("The rate?")', asking),
      { answer: "0.1" },
      { reply: "asked" },
      execute("preset", 'prompt("The rate?", "0.5")', asking),
      { answer: "" },
      { reply: "preset" },
      ...cell("refused", 'prompt("The rate?")'),
      execute("stopped", 'prompt("The rate?")', asking),
      { asked: true },
      ...ask("interrupt", "interrupt_request", {}, "control"),
      { reply: "stopped" },
      { stale_answer: "late" },
      ...cell("after", "'alive'"),
    ]);
  });

  it("asks on stdin, in the name of the cell, after what was printed, and returns the answer", () => {
    const [first] = talked.others.filter(({ type }) => type === "input_request");
    expect(first).toMatchObject({ of: "asked", content: { prompt: "The rate?", password: false } });
    const result = (name: string) => talked.results[name]?.iopub.find(({ type }) => type === "execute_result")?.content.data;
    expect(result("asked")).toMatchObject({ "text/plain": "'0.1'" });
    expect(result("preset")).toMatchObject({ "text/plain": "'0.5'" });
  });

  it("says so where the client answers nobody", () => {
    expect(talked.results.refused?.reply).toMatchObject({
      status: "error",
      ename: "InputError",
      evalue: expect.stringContaining("allow_stdin is false"),
    });
  });

  it("ends with an interrupt; an answer that comes too late is nothing", () => {
    expect(talked.results.stopped?.reply).toMatchObject({ status: "error", ename: "Interrupted" });
    expect(talked.results.after?.reply).toMatchObject({ status: "ok" });
  });
});

it("answers heartbeat and control while a loop keeps the kernel busy, and the loop ends with an interrupt", async () => {
  const { results } = await talk(folder, [
    execute("busy", "console.log('busy'); while (true);"),
    { hear: "stream", of: "busy" },
    { beat: "heartbeat" },
    ...ask("info", "kernel_info_request", {}, "control"),
    ...ask("debug", "debug_request", { seq: 1, type: "request", command: "attach" }, "control"),
    ...ask("interrupt", "interrupt_request", {}, "control"),
    { reply: "busy" },
  ]);
  expect(results.info?.reply).toMatchObject({ language_info: { name: "typescript" } });
  expect(results.interrupt?.reply).toEqual({ type: "interrupt_reply", status: "ok" });
  expect(results.busy?.reply).toMatchObject({ status: "error", ename: "Interrupted" });
});

it("restarts and shuts down at once, also with live timers, servers and a loop that never ends", async () => {
  const { results, seconds } = await talk(folder, [
    ...cell(
      "timers",
      "setInterval(() => {}, 1000); require('net').createServer().listen(0, '127.0.0.1'); process.on('SIGTERM', () => {}); undefined",
    ),
    { restart: "restart with timers" },
    ...cell("new", "'new'"),
    execute("busy", "console.log('busy'); while (true);"),
    { hear: "stream", of: "busy" },
    { shutdown: "shutdown in a loop" },
  ]);
  expect(results.new?.reply).toMatchObject({ status: "ok", execution_count: 1 });
  // Jupyter waits 2.5 seconds before it ends a kernel that does not end by itself.
  expect(seconds["restart with timers"]).toBeLessThan(2.4);
  expect(seconds["shutdown in a loop"]).toBeLessThan(2.4);
});

it("ends when Jupyter died without a goodbye, also in a loop", async () => {
  const { pid } = await talk(folder, [
    execute("busy", "console.log('busy'); while (true);"),
    { hear: "stream", of: "busy" },
    { vanish: true },
  ]);
  expect(pid).toBeGreaterThan(1);
  await expect.poll(() => existsSync(path.join("/proc", String(pid))), { timeout: 20_000 }).toBe(false);
});
