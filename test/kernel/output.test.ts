import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { notebookFolder } from "./client";
import { cell, type Talked, talk } from "./talk";

const { folder, remove } = notebookFolder();
afterAll(remove);

let talked: Talked;
beforeAll(async () => {
  talked = await talk(folder, [
    ...cell(
      "sleep",
      'import { spawn, spawnSync } from "node:child_process";\nimport { EventEmitter } from "node:events";\nimport { writeSync } from "node:fs";\nconst sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));',
    ),
    ...cell("lines", "for (let i = 0; i < 100_000; i++) console.log('line', i);"),
    // The loop ends when the client has heard what it printed, and answers.
    {
      send: "execute_request",
      as: "loop",
      content: { code: "console.log('while it runs');\nwhile (prompt('heard?') !== 'yes');", allow_stdin: true },
    },
    { hear: "stream", of: "loop" },
    { answer: "yes" },
    { reply: "loop" },
    ...cell("mixed", "process.stdout.write('a');\nprocess.stderr.write('b');\nprocess.stdout.write('c');"),
    ...cell(
      "written",
      "process.stdout.write(Buffer.from([0xc3]));\nprocess.stdout.write(Buffer.from([0xa4]));\nprocess.stdout.write('2d', 'hex');\nawait new Promise<void>((resolve) => process.stdout.write('called', 'utf8', () => resolve()));\nprocess.stdout.end('-end');\nconsole.log('-open');",
    ),
    ...cell(
      "sane",
      "console.table([{ batch: 20 }]);\n[process.stdout.columns > 0, process.stdout.isTTY, process.stdout.fd, process.stderr.fd]",
    ),
    ...cell(
      "native",
      "console.log(1);\nspawnSync('echo', ['2'], { stdio: 'inherit' });\nconsole.log(3);\nspawnSync('sh', ['-c', 'echo 4 >&2'], { stdio: 'inherit' });\nwriteSync(1, '5\\n');\nconsole.log(6);",
    ),
    ...cell("much", "spawnSync('seq', ['100000'], { stdio: 'inherit' });"),
    ...cell(
      "child",
      "const child = spawn('sh', ['-c', 'echo from a child'], { stdio: 'inherit' });\nawait new Promise((resolve) => child.on('close', resolve));",
    ),
    ...cell("tensorflow", "import { tf, useBackend } from 'largebatch';\nawait useBackend();\nwriteSync(2, 'native stderr\\n');"),
    ...cell(
      "starts",
      "const emitter = new EventEmitter();\nsetTimeout(() => console.log('timer'), 100);\nvoid sleep(100).then(() => console.log('promise'));\nsetTimeout(() => emitter.emit('event'), 100);\nemitter.on('event', () => console.log('event'));\n(async () => { await sleep(100); console.error('async'); })();\nsetTimeout(() => { throw new RangeError('late timer'); }, 100);\nvoid sleep(100).then(() => { throw new TypeError('late promise'); });\n0",
    ),
    ...cell("later", "await sleep(300);\nconsole.log('of this cell');"),
    ...cell(
      "open",
      "setTimeout(() => { throw new RangeError('thrown in a timer'); }, 1);\nawait sleep(50);\nvoid Promise.reject('not even an error');\nawait sleep(10);\n'goes on'",
    ),
  ]);
});

const texts = (name: string) =>
  (talked.results[name]?.iopub ?? []).flatMap(({ type, content }) =>
    type === "stream" ? [[content.name, content.text] as [string, string]] : [],
  );
const printed = (name: string, stream?: string): string =>
  texts(name)
    .filter(([of]) => !stream || of === stream)
    .map(([, text]) => text)
    .join("");
const errors = (name: string) => (talked.results[name]?.iopub ?? []).filter(({ type }) => type === "error").map(({ content }) => content);

describe("streams", () => {
  it("lose no line of 100,000, and come in few messages", () => {
    expect(printed("lines")).toBe(Array.from({ length: 100_000 }, (_, i) => `line ${i}\n`).join(""));
    expect(texts("lines").length).toBeLessThan(500);
  });

  it("arrive while the cell keeps the thread busy", () => {
    expect(talked.results.loop?.reply).toMatchObject({ status: "ok" });
  });

  it("keep the order of standard output and error", () => {
    expect(texts("mixed")).toEqual([
      ["stdout", "a"],
      ["stderr", "b"],
      ["stdout", "c"],
    ]);
  });

  it("take bytes, other encodings and callbacks, and are never closed", () => {
    expect(printed("written")).toBe("ä-called-end-open\n");
  });

  it("say of themselves what programs ask", () => {
    expect(printed("sane")).toContain("│ 20    │");
    const [shown] = talked.results.sane?.iopub.filter(({ type }) => type === "execute_result") ?? [];
    expect(shown?.content.data).toEqual({ "text/plain": "[ true, false, 1, 2 ]" });
  });
});

describe.skipIf(process.platform !== "linux")("what native code and child processes write", () => {
  it("comes with what the cell prints, each in its own order: in a burst the two can swap places", () => {
    const lines = printed("native", "stdout").trimEnd().split("\n");
    expect(lines.filter((line) => ["1", "3", "6"].includes(line))).toEqual(["1", "3", "6"]);
    expect(lines.filter((line) => ["2", "5"].includes(line))).toEqual(["2", "5"]);
    expect(lines).toHaveLength(5);
    expect(printed("native", "stderr")).toBe("4\n");
    expect(texts("native").map(([name]) => name)).toContain("stderr");
  });

  it("comes whole, before the reply", () => {
    expect(printed("much")).toBe(Array.from({ length: 100_000 }, (_, i) => `${i + 1}\n`).join(""));
    expect(printed("child")).toBe("from a child\n");
    expect(printed("tensorflow", "stderr")).toContain("native stderr\n");
  });
});

describe("what a cell started", () => {
  it("prints in that cell, also after its end", () => {
    expect(printed("starts", "stdout").split("\n").sort()).toEqual(["", "event", "promise", "timer"]);
    expect(printed("starts", "stderr")).toContain("async\n");
    expect(printed("later")).toBe("of this cell\n");
  });

  it("reports its errors there, as text once the cell has ended", () => {
    expect(printed("starts", "stderr")).toMatch(/Uncaught RangeError: late timer\n {4}at .*cell \d+, line 7/);
    expect(printed("starts", "stderr")).toMatch(/Unhandled rejection: TypeError: late promise\n {4}at cell \d+, line 8/);
    expect(talked.results.later?.reply).toMatchObject({ status: "ok" });
  });

  it("reports its errors as such while the cell runs, and the cell goes on", () => {
    expect(errors("open")).toMatchObject([
      { ename: "RangeError", evalue: "thrown in a timer" },
      { ename: "Thrown", evalue: "not even an error" },
    ]);
    expect(talked.results.open?.reply).toMatchObject({ status: "ok" });
  });
});
