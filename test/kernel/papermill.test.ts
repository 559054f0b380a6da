import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { inProject } from "../../src/project";
import { notebookFolder, runNotebook } from "./client";

const { folder, remove } = notebookFolder();
afterAll(remove);

interface Output {
  output_type: string;
  text?: string[];
  data?: Record<string, unknown>;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}
interface Notebook {
  cells: { source: string[]; metadata: { tags?: string[] }; outputs: Output[] }[];
}

/** Writes a notebook whose first cell is tagged `parameters`. */
function write(name: string, sources: string[]): string {
  const cells = sources.map((source, i) => ({
    id: `cell-${i}`,
    cell_type: "code",
    metadata: i === 0 ? { tags: ["parameters"] } : {},
    source,
    execution_count: null,
    outputs: [],
  }));
  const metadata = {
    kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" },
    language_info: { name: "typescript" },
  };
  const file = path.join(folder, `${name}.ipynb`);
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }));
  return file;
}

/** Runs a program of .venv as a user would. */
async function tool(name: string, ...args: string[]): Promise<{ failed: boolean; said: string }> {
  const env = { ...process.env, SCALE: "smoke", JUPYTER_PATH: inProject(".venv", "share", "jupyter") };
  try {
    const { stdout, stderr } = await promisify(execFile)(inProject(".venv", "bin", name), args, { cwd: folder, env, maxBuffer: 1e8 });
    return { failed: false, said: stdout + stderr };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { failed: true, said: stdout + stderr };
  }
}

async function papermill(input: string, ...args: string[]): Promise<{ failed: boolean; said: string; notebook: Notebook }> {
  const output = input.replace(/\.ipynb$/, "-out.ipynb");
  const ended = await tool("papermill", input, output, "--no-progress-bar", ...args);
  if (!existsSync(output)) throw new Error(`papermill wrote nothing:\n${ended.said}`);
  return { ...ended, notebook: JSON.parse(readFileSync(output, "utf8")) as Notebook };
}

const textOf = (cell: Notebook["cells"][number] | undefined): string =>
  (cell?.outputs ?? []).flatMap((output) => output.text ?? []).join("");

