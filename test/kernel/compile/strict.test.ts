/** What the compiler makes of cells: strict types, names, positions and codes of its findings. Through the real kernel. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CellResult, notebookFolder, outputsOf, runSteps } from "../client";

const { folder, remove } = notebookFolder();
afterAll(remove);

const cells = {
  indexed: "const losses: number[] = [0.5];\n  const first: number = losses[0];",
  unknown: "function rate(run) { return run.rate; }",
  nested: "const run: { optimizer: { rate: number } } = { optimizer: { rate: '0.1' } };",
  two: "const a: number = 'x';\nnowhere;",
  dom: "document.title",
  newest: "[1, 2, 3].findLast((n) => n < 3)",
  names: "const __rate = 0.1, ___decay = 2; type __Kind = 'sgd';",
  reuse: "const kind: __Kind = 'sgd'; [kind, __rate, ___decay]",
  redeclare: "const __rate = 'fast'; let kind = 3; class Net { layers = 2 }",
  redeclared: "class Net { layers = 'many' } [__rate.length, kind + 1, new Net().layers.length]",
  loop: "let sum = 0;\nfor await (const n of [1, Promise.resolve(2)]) sum += n;\nsum",
  inner: "const f = { m() { await null; } };",
  unfinished: "const ys = [1]; ys.",
  open: "const rates: string = [1];\nconst zz = ( // and so on\n\n",
  template: "const text = `a\nb",
  condition: "const zs = [1];\nif (zs)",
  exported: "export const outside = 1;\n",
  configure: `(await import("node:fs")).writeFileSync("tsconfig.json", '{ "compilerOptions": { "strict": false,\\n"lib": ["es2022", "dom"] } }')`,
  loose: "const title: string = null; typeof document.title",
  misconfigure: `(await import("node:fs")).writeFileSync("tsconfig.json", '{ "compilerOptions": {\\n"strict": 3 } }')`,
  strictAgain: "1 + 1",
  nullAgain: "const name: string = null;",
};
let ran: Record<keyof typeof cells, CellResult>;
beforeAll(async () => {
  const { results } = await runSteps(
    folder,
    Object.values(cells).map((code) => ({ code })),
  );
  ran = Object.fromEntries(Object.keys(cells).map((name, i) => [name, results[i]])) as typeof ran;
});
const problem = (name: keyof typeof cells): string => ran[name].reply.evalue ?? "";
const value = (name: keyof typeof cells): unknown =>
  (outputsOf(ran[name], "execute_result")[0]?.data as Record<string, unknown> | undefined)?.["text/plain"];

it("checks cells strictly: values from an index, parameters without a type", () => {
  expect(problem("indexed")).toMatch(/^2:9 - TS2322: Type 'number \| undefined' is not assignable to type 'number'\./);
  expect(problem("unknown")).toMatch(/^1:15 - TS7006: Parameter 'run' implicitly has an 'any' type\./);
});

it("gives each finding once, with its code, place and line", () => {
  expect(problem("nested")).toBe("1:61 - TS2322: Type 'string' is not assignable to type 'number'.");
  expect(problem("two").split("\n")).toEqual([
    "1:7 - TS2322: Type 'string' is not assignable to type 'number'.",
    "2:1 - TS2304: Cannot find name 'nowhere'.",
  ]);
  expect(ran.two.reply.ename).toBe("TypeScriptError");
  expect(ran.two.reply.traceback?.join("\n")).toContain("const a: number = 'x';");
});

it("finds what is missing at the end where the reader stopped, and shows no line that nobody wrote", () => {
  expect(ran.unfinished.reply.traceback).toEqual([
    "TypeScriptError:",
    "1:20 - TS1003: Identifier expected.",
    "  1 | const ys = [1]; ys.",
    "    |                    ~",
  ]);
  expect(problem("open").split("\n").slice(0, 2)).toEqual([
    "1:7 - TS2322: Type 'number[]' is not assignable to type 'string'.",
    "2:13 - TS1109: Expression expected.",
  ]);
  expect(problem("template")).toBe("2:2 - TS1160: Unterminated template literal.");
  expect(problem("condition")).toBe("2:8 - TS1109: Expression expected.");
  expect(problem("exported")).toBe("1:14 - TS2323: Cannot redeclare exported variable 'outside'.");
  const shown = (["unfinished", "open", "template", "condition"] as const).flatMap((name) => ran[name].reply.traceback ?? []);
  expect(shown.join("\n")).not.toContain("export {");
});

it("knows the libraries of Node, not those of a browser", () => {
  expect(problem("dom")).toContain("TS2584");
  expect(value("newest")).toBe("2");
});

it("takes names with leading underscores, and names that were used before", () => {
  expect(value("reuse")).toBe("[ 'sgd', 0.1, 2 ]");
  expect(ran.redeclare.reply.status).toBe("ok");
  expect(value("redeclared")).toBe("[ 4, 4, 4 ]");
});

it("awaits at the top, loops included, and nowhere else", () => {
  expect(value("loop")).toBe("3");
  expect(problem("inner")).toContain("TS1308");
});

it("takes the options of tsconfig.json, and says what is wrong in it", () => {
  expect(value("loose")).toBeUndefined();
  // It compiles now, and Node has no document.
  expect(ran.loose.reply.ename).toBe("ReferenceError");
  const told = outputsOf(ran.strictAgain, "stream").map(({ text }) => text);
  expect(told.join("")).toContain("tsconfig.json:2: Compiler option 'strict' requires a value of type boolean. It is left out.");
  expect(problem("nullAgain")).toContain("TS2322");
});
