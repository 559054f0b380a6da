import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inProject } from "../../src/project";
import { notebookFolder, runScript } from "./client";

const { folder, remove } = notebookFolder();
afterAll(remove);

interface Fuzzed {
  cases: Record<string, string[]>;
  status: Record<string, string>;
  executed: string[];
}

/** Why each case is dropped, as the log has it. */
const REASONS: Record<string, string> = {
  "no delimiter": "shell was dropped: it has no delimiter",
  "delimiter only": "shell was dropped: it has 0 parts after the delimiter",
  "too few parts": "shell was dropped: it has 4 parts after the delimiter",
  "no signature": "shell was dropped: it is not signed",
  "wrong signature": "shell was dropped: its signature is wrong",
  "another key": "shell was dropped: its signature is wrong",
  changed: "shell was dropped: its signature is wrong",
  "out of order": "shell was dropped: its signature is wrong",
  "another key on control": "control was dropped: its signature is wrong",
  "another key on stdin": "stdin was dropped: its signature is wrong",
  "no JSON": "shell was dropped: its content is not JSON",
  "no UTF-8": "shell was dropped: its content is not JSON",
  "no object": "shell was dropped: its content is not an object",
  "no header": "shell was dropped: its header has no msg_id",
  "unknown type": 'shell was dropped: "no_such_request" is no message for this channel',
  "a cell on control": 'control was dropped: "execute_request" is no message for this channel',
  "a cell on stdin": 'stdin was dropped: "execute_request" is no message for this channel',
  "input that nobody asked for": "stdin was dropped: no cell waits for this input",
  replayed: "shell was dropped: it came before",
  "replayed on control": "control was dropped: it came before",
  "too many parts": "shell was dropped: it has 10007 parts",
  "too large": "at most 268435456 are read",
};

describe("what is no message", () => {
  let fuzzed: Fuzzed;
  beforeAll(async () => {
    fuzzed = await runScript("fuzz.py", { folder });
  });

  it.each(Object.entries(REASONS))("is dropped with one line in the log: %s", (name, reason) => {
    expect(fuzzed.cases[name]).toEqual([expect.stringContaining(reason)]);
    expect(fuzzed.status[name]).toBe("ok");
  });

  it("is dropped: 300 times random parts, and other protocols on every port", () => {
    expect(fuzzed.cases.noise).toHaveLength(300);
    expect(fuzzed.status.noise).toBe("ok");
    expect(fuzzed.status["other protocols"]).toBe("ok");
  });

  it("is never executed; a message that came twice is, once", () => {
    expect(fuzzed.executed).toEqual(["once"]);
  });

  it("has no case that is not listed here", () => {
    expect(Object.keys(fuzzed.cases).sort()).toEqual([...Object.keys(REASONS), "noise", "other protocols"].sort());
  });
});

describe("a connection file", () => {
  const start = (text: string) => {
    const file = path.join(folder, "connection.json");
    writeFileSync(file, text);
    return spawnSync(process.execPath, [inProject("dist", "kernel", "main.js"), file], { encoding: "utf8", timeout: 60_000 });
  };
  const ports = { shell_port: 1025, control_port: 1026, stdin_port: 1027, iopub_port: 1028, hb_port: 1029 };

  it.each([
    ["without a key", JSON.stringify({ ip: "127.0.0.1", ...ports }), "key is not a text of 8 characters"],
    ["with an empty key", JSON.stringify({ ip: "127.0.0.1", ...ports, key: "" }), "key is not a text of 8 characters"],
    ["that is not JSON", "{", "is not JSON"],
  ])("%s is refused before a socket opens", (_, text, reason) => {
    const ended = start(text);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain(reason);
    expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  });
});