const PARAMETERS = `const NETWORK: "mlp" | "F1" = "mlp"; // which network
const RATE = 0.1, NAMES: string[] = [];
let DEEP: { [key: string]: unknown } | null = null;
let quiet = false;
const SCALE = (process.env.SCALE ?? "small") as "smoke" | "small";`;
const FAILING = [
  PARAMETERS,
  'console.log("before");',
  'function diverge(rate: number): never {\n  throw new RangeError("rate " + rate);\n}\ndiverge(RATE);',
  'console.log("never");',
];
const TRACEBACK = "RangeError: rate 7\n    at diverge (cell 4, line 2)\n    at cell 4, line 4";
const plain = (output: Output | undefined): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal
  (output?.traceback ?? []).join("\n").replace(/\u001b\[[\d;]*m/g, "");

describe("papermill -p", () => {
  it("sets parameters of every type, and later cells see them instead of the declared ones", async () => {
    const input = write("types", [
      PARAMETERS,
      "console.log(JSON.stringify([NETWORK, RATE, NAMES.map((name) => name.length), DEEP, quiet, SCALE]));",
      'function known(name: "mlp" | "F1") { return name; }\nconsole.log(known(NETWORK));',
    ]);
    const text = 'a"b\\\n\u2028`<&>😀';
    const { failed, said, notebook } = await papermill(
      input,
      ...["-p", "NETWORK", "F1", "-p", "RATE", "-2.5e-3", "-p", "quiet", "true"],
      ...["-y", JSON.stringify({ NAMES: ["x", text], DEEP: { a: [1, null, true, 0.5, { "b-c": text }], __proto: {} } })],
    );
    expect(said).not.toContain("unknown parameter");
    expect(failed).toBe(false);
    expect(notebook.cells[1]?.metadata.tags).toEqual(["injected-parameters"]);
    const values = ["F1", -0.0025, [1, text.length], { a: [1, null, true, 0.5, { "b-c": text }], __proto: {} }, true, "smoke"];
    expect(JSON.parse(textOf(notebook.cells[2]))).toEqual(values);
    expect(textOf(notebook.cells[3])).toBe("F1\n");
  });

  it("has the compiler refuse what the declared type does not allow", async () => {
    const { failed, said, notebook } = await papermill(write("refused", [PARAMETERS, "1"]), "-p", "NETWORK", "cnn");
    expect(failed).toBe(true);
    expect(said).toContain(`Type '"cnn"' is not assignable to type '"mlp" | "F1"'`);
    expect(notebook.cells.at(-1)?.outputs).toEqual([]);
  });

  it("leaves the real traceback of a failing cell in the notebook, and runs nothing after it", async () => {
    const { failed, said, notebook } = await papermill(write("failing", FAILING), "-p", "RATE", "7");
    expect(failed).toBe(true);
    expect(said).toContain("RangeError: rate 7");
    // papermill puts two cells of its own before and above the failing one
    const error = notebook.cells.flatMap((cell) => cell.outputs ?? []).find((output) => output.output_type === "error");
    expect(error).toMatchObject({ ename: "RangeError", evalue: "rate 7" });
    expect(plain(error)).toContain(TRACEBACK);
    expect(plain(error)).toContain('> 2 |   throw new RangeError("rate " + rate);');
    expect(notebook.cells.map(textOf).join("")).toBe("before\n");
  });
});

const FAILING_ALONE = FAILING.map((source) => source.replace("diverge(RATE)", "diverge(7)"));
const TRACEBACK_ALONE = TRACEBACK.replaceAll("cell 4", "cell 3");

describe("a failing cell", () => {
  it("leaves its traceback in the notebook under nbconvert, with the cells after it run where errors are allowed", async () => {
    const input = write("convert", FAILING_ALONE);
    const { failed } = await tool(
      "jupyter",
      "nbconvert",
      "--to",
      "notebook",
      "--execute",
      "--allow-errors",
      "--output",
      "converted",
      input,
    );
    expect(failed).toBe(false);
    const { cells } = JSON.parse(readFileSync(path.join(folder, "converted.ipynb"), "utf8")) as Notebook;
    expect(plain(cells[2]?.outputs[0])).toContain(TRACEBACK_ALONE);
    expect(textOf(cells[3])).toBe("never\n");
    expect(await tool("jupyter", "nbconvert", "--to", "notebook", "--execute", "--output", "stopped", input)).toMatchObject({
      failed: true,
      said: expect.stringContaining("RangeError: rate 7") as string,
    });
  });

  it("leaves its traceback in the notebook under nbclient", async () => {
    const { outputs, failure } = await runNotebook(folder, FAILING_ALONE, false);
    expect(failure).toContain("RangeError: rate 7");
    expect(plain(outputs[2]?.[0] as unknown as Output)).toContain(TRACEBACK_ALONE);
    expect(outputs[3]).toEqual([]);
  });
});

describe("the cell tagged parameters", () => {
  /** What the translator makes of a cell and of values. */
  async function translate(source: string, values: object, python = ""): Promise<{ read: unknown[]; code: string }> {
    const program = `
import json, sys, papermill
from papermill_typescript import TypeScriptTranslator, declarations
source, values = json.loads(sys.argv[1])
${python}
TypeScriptTranslator.inspect({"source": source})
print(json.dumps({"read": declarations(source), "code": TypeScriptTranslator.codify(values)}))`;
    const { failed, said } = await tool("python", "-c", program, JSON.stringify([source, values]));
    if (failed) throw new Error(said);
    return JSON.parse(said) as { read: unknown[]; code: string };
  }

  it("is read with types, values and comments; what lies inside brackets is no parameter", async () => {
    const { read } = await translate(
      `// settings
const SEEDS: Array<number> = [1, 2], NAME = "a;b"; // both
const pick: (x: number) => number = (x) => x * 2;
const LONG:
  | "a"
  | "b" = "a";
function f() { const inner = 1; return inner; }
const table = {
  a: 1, // one
}
const first = 1, // the first
  second = 2;`,
      {},
    );
    expect(read).toEqual([
      { name: "SEEDS", keyword: "const", type: "Array<number>", value: "[1, 2]", help: "" },
      { name: "NAME", keyword: "const", type: "", value: '"a;b"', help: "both" },
      { name: "pick", keyword: "const", type: "(x: number) => number", value: "(x) => x * 2", help: "" },
      { name: "LONG", keyword: "const", type: '| "a" | "b"', value: '"a"', help: "" },
      { name: "table", keyword: "const", type: "", value: expect.stringContaining("a: 1") as string, help: "" },
      { name: "first", keyword: "const", type: "", value: "1", help: "the first" },
      { name: "second", keyword: "const", type: "", value: "2", help: "" },
    ]);
  });

  it("gives keyword and type to what is set; what it does not declare is set with let", async () => {
    const { code } = await translate('var rate = 1; const net = "a" as "a" | "b";', { rate: 2, net: "b", other: [] });
    expect(code).toBe('// Parameters\nvar rate = 2;\nconst net: "a" | "b" = "b";\nlet other = [];\n');
  });

  it("sets numbers that JSON lacks, and a key named __proto__ as any other", async () => {
    const { code } = await translate("", {}, 'values = {"a": float("nan"), "b": float("-inf"), "c": {"__proto__": 1}}');
    expect(code).toBe('// Parameters\nlet a = NaN;\nlet b = -Infinity;\nlet c = { ["__proto__"]: 1 };\n');
  });

  it("refuses names that are none and whole numbers that would be rounded", async () => {
    const refusals = `
from papermill.exceptions import PapermillException
said = []
for each in ({"my-rate": 1}, {"class": 1}, {"1st": 1}, {"a;b": 1}, {"id": 2**53}, {"fine": 2**53 - 1}):
    try:
        TypeScriptTranslator.codify(each)
    except PapermillException as error:
        said.append(str(error))
source = "; ".join(f"const e{i} = {json.dumps(text)}" for i, text in enumerate(said))`;
    const { read } = await translate("", {}, refusals);
    const [dash, reserved, digit, code, number, ...rest] = (read as { value: string }[]).map(({ value }) => value);
    for (const said of [dash, reserved, digit, code]) expect(said).toContain("may not");
    expect(number).toContain("9007199254740992 is no exact number");
    expect(rest).toEqual([]);
  });
});
